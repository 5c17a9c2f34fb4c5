// One scenario from tasks to result: all replications of all designs, folded in replication order, then compared.
// The same scenario, seed and version give the same result, wherever and in whatever order the replications ran.

import type { Design, Scenario } from '../scenario/design.ts';
import { compareWithBase } from './comparison.ts';
import { type FoldedDesign, foldDesign } from './fold.ts';
import { type ComponentTypes, Measurements } from './measurements.ts';
import { methodOf } from './method.ts';
import type { Pool } from './pool.ts';
import type { ReplicationResult } from './replication-result.ts';
import type { Result } from './result.ts';
import { runTasks, type TaskOptions } from './run-tasks.ts';
import type { Task } from './task.ts';

export interface StudyOptions extends Omit<TaskOptions, 'file'> {
  /** The simulator's own version, for the result. */
  readonly version: string;
}

const US_PER_SECOND = 1_000_000;

/**
 * Runs and folds designs of a scenario. When interrupted, each design has the replications that are complete up to
 * the first that is not, and a design without any is left out.
 * @param designs those of the scenario's designs that are run, in its order
 * @throws ReplicationError, InvariantError
 */
export async function study(
  scenario: Scenario,
  designs: readonly Design[],
  types: ComponentTypes,
  pool: Pool,
  options: StudyOptions,
): Promise<Result> {
  const tasks = designs.flatMap(tasksOf);
  const results = await runTasks(tasks, pool, { ...options, file: scenario.file });
  const folded = designs.flatMap((design): FoldedDesign[] => {
    const complete = completePrefix(results.filter((_, place) => tasks[place]!.design === design));
    return complete.length === 0 ? [] : [foldDesign(new Measurements(design, types, complete))];
  });
  const base = folded.find(({ result }) => result.name === 'base');
  const variants = folded.filter((one) => one !== base);
  return {
    schemaVersion: 1,
    simulator: { name: 'spillway', version: options.version },
    scenario: describe(scenario),
    method: methodOf(scenario, folded),
    partial: results.includes(null),
    designs: folded.map(({ result }) => result),
    comparisons: base === undefined ? [] : compareWithBase(base, variants),
  };
}

function tasksOf(design: Design): Task[] {
  return Array.from({ length: design.replications }, (_, i) => ({ design, replication: i + 1 }));
}

function completePrefix(results: readonly (ReplicationResult | null)[]): ReplicationResult[] {
  const missing = results.indexOf(null);
  return results.slice(0, missing === -1 ? results.length : missing).filter((result) => result !== null);
}

function describe(scenario: Scenario): Result['scenario'] {
  const base = scenario.designs[0];
  return {
    name: scenario.name,
    description: scenario.description,
    region: base?.region ?? '',
    seed: base?.seed ?? '',
    durationSeconds: (base?.durationUs ?? 0) / US_PER_SECOND,
    warmupSeconds: (base?.warmupUs ?? 0) / US_PER_SECOND,
    environment: scenario.environment,
    hash: scenario.hash,
  };
}
