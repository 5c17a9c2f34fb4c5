// VALIDATION.md as a whole: what was looked at, and what was tried, this time is brought up to date in it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mutations } from './mutations/index.ts';
import type { Verdict } from './mutations/judge.ts';
import { section } from './mutations/section.ts';
import { entries } from './reached/entries.ts';
import type { Judged } from './reached/judge.ts';
import { reachedSection } from './reached/section.ts';
import { rows } from './rows/index.ts';
import { type Looked, table } from './table.ts';

const FILE = 'VALIDATION.md';

/** What was looked at, tried and judged this time. */
export interface News {
  readonly looked?: readonly Looked[];
  readonly verdicts?: readonly Verdict[];
  readonly judged?: readonly Judged[];
}

const FUZZING = [
  '## Fuzzing',
  '',
  '`npm run fuzz -- --seed 1 --valid 1000 --damaged 10000` makes scenarios that nobody thought of: valid ones, each with a part of',
  'the features, whose books must balance; and damaged ones, which must be refused with a place, or run. A failure prints the',
  'seed and the command that makes it again. CI looks at 300 damaged and 40 valid ones.',
  '',
].join('\n');

/** The text. @param before as it was, '' if there was none */
export function textOf({ looked = [], verdicts = [], judged = [] }: News, before: string): string {
  const parts = [
    table(rows, looked, before),
    reachedSection(entries, judged, before),
    section(mutations, verdicts, before),
    FUZZING,
  ];
  return parts.join('\n');
}

export function update(news: News): void {
  writeFileSync(FILE, textOf(news, existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''));
}
