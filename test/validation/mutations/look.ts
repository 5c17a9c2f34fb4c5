// What runs within a mutant, in a process of its own: looks at the rows of the mutations that it is asked about, and writes
// what it has seen, as JSON.

import { threadOf } from '../../../src/experiment/pool.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import { lookAt } from '../look-at.ts';
import type { Seen } from '../row.ts';
import { mutations } from './index.ts';

/** What was seen of one row. */
export interface LookedIn {
  readonly row: string;
  readonly seen: readonly Seen[];
  readonly error: string | null;
}

const asked = process.argv.slice(2);
const pool = threadOf(runReplication);
const looked: LookedIn[] = [];
for (const row of new Set(mutations.filter(({ name }) => asked.includes(name)).flatMap(({ rows }) => rows))) {
  const { seen, error } = await lookAt(row, { pool });
  looked.push({ row: row.name, seen, error });
}
process.stdout.write(JSON.stringify(looked));
