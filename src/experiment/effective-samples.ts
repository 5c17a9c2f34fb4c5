// How much a percentile is worth. What a queue puts out is correlated: 100,000 waits at 90 % load tell as much as some
// 250 independent ones. F, the share of the sample above the pooled percentile, would vary by F(1 − F)/n over n
// independent samples; from how much it does vary follows how many they are worth.

import { mean, variance } from '../metrics/estimate.ts';
import { countBefore, countOf } from '../metrics/histogram.ts';
import type { RecordedDistribution } from '../metrics/recorded.ts';

/** How a percentile may be told. */
export type Standing = 'interval' | 'rough' | 'too few';

/** Slices of a window that are compared: enough to see how a share moves, long enough to be nearly independent. */
const GROUPS = 10;
/** A percentile needs so many effective samples beyond it in each replication to have an interval. */
const LEAST_BEYOND = 2;
/** And so many samples beyond it, all replications together, to be told at all. */
const LEAST_SAMPLES_BEYOND = 10;

/**
 * What a percentile is worth.
 * @param each what the replications recorded; window.slices is a multiple of ten
 * @param bin the bin that the pooled percentile falls into
 * @param share the percentile's, in (0, 1)
 */
export function standingOf(each: readonly RecordedDistribution[], bin: number, share: number): Standing {
  const samples = each.reduce((sum, one) => sum + sizeOf(one), 0);
  const beyond = 1 - share;
  // A hair for binary fractions: 10 / (1 − 0.99) is 999.9999999999991.
  if (samples * beyond < LEAST_SAMPLES_BEYOND * (1 - 1e-9)) return 'too few';
  return effectiveSamples(each, bin) * beyond >= LEAST_BEYOND ? 'interval' : 'rough';
}

/** How many independent samples one replication is worth at a bin; at most as many as it has. */
export function effectiveSamples(each: readonly RecordedDistribution[], bin: number): number {
  const counted = each.filter((one) => sizeOf(one) > 0);
  const perReplication = counted.reduce((sum, one) => sum + sizeOf(one), 0) / counted.length;
  const above = counted.map((one) => groupsOf(one, bin));
  const shares = above.map(({ beyond, all }) => total(beyond) / total(all));
  const pooled =
    above.reduce((sum, { beyond }) => sum + total(beyond), 0) / (perReplication * counted.length);
  const between = shares.length > 1 ? variance(shares) : 0;
  const within = mean(above.map(sliceVariance)) / GROUPS;
  const seen = Math.max(between, within);
  if (seen === 0) return perReplication;
  return Math.min(perReplication, (pooled * (1 - pooled)) / seen);
}

interface Groups {
  readonly beyond: readonly number[];
  readonly all: readonly number[];
}

/** Ten equal slices of the window: what lies above the bin, lost and in flight included, and all. */
function groupsOf({ slices, infiniteBySlice, censoredBySlice }: RecordedDistribution, bin: number): Groups {
  const beyond = new Array<number>(GROUPS).fill(0);
  const all = new Array<number>(GROUPS).fill(0);
  for (const [i, slice] of slices.entries()) {
    const group = Math.floor((i * GROUPS) / slices.length);
    const known = countOf(slice);
    const gone = infiniteBySlice[i]! + censoredBySlice[i]!;
    beyond[group]! += known - countBefore(slice, bin + 1) + gone;
    all[group]! += known + gone;
  }
  return { beyond, all };
}

function sliceVariance({ beyond, all }: Groups): number {
  const shares = beyond.flatMap((count, i) => (all[i]! > 0 ? [count / all[i]!] : []));
  return shares.length > 1 ? variance(shares) : 0;
}

function sizeOf({ count, infinite, censoredCount }: RecordedDistribution): number {
  return count + infinite + censoredCount;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
