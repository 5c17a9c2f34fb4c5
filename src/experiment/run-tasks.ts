// Hands tasks to a pool in their order, and keeps the results by their place, so that nothing depends on which ends
// first. An interrupt stops the handing out; a failure lets what is under way finish and reports the earliest, so
// the same failure is told whatever the number of workers.

import type { Pool } from './pool.ts';
import type { ReplicationResult } from './replication-result.ts';
import { type Failure, ReplicationError, type Task } from './task.ts';

/** Told after every replication that ended. */
export interface Progress {
  readonly design: string;
  readonly replication: number;
  readonly done: number;
  readonly total: number;
}

export interface TaskOptions {
  /** The scenario file as the user gave it, for the message of a failure. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * The result of each task, in the order of the tasks; null where an interrupt came first.
 * @throws ReplicationError when a replication failed
 */
export async function runTasks(
  tasks: readonly Task[],
  pool: Pool,
  { file, signal, onProgress }: TaskOptions,
): Promise<readonly (ReplicationResult | null)[]> {
  const results: (ReplicationResult | null)[] = tasks.map(() => null);
  const failures = new Map<number, Failure>();
  const interrupted = () => signal?.aborted === true;
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < tasks.length && failures.size === 0 && !interrupted()) {
      const place = next++;
      const task = tasks[place]!;
      const outcome = await pool.run(task);
      if (interrupted()) return;
      if (outcome.kind === 'failed') {
        failures.set(place, outcome.failure);
      } else {
        results[place] = outcome.result;
        done++;
        onProgress?.({ design: task.design.name, replication: task.replication, done, total: tasks.length });
      }
    }
  };
  const stop = () => void pool.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(Array.from({ length: pool.lanes }, lane));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  const earliest = Math.min(...failures.keys());
  const failure = failures.get(earliest);
  if (failure !== undefined) throw new ReplicationError(file, tasks[earliest]!, failure);
  return results;
}
