// `npm run validate`: looks at every row that does not take long, or with `--nightly` at those that do, or with
// `--only NAME` (several times, if need be) at some, and brings their lines of VALIDATION.md up to date after each.
// Exit code 1 when a row fails, 2 when there is none of that name.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { workersOf } from '../../src/experiment/pool.ts';
import type { Bench, Row } from './row.ts';
import { rows } from './rows/index.ts';
import { excerpt, holds, type Looked, table } from './table.ts';

const FILE = 'VALIDATION.md';
const MOST_WORKERS = 8;

async function lookAt(row: Row, bench: Bench): Promise<Looked> {
  try {
    return { row, seen: await row.run(bench), error: null };
  } catch (error) {
    return { row, seen: [], error: error instanceof Error ? error.message : String(error) };
  }
}

/** The rows to look at; null when a name is unknown. */
function chosen(only: readonly string[] | undefined, nightly: boolean): readonly Row[] | null {
  if (only === undefined) return rows.filter((row) => (row.nightly === true) === nightly);
  const found = rows.filter(({ name }) => only.includes(name));
  return only.every((name) => found.some((row) => row.name === name)) ? found : null;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, nightly: { type: 'boolean', default: false } },
  });
  const asked = chosen(values.only, values.nightly);
  if (asked === null) {
    process.stderr.write(`a row is named one of ${rows.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const pool = await workersOf(Math.min(availableParallelism(), MOST_WORKERS));
  const looked: Looked[] = [];
  try {
    for (const row of asked) {
      const one = await lookAt(row, { pool });
      looked.push(one);
      const seen = one.error ?? one.seen.map(({ value }) => value).join('; ');
      process.stderr.write(`${holds(one) ? '✓' : '✗'} ${row.name}: ${seen}\n`);
      // After each, so that an interrupted run has not looked in vain.
      writeFileSync(FILE, table(rows, looked, existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''));
    }
  } finally {
    await pool.close();
  }
  if (values.only !== undefined) process.stdout.write(excerpt(looked));
  return looked.every(holds) ? 0 : 1;
}

process.exitCode = await main();
