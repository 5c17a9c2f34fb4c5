// What runs in a process of its own: an entry is changed (none, where `null` is given for its place) before anything of the
// program is loaded that may copy it; then the rows that are asked for are looked at. Writes what became of the entry and what was seen, as JSON.

import type { LookedIn } from '../mutations/look.ts';
import { change } from './change.ts';
import { at, type Place } from './place.ts';

/** What was seen over the changed entry. */
export interface LookedOver {
  /** The changed figure. */
  readonly changedTo: string;
  readonly looked: readonly LookedIn[];
}

const [place, ...names] = process.argv.slice(2);
const asked = JSON.parse(place!) as Place | null;
const changedTo = asked === null ? '' : change((await at(asked)) as Parameters<typeof change>[0]);
const { threadOf } = await import('../../../src/experiment/pool.ts');
const { runReplication } = await import('../../../src/experiment/replication.ts');
const { lookAt } = await import('../look-at.ts');
const { rows } = await import('../rows/index.ts');
const pool = threadOf(runReplication);
const looked: LookedIn[] = [];
for (const row of rows.filter(({ name }) => names.includes(name))) {
  const { seen, error } = await lookAt(row, { pool });
  looked.push({ row: row.name, seen, error });
}
process.stdout.write(JSON.stringify({ changedTo, looked } satisfies LookedOver));
