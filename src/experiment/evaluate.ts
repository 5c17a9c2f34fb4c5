// Designs to numbers: the replications of each, as many as its rule wants, run wherever a pool has room and folded in
// replication order. Whatever asks a question of designs (a run, a comparison, a search for a limit) asks it through
// here. Each design stops by itself: what is said of it does not hang on which others are run beside it.

import type { Design } from '../scenario/design.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { Course } from './course.ts';
import { type FoldedDesign, foldDesign } from './fold.ts';
import { Measurements } from './measurements.ts';
import type { Pool } from './pool.ts';
import { runCourses, type TaskOptions } from './run-courses.ts';
import { stoppingRule } from './stopping-rule.ts';
import { warmUp } from './warmup.ts';

/** What came of some designs. */
export interface Evaluation {
  /** In the order of the designs; one without a complete replication is left out. */
  readonly folded: readonly FoldedDesign[];
  /** Whether an interrupt cut something off. */
  readonly partial: boolean;
}

/**
 * Runs and folds designs. When interrupted, each design has the replications that are complete up to the first that
 * is not; none has any while its warm-up is still looked for.
 * @throws ReplicationError when a replication failed, InvariantError when replications contradict one another
 */
export async function evaluate(
  designs: readonly Design[],
  types: ComponentTypes,
  pool: Pool,
  options: TaskOptions,
): Promise<Evaluation> {
  const warmed = await warmUp(designs, types, pool, options);
  if (warmed.interrupted) return { folded: [], partial: true };
  const courses = warmed.designs.map(
    ({ design, known }) => new Course(design, stoppingRule(design, types), known),
  );
  await runCourses(courses, pool, options);
  const folded = courses.flatMap((course): FoldedDesign[] => {
    const complete = course.complete();
    return complete.length === 0 ? [] : [foldDesign(new Measurements(course.design, types, complete))];
  });
  return { folded, partial: courses.some(({ done }) => !done) };
}
