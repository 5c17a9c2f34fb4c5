// The page in a real browser, opened from disk: what a reader sees, not what the text of the file says.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/page.ts';
import { openBrowser } from './chromium.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';

const INSPECT = readFileSync(new URL('./inspect.mjs', import.meta.url), 'utf8');

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), 'spillway-page-'));
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

interface Visit {
  readonly page: Page;
  /** Everything that the browser complained of, and every request beyond the file itself. */
  readonly complaints: readonly string[];
}

async function visit(text: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Visit> {
  const file = join(folder, 'report.html');
  writeFileSync(file, text);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== address) complaints.push(request.url());
  });
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  await page.goto(address);
  return { page, complaints };
}

/** Asks `inspect.mjs`, inside the page. */
async function ask<T>(page: Page, question: string): Promise<T> {
  await page.evaluate(INSPECT);
  return page.evaluate<T>(`inspect.${question}()`);
}

interface DrawnChart {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly marks: number;
}

describe('the page, opened from disk', () => {
  it('asks for nothing, complains of nothing, and runs no script', async () => {
    const text = await renderHtml(hotShard());
    const { page, complaints } = await visit(text, 1280);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('hot-shard: spillway report');
    expect(await page.locator('script').count()).toBe(0);
    await page.close();
  });

  it('shows its charts at a size that can be read, each with a label in words', async () => {
    const { page } = await visit(await renderHtml(hotShard()), 1280);
    const charts = await ask<readonly DrawnChart[]>(page, 'charts');
    // Throughput of the whole and of the fullest shard for three designs, latency for three, throttles for the two
    // designs that have any, and the bill.
    expect(charts.length).toBe(6 + 3 + 2 + 1);
    for (const chart of charts) {
      expect(chart.width).toBeGreaterThan(250);
      expect(chart.height).toBeGreaterThan(80);
      expect(chart.marks).toBeGreaterThan(5);
      expect(chart.label.length).toBeGreaterThan(40);
    }
    await page.close();
  });

  it.each([1280, 390])('has no label outside its chart or upon another, %d pixels wide', async (width) => {
    const { page } = await visit(await renderHtml(hotShard()), width);
    expect(await ask(page, 'badLabels')).toEqual([]);
    await page.close();
  });

  it.each([1280, 390, 320])('is never wider than a screen of %d pixels', async (width) => {
    const { page } = await visit(await renderHtml(hotShard()), width);
    expect(await ask(page, 'width')).toEqual({ wide: width, out: [] });
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has text that stands out from its ground, %s', async (scheme) => {
    const { page } = await visit(await renderHtml(hotShard()), 1280, scheme);
    const lowest = await ask<{ ratio: number; text: string }>(page, 'lowestContrast');
    expect(lowest.ratio, lowest.text).toBeGreaterThanOrEqual(4.5);
    await page.close();
  });

  it('has one title, and headings that skip no level', async () => {
    const { page } = await visit(await renderHtml(hotShard()), 1280);
    const levels = await ask<readonly number[]>(page, 'headings');
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [i, level] of levels.slice(1).entries()) expect(level).toBeLessThanOrEqual(levels[i]! + 1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });

  it('shows what a scenario calls itself, and never obeys it', async () => {
    const { page, complaints } = await visit(await renderHtml(hostile()), 390);
    expect(complaints).toEqual([]);
    expect(await page.title()).toContain('<script>');
    expect(await page.locator('script, img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('</style>');
    expect(await page.locator('section').count()).toBeGreaterThan(8);
    expect(await ask(page, 'width')).toEqual({ wide: 390, out: [] });
    await page.close();
  });
});
