// Designs to numbers: the replications of each, run wherever a pool has room and folded in replication order. Whatever
// asks a question of designs (a run, a comparison, a search for a limit) asks it through here.

import type { Design } from '../scenario/design.ts';
import { type FoldedDesign, foldDesign } from './fold.ts';
import { type ComponentTypes, Measurements } from './measurements.ts';
import type { Pool } from './pool.ts';
import type { ReplicationResult } from './replication-result.ts';
import { runTasks, type TaskOptions } from './run-tasks.ts';
import type { Task } from './task.ts';

/** What came of some designs. */
export interface Evaluation {
  /** In the order of the designs; one without a complete replication is left out. */
  readonly folded: readonly FoldedDesign[];
  /** Whether an interrupt cut something off. */
  readonly partial: boolean;
}

/**
 * Runs and folds designs. When interrupted, each design has the replications that are complete up to the first that
 * is not.
 * @throws ReplicationError when a replication failed, InvariantError when replications contradict one another
 */
export async function evaluate(
  designs: readonly Design[],
  types: ComponentTypes,
  pool: Pool,
  options: TaskOptions,
): Promise<Evaluation> {
  const tasks = designs.flatMap(tasksOf);
  const results = await runTasks(tasks, pool, options);
  const folded = designs.flatMap((design): FoldedDesign[] => {
    const complete = completePrefix(results.filter((_, place) => tasks[place]!.design === design));
    return complete.length === 0 ? [] : [foldDesign(new Measurements(design, types, complete))];
  });
  return { folded, partial: results.includes(null) };
}

function tasksOf(design: Design): Task[] {
  return Array.from({ length: design.replications }, (_, i) => ({ design, replication: i + 1 }));
}

function completePrefix(results: readonly (ReplicationResult | null)[]): ReplicationResult[] {
  const missing = results.indexOf(null);
  return results.slice(0, missing === -1 ? results.length : missing).filter((result) => result !== null);
}
