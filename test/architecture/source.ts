// The source files of the product, read as text, for the tests that hold its shape.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../src/', import.meta.url));

/** One file of src/, by its path within it, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Its text without comments and without the contents of strings. */
  readonly code: string;
  /** The folder of src/ that it stands in: engine, metrics, … */
  readonly room: string;
}

/** The rooms in the order in which they may import: each only from itself and those before. */
export const ROOMS = [
  'engine',
  'metrics',
  'language',
  'workload',
  'pricing',
  'services',
  'scenario',
  'experiment',
  'report',
  'cli',
] as const;

/** The rooms that also run in a browser one day, scenario included. */
export const PURE = ROOMS.slice(0, ROOMS.indexOf('scenario') + 1) as readonly string[];

function read(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(ROOT, file).split(sep).join('/');
      const text = readFileSync(file, 'utf8');
      return { path, text, code: codeOf(text), room: path.split('/')[0]! };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

// Strings before comments, so that a `//` in a string begins none; a template keeps what stands in `${}`.
function codeOf(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('/') ? ' ' : "''",
  );
}

export const SOURCES: readonly SourceFile[] = read(ROOT);

/** What a file imports, as written: types, values and dynamic imports. */
export function importsOf({ text }: SourceFile): readonly string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, from, direct]) => (from ?? direct)!);
}

/** The file of src/ that a relative import of `file` leads to. */
export function targetOf({ path }: SourceFile, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}
