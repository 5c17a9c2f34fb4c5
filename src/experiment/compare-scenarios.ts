// Designs of several scenarios, or of results that were saved, against one another. What is live is run on one pool,
// scenario by scenario; what was saved stands as it is, with the values of its replications.

import type { ChangeLimit } from '../scenario/change-limit.ts';
import type { Design, ObjectivePath, Scenario } from '../scenario/design.ts';
import { judgeChange } from './change-gate.ts';
import { comparableOf } from './comparable.ts';
import { compareWith } from './comparison.ts';
import { typesByName } from './component-catalogue.ts';
import { evaluate } from './evaluate.ts';
import type { FoldedDesign } from './fold.ts';
import { methodOf } from './method.ts';
import type { Comparison, ComparisonTable, DesignResult, GateResult, Result } from './result.ts';
import type { Progress } from './run-courses.ts';
import { poolFor } from './run-scenario.ts';
import { describe } from './study.ts';

/** One design that takes part, under the name that reports give it. */
export type Side =
  | { readonly name: string; readonly scenario: Scenario; readonly design: Design }
  | { readonly name: string; readonly saved: Result; readonly design: DesignResult };

export interface CompareOptions {
  readonly version: string;
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly limits: readonly ChangeLimit[];
  /** Paths to compare besides, as those of the limits. */
  readonly also: readonly ObjectivePath[];
}

/** Which side (by place) is compared with which. */
export interface Match {
  readonly base: number;
  readonly other: number;
}

/**
 * Runs what is live and compares.
 * @throws ReplicationError when a replication failed, InvariantError when the replications contradict one another
 */
export async function compareScenarios(
  sides: readonly Side[],
  matches: readonly Match[],
  options: CompareOptions,
): Promise<Result> {
  const { folded, partial } = await run(sides, options);
  const designs = sides.map((side, place): DesignResult | null => {
    if ('saved' in side) return { ...side.design, name: side.name };
    return folded.get(place)?.result ?? null;
  });
  const tables: ComparisonTable[] = [];
  const comparisons: Comparison[] = [];
  const gates: GateResult[] = [];
  for (const match of matches) {
    const [base, other] = [designs[match.base], designs[match.other]];
    if (base == null || other == null) continue;
    const found = compareWith(base, [other], 'all');
    tables.push(...found.tables);
    comparisons.push(...found.comparisons);
    for (const limit of options.limits) {
      const row = found.comparisons.find(({ path }) => path === limit.path);
      gates.push(judgeChange(limit, base, other, row));
    }
  }
  const last = sides.at(-1)!;
  const live = sides.findLast((side) => 'scenario' in side);
  return {
    schemaVersion: 2,
    simulator: { name: 'spillway', version: options.version },
    scenario: 'saved' in last ? last.saved.scenario : describe(last.scenario, [...folded.values()]),
    method:
      live !== undefined && 'scenario' in live
        ? methodOf(live.scenario, [...folded.values()])
        : 'saved' in last
          ? last.saved.method
          : {},
    partial: partial || sides.some((side) => 'saved' in side && side.saved.partial),
    designs: designs.filter((design) => design !== null),
    tables,
    comparisons,
    gates,
  };
}

async function run(
  sides: readonly Side[],
  { also, workers, signal, onProgress }: CompareOptions,
): Promise<{ readonly folded: ReadonlyMap<number, FoldedDesign>; readonly partial: boolean }> {
  const live = sides.flatMap((side, place) => ('scenario' in side ? [{ ...side, place }] : []));
  const folded = new Map<number, FoldedDesign>();
  if (live.length === 0) return { folded, partial: false };
  let partial = false;
  let before = 0;
  const pool = await poolFor(
    { workers, signal },
    live.map(({ design }) => design),
  );
  try {
    for (const scenario of new Set(live.map((side) => side.scenario))) {
      const own = live.filter((side) => side.scenario === scenario);
      let last = 0;
      const found = await evaluate(
        own.map(({ design }) => design),
        typesByName,
        pool,
        {
          file: scenario.file,
          signal,
          onProgress: (progress) => {
            last = progress.total;
            onProgress?.({ ...progress, done: before + progress.done, total: before + progress.total });
          },
        },
      );
      before += last;
      partial ||= found.partial;
      for (const one of found.folded) {
        const side = own.find(({ design }) => design === one.measured.design)!;
        const comparable = comparableOf(one.measured, one.bills, also);
        folded.set(side.place, { ...one, result: { ...one.result, name: side.name, comparable } });
      }
    }
  } finally {
    await pool.close();
  }
  return { folded, partial };
}
