// Variants against the base, number by number. Under common random numbers replication r of both saw the same
// traffic, so what differs between them is the design: differences are taken replication by replication, and the
// interval is Student's t over those (A. Law, Simulation Modeling and Analysis, ch. 10).

import { exactExp } from '../engine/math/exp.ts';
import { exactLog } from '../engine/math/log.ts';
import { type Estimate, estimateMean, mean, scaleEstimate, UNTOLD, variance } from '../metrics/estimate.ts';
import type { Design, ObjectivePath } from '../scenario/design.ts';
import type { FoldedDesign } from './fold.ts';
import { wantsLess } from './interval.ts';
import type { Comparison, ComparisonVerdict } from './result.ts';
import { estimateOf, type StatisticPlace, valuesOf } from './statistic.ts';

/** Correlation and variance ratio of fewer replications are noise. */
const LEAST_FOR_CORRELATION = 10;

interface Row {
  readonly path: ObjectivePath;
  readonly lessIsBetter: boolean;
}

/** Each variant against the base: the objectives' paths, then cost, loss and latency of every application. */
export function compareWithBase(
  base: FoldedDesign,
  variants: readonly FoldedDesign[],
): readonly Comparison[] {
  return variants.flatMap((variant) =>
    rowsOf(base)
      .filter(({ path }) => isMeasured(variant, path))
      .map((row) => compare(base, variant, row)),
  );
}

/** A path as objectives write it. */
function pathInWords(path: ObjectivePath): string {
  if (path.kind === 'cost') return `cost.${path.item}`;
  const part = path.part === null ? '' : `[${path.part}]`;
  return `${path.component}${part}.${path.metric}.${path.statistic}`;
}

function rowsOf({ measured }: FoldedDesign): readonly Row[] {
  const rows = new Map<string, Row>();
  const add = (path: ObjectivePath, lessIsBetter: boolean) => {
    const words = pathInWords(path);
    if (!rows.has(words)) rows.set(words, { path, lessIsBetter });
  };
  for (const { path, operator } of measured.design.objectives) add(path, wantsLess(operator));
  add({ kind: 'cost', item: 'perMonth' }, true);
  for (const component of Object.keys(measured.design.components)) {
    for (const [metric, declaration] of Object.entries(measured.declarations(component))) {
      const place = { kind: 'metric', component, part: null, metric } as const;
      if (metric === 'lost' && declaration.per !== undefined) add({ ...place, statistic: 'ratio' }, true);
      if (declaration.overProduced === true) add({ ...place, statistic: 'p99' }, true);
    }
  }
  return [...rows.values()];
}

function isMeasured({ measured }: FoldedDesign, path: ObjectivePath): boolean {
  return path.kind === 'cost' || measured.declaration(path) !== null;
}

function compare(base: FoldedDesign, variant: FoldedDesign, { path, lessIsBetter }: Row): Comparison {
  const before = numbersOf(base, path);
  const after = numbersOf(variant, path);
  // An interrupted run may have ended in the middle of a design: what both have is compared.
  const pairs = before.slice(0, after.length).map((value, i) => [value, after[i] ?? null] as const);
  const told = pairs.filter((pair): pair is readonly [number, number] => pair.every(isTold));
  const whole = told.length === pairs.length;
  const difference = whole ? estimateMean(told.map(([b, a]) => a - b)) : UNTOLD;
  return {
    design: variant.result.name,
    against: base.result.name,
    path: pathInWords(path),
    unit: unitOf(base, path),
    base: estimateAt(base, path),
    value: estimateAt(variant, path),
    difference,
    ratio: whole ? ratioOf(told) : UNTOLD,
    ...pairingOf(whole ? told : []),
    verdict: whole ? verdictOf(difference, lessIsBetter) : verdictOfLost(pairs, lessIsBetter),
    paired: sameTraffic(base.measured.design, variant.measured.design),
  };
}

/** One number a replication; +∞ where it lies among what was lost, null where it cannot be told. */
function numbersOf({ measured, bills }: FoldedDesign, path: ObjectivePath): readonly (number | null)[] {
  if (path.kind === 'metric') return valuesOf(measured, path);
  return bills.map((bill) => (measured.design.whyNoMonth === null ? bill.perMonth : null));
}

function estimateAt({ measured, result }: FoldedDesign, path: ObjectivePath): Estimate {
  return path.kind === 'metric' ? estimateOf(measured, path) : (result.cost.perMonth ?? UNTOLD);
}

function unitOf({ measured }: FoldedDesign, path: ObjectivePath): string {
  if (path.kind === 'cost') return 'USD';
  return unitOfStatistic(path, measured.declaration(path)?.unit ?? '');
}

function unitOfStatistic({ statistic }: StatisticPlace, unit: string): string {
  if (statistic === 'ratio') return 'ratio';
  return statistic === 'count' ? 'count' : unit;
}

function ratioOf(pairs: readonly (readonly [number, number])[]): Estimate {
  if (pairs.every(([before, after]) => before > 0 && after > 0)) {
    return scaleEstimate(estimateMean(pairs.map(([before, after]) => exactLog(after / before))), exactExp);
  }
  const before = mean(pairs.map((pair) => pair[0]));
  const after = mean(pairs.map((pair) => pair[1]));
  return before === 0 ? UNTOLD : { value: after / before, ci95: null };
}

function pairingOf(pairs: readonly (readonly [number, number])[]): {
  correlation: number | null;
  varianceRatio: number | null;
} {
  if (pairs.length < LEAST_FOR_CORRELATION) return { correlation: null, varianceRatio: null };
  const before = pairs.map((pair) => pair[0]);
  const after = pairs.map((pair) => pair[1]);
  const apart = variance(before) + variance(after);
  const together = variance(pairs.map(([b, a]) => a - b));
  // var(a − b) = var(a) + var(b) − 2 cov(a, b).
  const scale = 2 * Math.sqrt(variance(before) * variance(after));
  return {
    correlation: scale === 0 ? null : Math.max(-1, Math.min(1, (apart - together) / scale)),
    varianceRatio: together === 0 ? null : apart / together,
  };
}

function verdictOf({ ci95 }: Estimate, lessIsBetter: boolean): ComparisonVerdict {
  if (ci95 === null) return 'not told';
  const [low, high] = ci95;
  if (low <= 0 && high >= 0) return 'no difference seen';
  return high < 0 === lessIsBetter ? 'better' : 'worse';
}

// No difference can be taken from infinity, but a percentile that always lay among what was lost, and never does
// now, speaks for itself.
function verdictOfLost(
  pairs: readonly (readonly [number | null, number | null])[],
  lessIsBetter: boolean,
): ComparisonVerdict {
  const lost = (side: 0 | 1) => pairs.every((pair) => pair[side] === Number.POSITIVE_INFINITY);
  const known = (side: 0 | 1) => pairs.every((pair) => isTold(pair[side]));
  if (lost(0) && lost(1)) return 'no difference seen';
  if (pairs.length < 3) return 'not told';
  if (lost(0) && known(1)) return lessIsBetter ? 'better' : 'worse';
  if (known(0) && lost(1)) return lessIsBetter ? 'worse' : 'better';
  return 'not told';
}

function isTold(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Whether two designs are offered the same records at the same times, so that their replications are pairs. */
function sameTraffic(one: Design, other: Design): boolean {
  return trafficInWords(one) === trafficInWords(other);
}

// Each column of the traffic draws from a stream of its own by the record's number, so another salt, key or size
// leaves the records paired one by one; other arrivals are other records.
function trafficInWords({ seed, load, warmupUs, durationUs, workloads }: Design): string {
  const arrivals = Object.entries(workloads).map(([name, workload]) => [name, workload.arrivals]);
  return JSON.stringify([seed, load, warmupUs, durationUs, Object.fromEntries(arrivals)], sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
