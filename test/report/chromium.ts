// A real browser for the page's own test. One that the machine has is taken first; else the one that lies in a package,
// with its own libraries and fonts, unpacked into a folder of this checkout. Without any, the test fails: it never skips.

import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium-headless-shell', 'chromium', 'google-chrome'];
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/chromium');
const FONTS = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(CACHE, 'fonts')}</dir><cachedir>${join(CACHE, 'fonts-cache')}</cachedir></fontconfig>
`;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `$CHROMIUM`, then the usual names on the PATH; null when the machine has none. `$CHROMIUM=package` asks for the package. */
function installed(): string | null {
  const asked = process.env.CHROMIUM;
  if (asked === 'package') return null;
  if (asked !== undefined && asked !== '') return asked;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}

interface Program {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Unpacks the package's browser. It reads the environment when it is loaded, and sets more of it for the browser: other
 * tests share the process, so afterwards the environment is as it was, and the browser alone is given the other one.
 */
async function unpacked(): Promise<Program> {
  const before = { ...process.env };
  mkdirSync(CACHE, { recursive: true });
  process.env.TMPDIR = CACHE;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  // The package's own file looks for its fonts in /tmp alone; without any, a page shows no letter at all.
  process.env.FONTCONFIG_FILE = join(CACHE, 'fonts.xml');
  writeFileSync(process.env.FONTCONFIG_FILE, FONTS);
  try {
    const { default: bundle } = await import('@sparticuz/chromium');
    return { executablePath: await bundle.executablePath(), env: { ...process.env } };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

let packaged: Promise<Program> | null = null;

async function program(): Promise<Pick<Program, 'executablePath'>> {
  const executablePath = installed();
  if (executablePath !== null) return { executablePath };
  // Once a process: the package sets the environment only when it is loaded.
  packaged ??= unpacked();
  return packaged;
}

/** A headless browser; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await program()), args: ['--no-sandbox', '--disable-gpu'] });
}
