// VALIDATION.md as a whole: what was looked at, and what was tried, this time is brought up to date in it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mutations } from './mutations/index.ts';
import type { Verdict } from './mutations/judge.ts';
import { section } from './mutations/section.ts';
import { rows } from './rows/index.ts';
import { type Looked, table } from './table.ts';

const FILE = 'VALIDATION.md';

/** The text. @param before as it was, '' if there was none */
export function textOf(looked: readonly Looked[], verdicts: readonly Verdict[], before: string): string {
  return `${table(rows, looked, before)}\n${section(mutations, verdicts, before)}`;
}

export function update(looked: readonly Looked[], verdicts: readonly Verdict[]): void {
  writeFileSync(FILE, textOf(looked, verdicts, existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''));
}
