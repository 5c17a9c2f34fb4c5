// One number of two designs, replication by replication: their difference and their ratio with Student's t intervals, and
// how strongly the pairs speak for a change. Pairs are independent of one another whatever ties the two sides of a pair,
// so the intervals hold with and without common random numbers, which only make them narrow (A. Law, Simulation
// Modeling and Analysis, ch. 10).

import { exactExp } from '../engine/math/exp.ts';
import { exactLog } from '../engine/math/log.ts';
import {
  type Estimate,
  estimateMean,
  LEAST_FOR_INTERVAL,
  mean,
  scaleEstimate,
  UNTOLD,
  variance,
} from '../metrics/estimate.ts';
import { twoSided } from '../metrics/student-t.ts';

/** The values of both designs in one replication. */
export type Pair = readonly [base: number, value: number];

/** How a row is judged. */
export interface Judging {
  /** Changes up to this share of the base do not matter; 0 where every change does. */
  readonly relevant: number;
  /** By ratio on logarithms where all values are above 0; shares go by their difference, as they are printed. */
  readonly byRatio: boolean;
  /** What a value may be off by of itself (half a histogram's bin), as a share: 0 for what is counted. */
  readonly fuzz: number;
}

/** What the pairs say. */
export interface Evidence {
  /** +1: the second design has more; −1: less. */
  readonly direction: 1 | -1;
  /** How likely pairs without a relevant change would speak as strongly; null below three pairs. */
  readonly p: number | null;
  /** Whether the whole interval lies within the relevant change. */
  readonly within: boolean;
}

/** Correlation and variance ratio of fewer replications are noise. */
const LEAST_FOR_CORRELATION = 10;

/** Second minus first. @param fuzz as in `Judging` */
export function differenceOf(pairs: readonly Pair[], fuzz: number): Estimate {
  const estimate = estimateMean(pairs.map(([before, after]) => after - before));
  const spread = pairs.every(([before, after]) => before === after)
    ? 0
    : fuzz * (mean(pairs.map((pair) => pair[0])) + mean(pairs.map((pair) => pair[1])));
  return widened(estimate, spread);
}

/** Second over first: the geometric mean by t on logarithms; without an interval where a value is 0. */
export function ratioOf(pairs: readonly Pair[], fuzz: number): Estimate {
  if (pairs.length > 0 && pairs.every(([before, after]) => before > 0 && after > 0)) {
    return scaleEstimate(widened(estimateMean(logsOf(pairs)), fuzzOfLogs(pairs, fuzz)), exactExp);
  }
  const before = mean(pairs.map((pair) => pair[0]));
  const after = mean(pairs.map((pair) => pair[1]));
  return pairs.length === 0 || before === 0 ? UNTOLD : { value: after / before, ci95: null };
}

/** How strongly the pairs speak for a change that matters. */
export function evidenceOf(pairs: readonly Pair[], { relevant, byRatio, fuzz }: Judging): Evidence {
  const logs = byRatio && pairs.every(([before, after]) => before > 0 && after > 0);
  // Above zero: how far the change lies above the relevant one, and how far below its mirror image.
  const beyond = logs
    ? logsOf(pairs).map((log) => log - exactLog(1 + relevant))
    : pairs.map(([before, after]) => after - (1 + relevant) * before);
  const below = logs
    ? logsOf(pairs).map((log) => exactLog(1 - relevant) - log)
    : pairs.map(([before, after]) => (1 - relevant) * before - after);
  const spread = logs
    ? fuzzOfLogs(pairs, fuzz)
    : fuzz * (mean(pairs.map((pair) => pair[0])) + mean(pairs.map((pair) => pair[1])));
  const [up, down] = [standardErrors(beyond, spread), standardErrors(below, spread)];
  const direction = up >= down ? 1 : -1;
  if (pairs.length < LEAST_FOR_INTERVAL) return { direction, p: null, within: false };
  const strongest = Math.max(up, down);
  const inside = (values: readonly number[]): boolean => {
    const { ci95 } = widened(estimateMean(values), spread);
    return ci95 !== null && ci95[1] <= 0;
  };
  return {
    direction,
    p: strongest > 0 ? twoSided(strongest, pairs.length - 1) : 1,
    within: relevant > 0 && inside(beyond) && inside(below),
  };
}

/** How alike the two sides are over replications, and how much wider an unpaired interval's square would be. */
export function pairingOf(pairs: readonly Pair[]): {
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

function logsOf(pairs: readonly Pair[]): readonly number[] {
  return pairs.map(([before, after]) => exactLog(after / before));
}

function fuzzOfLogs(pairs: readonly Pair[], fuzz: number): number {
  return pairs.every(([before, after]) => before === after) ? 0 : 2 * exactLog(1 + fuzz);
}

function widened({ value, ci95 }: Estimate, spread: number): Estimate {
  return { value, ci95: ci95 === null ? null : [ci95[0] - spread, ci95[1] + spread] };
}

/** How many standard errors the mean lies above zero once `spread` is taken off; −∞ … ∞. */
function standardErrors(values: readonly number[], spread: number): number {
  const centre = mean(values) - spread;
  if (values.length < 2) return centre;
  const all = values.every((value) => value === values[0]) ? 0 : variance(values);
  if (all === 0) return centre === 0 ? 0 : centre * Number.POSITIVE_INFINITY;
  return centre / Math.sqrt(all / values.length);
}
