// The threads that a question is answered with: they stay open for as many designs as it takes.

import { type Pool, threadOf, workersOf } from './pool.ts';
import { runReplication } from './replication.ts';

/**
 * Threads for any number of replications; `close` ends them.
 * @param workers 1 runs in the caller's own thread, unless it must be interruptible
 * @param interruptible a replication never pauses: whoever wants to interrupt one must be in another thread
 */
export async function openPool(workers: number, interruptible: boolean): Promise<Pool> {
  return workers > 1 || interruptible ? workersOf(Math.max(1, workers)) : threadOf(runReplication);
}
