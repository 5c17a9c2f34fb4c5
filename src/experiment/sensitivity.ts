// What AWS does not publish is assumed, and a verdict that hangs on an assumption is worth no more than it. Each is
// taken to the low and to the high end of its range, one at a time, under the same traffic; what moves an objective the
// most stands first.

import { type Estimate, estimateMean, UNTOLD } from '../metrics/estimate.ts';
import type { AssumptionCase, AssumptionEnd, DesignCases } from '../scenario/assumption-cases.ts';
import type { Design, Objective } from '../scenario/design.ts';
import { abreast } from './abreast.ts';
import type { FoldedDesign } from './fold.ts';
import type { Heading } from './heading.ts';
import type { Verdict } from './interval.ts';
import type { ObjectiveResult } from './result.ts';
import { valuesOf } from './statistic.ts';
import { type Bench, tryDesign } from './trial.ts';

/** One objective with one assumption at one end. */
export interface SensitivityRow {
  readonly objective: string;
  readonly verdict: Verdict;
  readonly observed: Estimate;
  /** What is observed here less what the design itself has, replication by replication; untold where either is. */
  readonly difference: Estimate;
  /** The size of the change as a share of the objective's limit; null when it cannot be told. */
  readonly effect: number | null;
  /** Whether the verdict is another than the design's own. */
  readonly flips: boolean;
}

export interface SensitivityEnd {
  readonly value: string;
  /** Why it was not run; null when it was. */
  readonly notRun: string | null;
  readonly rows: readonly SensitivityRow[];
}

/** One assumption. */
export interface AssumptionEffect {
  readonly path: string;
  readonly value: string;
  readonly why: string;
  readonly low: SensitivityEnd;
  readonly high: SensitivityEnd;
  /** Whether a verdict flips at either end. */
  readonly flips: boolean;
  /** The largest of its effects on any objective; null when none can be told. */
  readonly effect: number | null;
}

export interface DesignSensitivity {
  readonly name: string;
  /** The design's own verdicts. */
  readonly objectives: readonly ObjectiveResult[];
  /** Those that flip a verdict first, then by effect. */
  readonly assumptions: readonly AssumptionEffect[];
  readonly partial: boolean;
}

/** What was found for all designs that were asked about. */
export interface SensitivityResult extends Heading<'sensitivity'> {
  readonly partial: boolean;
  readonly designs: readonly DesignSensitivity[];
}

/** Runs a design and its cases. */
export async function sensitivityOf(
  { design, cases }: DesignCases,
  bench: Bench,
): Promise<DesignSensitivity> {
  const own = await tryDesign(design, [], bench);
  if (own === null) return { name: design.name, objectives: [], assumptions: [], partial: true };
  const ends = await runEnds(design, own.folded, cases, bench);
  const effects = cases.flatMap((one, i): AssumptionEffect[] => {
    const [low, high] = [ends[2 * i] ?? null, ends[2 * i + 1] ?? null];
    return low === null || high === null ? [] : [effectOf(one, low, high)];
  });
  return {
    name: design.name,
    objectives: own.trial.objectives,
    assumptions: effects.sort(byEffect),
    partial: ends.includes(null),
  };
}

/** Every end in the order of the cases, low before high; null where an interrupt came first. */
async function runEnds(
  design: Design,
  own: FoldedDesign,
  cases: readonly AssumptionCase[],
  bench: Bench,
): Promise<readonly (SensitivityEnd | null)[]> {
  const wanted = cases.flatMap(({ path, low, high }) => [low, high].map((end) => ({ path, end })));
  const found: (SensitivityEnd | null)[] = wanted.map(() => null);
  await abreast(wanted.length, design.replications, bench, async (place) => {
    const { path, end } = wanted[place]!;
    found[place] = await runEnd(design, own, path, end, bench);
  });
  return found;
}

async function runEnd(
  design: Design,
  own: FoldedDesign,
  path: string,
  { value, design: other, whyNot }: AssumptionEnd,
  bench: Bench,
): Promise<SensitivityEnd | null> {
  if (other === null) return { value, notRun: whyNot ?? 'it is what the design has', rows: [] };
  const tried = await tryDesign(other, [`${path}=${value}`], bench);
  if (tried === null) return null;
  const rows = design.objectives.map((objective, i) => rowOf(objective, i, own, tried.folded));
  return { value, notRun: null, rows };
}

function rowOf(objective: Objective, place: number, own: FoldedDesign, other: FoldedDesign): SensitivityRow {
  const before = own.result.objectives[place]!;
  const after = other.result.objectives[place]!;
  const difference = differenceOf(objective, own, other);
  return {
    objective: objective.text,
    verdict: after.verdict,
    observed: after.observed,
    difference,
    effect:
      difference.value === null || objective.limit === 0
        ? null
        : Math.abs(difference.value / objective.limit),
    flips: after.verdict !== before.verdict,
  };
}

function differenceOf({ path }: Objective, own: FoldedDesign, other: FoldedDesign): Estimate {
  const values = ({ measured, bills }: FoldedDesign): readonly (number | null)[] =>
    path.kind === 'metric' ? valuesOf(measured, path) : bills.map(({ perMonth }) => perMonth);
  const [before, after] = [values(own), values(other)];
  const pairs = Math.min(before.length, after.length);
  const differences = before.slice(0, pairs).map((value, i) => {
    const changed = after[i] ?? null;
    return value === null || changed === null || !Number.isFinite(value) || !Number.isFinite(changed)
      ? null
      : changed - value;
  });
  return differences.includes(null) ? UNTOLD : estimateMean(differences);
}

function effectOf(
  { path, assumption }: AssumptionCase,
  low: SensitivityEnd,
  high: SensitivityEnd,
): AssumptionEffect {
  const rows = [...low.rows, ...high.rows];
  const effects = rows.flatMap(({ effect }) => (effect === null ? [] : [effect]));
  return {
    path,
    value: assumption.value,
    why: assumption.why,
    low,
    high,
    flips: rows.some(({ flips }) => flips),
    effect: effects.length === 0 ? null : Math.max(...effects),
  };
}

function byEffect(a: AssumptionEffect, b: AssumptionEffect): number {
  return Number(b.flips) - Number(a.flips) || (b.effect ?? -1) - (a.effect ?? -1);
}
