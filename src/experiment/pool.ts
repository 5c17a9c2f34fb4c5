// Where replications run: in worker threads (piscina), or one after the other in this thread. Both run the same
// function, and nobody downstream can tell them apart.

import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { failureOf, type Outcome, perform, type Runner, type Task } from './task.ts';

/** A replication drops what it makes soon after: a larger nursery takes memory and saves no time. */
const YOUNG_GENERATION_MB = 16;

/** Something that does tasks, `lanes` of them at a time. */
export interface Pool {
  readonly lanes: number;
  run(task: Task): Promise<Outcome>;
  /** Ends it; tasks that are under way are given up and reject. */
  close(): Promise<void>;
}

/** Runs in this thread, and lets it breathe between replications (an interrupt, a line of progress). */
export function threadOf(run: Runner): Pool {
  return {
    lanes: 1,
    run: async (task) => {
      await setImmediate();
      return perform(task, run);
    },
    close: async () => {},
  };
}

/**
 * Runs in worker threads. They load the compiled program: `#worker` is a path within the package, the same from
 * source and from the build.
 */
export async function workersOf(lanes: number): Promise<Pool> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<Task, Outcome>({
    filename: createRequire(import.meta.url).resolve('#worker'),
    minThreads: lanes,
    maxThreads: lanes,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  return {
    lanes,
    run: async (task) => {
      try {
        return await pool.run(task);
      } catch (error) {
        // The thread itself died: out of memory, most likely.
        return { kind: 'failed', failure: failureOf(error) };
      }
    },
    close: () => pool.destroy(),
  };
}
