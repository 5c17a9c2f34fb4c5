// Hands the replications of several designs to a pool: what is needed first, in the order of the designs, and where
// lanes are idle also what may be needed. An interrupt stops the handing out. A failure ends the run when its turn
// comes, so the same one is told whatever the number of workers.

import type { Course } from './course.ts';
import type { Pool } from './pool.ts';
import { ReplicationError } from './task.ts';

/** Told after every replication that ended. */
export interface Progress {
  readonly design: string;
  readonly replication: number;
  readonly done: number;
  /** As far as it is known: a design that is undecided may want more. */
  readonly total: number;
}

export interface TaskOptions {
  /** The scenario file as the user gave it, for the message of a failure. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Runs every course to its end, or until an interrupt.
 * @throws ReplicationError when a replication failed that is needed
 */
export async function runCourses(
  courses: readonly Course[],
  pool: Pool,
  { file, signal, onProgress }: TaskOptions,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const interrupted = () => signal?.aborted === true;
  let ended = 0;
  const start = (course: Course, replication: number): void => {
    const task = { design: course.design, replication };
    const run = async (): Promise<void> => {
      const outcome = await pool.run(task);
      if (interrupted()) return;
      if (outcome.kind === 'failed') {
        course.failed(replication, outcome.failure);
        return;
      }
      course.took(outcome.result);
      ended++;
      const total = courses.reduce((sum, one) => sum + one.total, 0);
      onProgress?.({ design: course.design.name, replication, done: ended, total: Math.max(total, ended) });
    };
    const promise = run().finally(() => underWay.delete(promise));
    underWay.add(promise);
  };
  const stop = () => void pool.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      while (underWay.size < pool.lanes && !interrupted()) {
        const next = nextOf(courses, pool.lanes);
        if (next === null) break;
        start(next.course, next.replication);
      }
      if (underWay.size === 0) break;
      await Promise.race(underWay);
      if (interrupted()) break;
    }
    await Promise.all(underWay);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  for (const { design, failure } of courses) {
    if (failure === null) continue;
    throw new ReplicationError(file, { design, replication: failure.replication }, failure.failure);
  }
}

// After a failure, what comes before it goes on: it may hold an earlier one.
function nextOf(
  courses: readonly Course[],
  lanes: number,
): { readonly course: Course; readonly replication: number } | null {
  const first = courses.findIndex(({ failure }) => failure !== null);
  const open = first === -1 ? courses : courses.slice(0, first);
  for (const ahead of lanes > 1 ? [0, 2 * lanes] : [0]) {
    for (const course of open) {
      const replication = course.next(ahead);
      if (replication !== null) return { course, replication };
    }
  }
  return null;
}
