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

/** Unpacks the package's browser; what it reads of the environment must be set before it is loaded. */
async function packaged(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  process.env.TMPDIR = CACHE;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  // The package's own file looks for its fonts in /tmp alone; without any, a page shows no letter at all.
  process.env.FONTCONFIG_FILE = join(CACHE, 'fonts.xml');
  writeFileSync(process.env.FONTCONFIG_FILE, FONTS);
  const { default: bundle } = await import('@sparticuz/chromium');
  return bundle.executablePath();
}

/** A headless browser; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = installed() ?? (await packaged());
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
