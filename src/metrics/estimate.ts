// From the values of independent replications to one number and how sure it is. Samples within one run are
// correlated and never make an interval; replications do, by Student's t (A. Law, Simulation Modeling and
// Analysis, ch. 9). Where nothing was seen to happen in any of them, the rule of three bounds what was not seen
// (Hanley and Lippman-Hand, JAMA 249, 1983).

import { exactLog } from '../engine/math/log.ts';
import { t95, tBeyond } from './student-t.ts';

/**
 * One estimated number. `value` is null when it cannot be told; `above` then stands where a percentile falls
 * among what was lost or is still in flight: the truth is larger than it. `ci95` is null below three
 * replications, and for a maximum.
 */
export interface Estimate {
  readonly value: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly above?: number;
  /**
   * Of percentiles alone: `rough` where the samples beyond it are worth too few for an interval, `too few samples`
   * where there are too few to tell it.
   */
  readonly mark?: 'rough' | 'too few samples';
}

/** An interval is printed from so many replications on. */
export const LEAST_FOR_INTERVAL = 3;

/** What cannot be told. */
export const UNTOLD: Estimate = { value: null, ci95: null };

/** The arithmetic mean; of no values, NaN. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The unbiased variance of two values or more. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / (values.length - 1);
}

/** Half the width of the 95 % interval of the mean of at least two values. */
export function halfWidth(values: readonly number[]): number {
  if (allEqual(values)) return 0;
  return t95(values.length - 1) * Math.sqrt(variance(values) / values.length);
}

/** The mean of one value a replication, with its interval; untold when one of them is. */
export function estimateMean(values: readonly (number | null)[]): Estimate {
  const told = values.filter((value): value is number => value !== null);
  if (told.length < values.length || told.length === 0) return UNTOLD;
  if (allEqual(told)) {
    const value = told[0]!;
    return { value, ci95: told.length < LEAST_FOR_INTERVAL ? null : [value, value] };
  }
  const value = mean(told);
  if (told.length < LEAST_FOR_INTERVAL) return { value, ci95: null };
  const half = halfWidth(told);
  return { value, ci95: [value - half, value + half] };
}

/**
 * The mean of a share (hits of trials) over replications. Where no replication saw a hit, or none a miss, and
 * chance had a part, what was not seen has at most 3 / trials, all replications together.
 * @param random whether randomness was drawn at all; without it, equal values are certain
 */
export function estimateShare(hits: readonly number[], trials: readonly number[], random: boolean): Estimate {
  const shares = hits.map((hit, i) => (trials[i]! > 0 ? hit / trials[i]! : null));
  const estimate = estimateMean(shares);
  if (estimate.value === null || estimate.ci95 === null || !random) return estimate;
  const bound = Math.min(1, 3 / trials.reduce((sum, n) => sum + n, 0));
  if (shares.every((share) => share === 0)) return { value: 0, ci95: [0, bound] };
  if (shares.every((share) => share === 1)) return { value: 1, ci95: [1 - bound, 1] };
  return estimate;
}

/** The mean of a count of events over replications; none in R of them leaves at most 3 / R a replication. */
export function estimateCount(counts: readonly number[], random: boolean): Estimate {
  const estimate = estimateMean(counts);
  if (!random || estimate.value !== 0 || estimate.ci95 === null) return estimate;
  return { value: 0, ci95: [0, 3 / counts.length] };
}

/** What a plain interval leaves out on each side. */
export const PLAIN_ALPHA = 0.025;

/**
 * The interval that leaves out `alpha` on each side instead of the plain 2.5 %. What bounds what was never seen is
 * ln(1 / alpha) of so many trials, where the rule of three has 3.
 * @param replications how many values made the estimate
 */
export function intervalAt(
  { value, ci95 }: Estimate,
  replications: number,
  alpha: number,
): readonly [number, number] | null {
  if (value === null || ci95 === null || alpha === PLAIN_ALPHA) return ci95;
  const [low, high] = ci95;
  const unseen = exactLog(1 / alpha) / 3;
  if (low === value) return [value, value + (high - value) * unseen];
  if (high === value) return [value - (value - low) * unseen, value];
  const wider = tBeyond(alpha, replications - 1) / t95(replications - 1);
  return [value - (value - low) * wider, value + (high - value) * wider];
}

/** The same estimate in another unit. */
export function scaleEstimate(estimate: Estimate, scale: (value: number) => number): Estimate {
  const { value, ci95, above, mark } = estimate;
  return {
    value: value === null ? null : scale(value),
    ci95: ci95 === null ? null : [scale(ci95[0]), scale(ci95[1])],
    ...(above === undefined ? {} : { above: scale(above) }),
    ...(mark === undefined ? {} : { mark }),
  };
}

function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
