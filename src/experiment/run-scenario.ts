// A scenario is run with the whole catalogue, on as many workers as are asked for.

import type { Design, Scenario } from '../scenario/design.ts';
import { typesByName } from './component-catalogue.ts';
import type { Pool } from './pool.ts';
import type { Result } from './result.ts';
import { type StudyOptions, study } from './study.ts';
import { openPool } from './workshop.ts';

export interface RunOptions extends StudyOptions {
  /** Threads; 1 runs in the caller's own, unless there is a signal to interrupt it by. */
  readonly workers: number;
  /** Names of the designs to run; all of them when left out. The base is compared with only when it is run too. */
  readonly designs?: readonly string[] | undefined;
}

/**
 * Runs a checked scenario.
 * @throws ReplicationError when a replication failed, InvariantError when the replications contradict one another
 */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const designs = scenario.designs.filter(({ name }) => options.designs?.includes(name) ?? true);
  const pool = await poolFor(options, designs);
  try {
    return await study(scenario, designs, typesByName, pool, options);
  } finally {
    await pool.close();
  }
}

/**
 * A pool for designs: more threads than replications would only cost memory. A replication never pauses: whoever wants
 * to interrupt one must be in another thread.
 */
export function poolFor(
  { workers, signal }: Pick<RunOptions, 'workers' | 'signal'>,
  designs: readonly Design[],
): Promise<Pool> {
  const tasks = designs.reduce(
    (sum, { replications, stopping }) => sum + Math.max(replications, stopping?.max ?? 0),
    0,
  );
  return openPool(Math.min(workers, tasks), signal !== undefined);
}
