// A page opened from disk in the browser, and everything that it complains of or asks for meanwhile.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './chromium.ts';

const INSPECT = readFileSync(new URL('./inspect.mjs', import.meta.url), 'utf8');

export interface Visit {
  readonly page: Page;
  /** Everything that the browser complained of, and every request beyond the file itself. */
  readonly complaints: readonly string[];
}

interface Visitor {
  readonly width: number;
  readonly scheme?: 'light' | 'dark';
  /** False: the reader's browser runs no JavaScript. */
  readonly scripts: boolean;
}

/** One browser, and a folder for the files that it opens. */
export class Reader {
  private readonly folder = mkdtempSync(join(tmpdir(), 'spillway-page-'));
  private readonly browser: Browser;

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  static async arrive(): Promise<Reader> {
    return new Reader(await openBrowser());
  }

  async leave(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens the text as a file. With scripts, it is back when all charts answer. */
  async visit(text: string, { width, scheme = 'light', scripts }: Visitor): Promise<Visit> {
    const file = join(this.folder, 'report.html');
    writeFileSync(file, text);
    const address = pathToFileURL(file).href;
    const page = await this.browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: scripts,
    });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== address) complaints.push(request.url());
    });
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await page.goto(address);
    if (scripts) await page.locator('body[data-live]').waitFor();
    return { page, complaints };
  }
}

/** Asks `inspect.mjs`, inside the page. */
export async function ask<T>(page: Page, question: string): Promise<T> {
  await page.evaluate(INSPECT);
  return page.evaluate<T>(`inspect.${question}()`);
}

export interface DrawnChart {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly marks: number;
}
