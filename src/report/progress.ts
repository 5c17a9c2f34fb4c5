// The one line that says how far a run has come. A pure function: when it is drawn, and erased, is the command's.

import { formatQuantity } from './number.ts';

const CELLS = 24;

/**
 * `hot-shard  [██████████░░░░░░░░░░░░░░]  6 of 15 replications  40 %`; it says 100 % only when all are done.
 * @param done replications that have ended, of every design
 * @param total replications that there are; 0 is drawn as an empty bar
 */
export function renderProgress(name: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(done / total, 1) : 0;
  const full = Math.floor(share * CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
  const noun = total === 1 ? 'replication' : 'replications';
  return `${name}  [${bar}]  ${done} of ${total} ${noun}  ${formatQuantity(share, 'ratio')}`;
}
