// One scenario from designs to result: all of them evaluated, then compared with the base. The same scenario, seed
// and version give the same result, wherever and in whatever order the replications ran.

import { US_PER_SECOND } from '../engine/time-units.ts';
import type { Design, Scenario } from '../scenario/design.ts';
import { compareWith } from './comparison.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { evaluate } from './evaluate.ts';
import type { FoldedDesign } from './fold.ts';
import { methodOf } from './method.ts';
import type { Pool } from './pool.ts';
import type { Result } from './result.ts';
import type { TaskOptions } from './run-courses.ts';

export interface StudyOptions extends Omit<TaskOptions, 'file'> {
  /** The simulator's own version, for the result. */
  readonly version: string;
}

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
  const { folded, partial } = await evaluate(designs, types, pool, { ...options, file: scenario.file });
  const base = folded.find(({ result }) => result.name === 'base');
  const variants = folded.filter((one) => one !== base).map(({ result }) => result);
  return {
    schemaVersion: 2,
    simulator: { name: 'spillway', version: options.version },
    scenario: describe(scenario, folded),
    method: methodOf(scenario, folded),
    partial,
    designs: folded.map(({ result }) => result),
    ...(base === undefined
      ? { tables: [], comparisons: [] }
      : compareWith(base.result, variants, 'headline')),
    gates: [],
  };
}

/** What a result says of the scenario it is of. */
export function describe(scenario: Scenario, folded: readonly FoldedDesign[]): Result['scenario'] {
  const [first] = scenario.designs;
  const base = folded.find(({ measured }) => measured.design.name === first?.name)?.measured.design ?? first;
  return {
    name: scenario.name,
    description: scenario.description,
    region: base?.region ?? '',
    seed: base?.seed ?? '',
    durationSeconds: (base?.durationUs ?? 0) / US_PER_SECOND,
    warmupSeconds: (base?.warmupUs ?? 0) / US_PER_SECOND,
    ...(base?.autoWarmup === undefined ? {} : { warmup: base.autoWarmup }),
    environment: scenario.environment,
    hash: scenario.hash,
  };
}
