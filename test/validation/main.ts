// `npm run validate`: looks at every row that does not take long, tries every mutation, and changes every limit, meter and price;
// brings VALIDATION.md up to date after each. `--quick` looks at the rows that CI looks at, `--nightly` at those that take very long, `--only
// NAME` (several times, if need be) at some; `--mutations`, or `--mutation NAME`, tries mutations, `--entries`, or `--entry ID`, changes limits, meters and
// prices: with any of these nothing else is done than what they ask for. Exit code 1 when a row fails, a mutation is not caught or an entry is not
// reached, 2 when there is none of that name.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { workersOf } from '../../src/experiment/pool.ts';
import { nearest } from '../../src/language/nearest.ts';
import { update } from './file.ts';
import { lookAt } from './look-at.ts';
import { mutations } from './mutations/index.ts';
import type { Verdict } from './mutations/judge.ts';
import type { Mutation } from './mutations/mutation.ts';
import { tryMutations } from './mutations/try.ts';
import { type Entry, entries } from './reached/entries.ts';
import { type Judged, judgeEntries } from './reached/judge.ts';
import type { Row } from './row.ts';
import { rows } from './rows/index.ts';
import { excerpt, holds, type Looked } from './table.ts';

const MOST_LANES = 8;
/** Entries by what `--entry` calls them. */
const NAMED_ENTRIES = entries.map((entry) => ({ ...entry, name: entry.id }));
const LANES = Math.min(availableParallelism(), MOST_LANES);

/** Those of the names, in their own order; null when there is none of a name, which is told. */
function named<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
  names: readonly string[],
): readonly T[] | null {
  const known = all.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return all.filter(({ name }) => names.includes(name));
  const near = nearest(unknown, known);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  process.stderr.write(
    `there is no ${what} ${unknown}${hint}\na ${what} is named one of ${known.join(', ')}\n`,
  );
  return null;
}

async function lookAtAll(asked: readonly Row[]): Promise<readonly Looked[]> {
  const pool = await workersOf(LANES);
  const looked: Looked[] = [];
  try {
    for (const row of asked) {
      const before = process.cpuUsage();
      const one = await lookAt(row, { pool });
      looked.push(one);
      const { user, system } = process.cpuUsage(before);
      const seen = one.error ?? one.seen.map(({ value }) => value).join('; ');
      const took = `${((user + system) / 1e6).toFixed(1)} CPU s`;
      process.stderr.write(`${holds(one) ? '✓' : '✗'} ${row.name} (${took}): ${seen}\n`);
      // After each, so that an interrupted run has not looked in vain.
      update({ looked });
    }
  } finally {
    await pool.close();
  }
  return looked;
}

async function tryAll(asked: readonly Mutation[]): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  await tryMutations(asked, LANES, (verdict) => {
    verdicts.push(verdict);
    const { mutation, caught, why } = verdict;
    const seen = caught === null ? why : `${caught.row} expects ${caught.expected} and sees ${caught.seen}`;
    process.stderr.write(`${caught === null ? '✗' : '✓'} ${mutation.name}: ${seen}\n`);
    update({ verdicts });
  });
  return verdicts;
}

async function judgeAll(asked: readonly Entry[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  await judgeEntries(asked, LANES, (one) => {
    judged.push(one);
    const { entry, row, expected, seen } = one;
    const words = row === null ? seen : `${row} expects ${expected} and sees ${seen}`;
    process.stderr.write(`${row === null ? '✗' : '✓'} ${entry.id}: ${words}\n`);
    update({ judged });
  });
  return judged;
}

const OPTIONS = {
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  nightly: { type: 'boolean', default: false },
  mutations: { type: 'boolean', default: false },
  mutation: { type: 'string', multiple: true, default: [] as string[] },
  entries: { type: 'boolean', default: false },
  entry: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** What is asked for; null when an option is none, which is told, or when npm took it for its own (it did not stand behind `--`). */
function asked() {
  const taken = Object.keys(OPTIONS).find((name) => process.env[`npm_config_${name}`] !== undefined);
  if (taken !== undefined) {
    process.stderr.write(`npm took --${taken} for its own: npm run validate -- --${taken} …\n`);
    return null;
  }
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    const options = Object.keys(OPTIONS).map((name) => `--${name}`);
    process.stderr.write(`${(error as Error).message}\nthe options are ${options.join(', ')}\n`);
    return null;
  }
}

/** Which rows are looked at where none is named. */
function chooser(
  { quick, nightly }: { readonly quick: boolean; readonly nightly: boolean },
  isPlain: boolean,
): (row: Row) => boolean {
  if (nightly) return (row) => row.nightly === true;
  if (quick) return (row) => row.nightly !== true && row.long !== true;
  return (row) => isPlain && row.nightly !== true;
}

async function main(): Promise<number> {
  const values = asked();
  if (values === null) return 2;
  const { only } = values;
  const isPlain = process.argv.length === 2;
  const tried = isPlain || values.mutations ? mutations : named('mutation', mutations, values.mutation);
  const changed = isPlain || values.entries ? entries : named('entry', NAMED_ENTRIES, values.entry);
  const chosen = only === undefined ? rows.filter(chooser(values, isPlain)) : named('row', rows, only);
  if (chosen === null || tried === null || changed === null) return 2;
  const looked = chosen.length === 0 ? [] : await lookAtAll(chosen);
  if (only !== undefined) process.stdout.write(excerpt(looked));
  const verdicts = tried.length === 0 ? [] : await tryAll(tried);
  const caught = verdicts.filter((verdict) => verdict.caught !== null);
  if (tried.length > 0) process.stdout.write(`${caught.length} of ${verdicts.length} mutations are caught\n`);
  const judged = changed.length === 0 ? [] : await judgeAll(changed);
  const reached = judged.filter(({ row }) => row !== null);
  if (changed.length > 0) process.stdout.write(`${reached.length} of ${judged.length} entries are reached\n`);
  const isWell = caught.length === verdicts.length && reached.length === judged.length;
  return looked.every(holds) && isWell ? 0 : 1;
}

process.exitCode = await main();
