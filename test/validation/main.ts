// `npm run validate`: looks at every row and writes VALIDATION.md, or with `--only NAME` (several times, if need be)
// at some of them and writes to the terminal alone. Exit code 1 when a row fails, 2 when there is none of that name.

import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { workersOf } from '../../src/experiment/pool.ts';
import type { Bench, Row } from './row.ts';
import { rows } from './rows/index.ts';
import { holds, type Looked, table } from './table.ts';

const MOST_WORKERS = 8;

async function lookAt(row: Row, bench: Bench): Promise<Looked> {
  try {
    return { row, seen: await row.run(bench), error: null };
  } catch (error) {
    return { row, seen: [], error: error instanceof Error ? error.message : String(error) };
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const { only } = values;
  const unknown = only?.filter((name) => rows.every((row) => row.name !== name)) ?? [];
  if (unknown.length > 0) {
    process.stderr.write(
      `no row is named ${unknown.join(', ')}: ${rows.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  const chosen = rows.filter(({ name }) => only?.includes(name) ?? true);
  const pool = await workersOf(Math.min(availableParallelism(), MOST_WORKERS));
  const looked: Looked[] = [];
  try {
    for (const row of chosen) {
      const one = await lookAt(row, { pool });
      looked.push(one);
      const seen = one.error ?? one.seen.map(({ value }) => value).join('; ');
      process.stderr.write(`${holds(one) ? '✓' : '✗'} ${row.name}: ${seen}\n`);
    }
  } finally {
    await pool.close();
  }
  if (only === undefined) writeFileSync('VALIDATION.md', table(looked));
  else process.stdout.write(table(looked));
  return looked.every(holds) ? 0 : 1;
}

process.exitCode = await main();
