// What a distribution says as a whole: the replications' histograms merged, with what was lost as infinite and what
// is still in flight between its age and infinity. A percentile is told when both readings of the in-flight part
// put it into the same bin; else all that is known is what it lies above. Losing data must never look fast.

import { binWidth, type CountedBins } from './bins.ts';
import { atRank, countOf, lastBin, mergeBins } from './histogram.ts';
import type { RecordedDistribution } from './recorded.ts';

/** A merged sample, in recorded units. */
export interface Sample {
  /** Values that are known. */
  readonly finite: number;
  readonly sum: number;
  readonly max: number;
  readonly bins: CountedBins;
  readonly infinite: number;
  readonly inFlight: number;
  /** The ages of what is in flight: lower bounds. */
  readonly ages: CountedBins;
}

/** All replications of one distribution together (or one alone). */
export function mergeSamples(recorded: readonly RecordedDistribution[]): Sample {
  return {
    finite: total(recorded, (one) => one.count),
    sum: total(recorded, (one) => one.sum),
    max: recorded.reduce((most, one) => Math.max(most, one.max), 0),
    bins: mergeBins(recorded.flatMap((one) => one.slices)),
    infinite: total(recorded, (one) => one.infinite),
    inFlight: total(recorded, (one) => one.censoredCount),
    ages: mergeBins(recorded.flatMap((one) => one.censored ?? [])),
  };
}

/**
 * One time slice of all replications. What is in flight is not kept by age there: the slice counts it among the
 * lost, which a drain after the window makes rare.
 */
export function mergeSlice(recorded: readonly RecordedDistribution[], slice: number): Sample {
  const bins = mergeBins(recorded.map((one) => one.slices[slice]!));
  const gone = total(recorded, (one) => one.infiniteBySlice[slice]! + one.censoredBySlice[slice]!);
  return {
    finite: countOf(bins),
    sum: 0,
    max: recorded.reduce((most, one) => Math.max(most, one.max), 0),
    bins,
    infinite: gone,
    inFlight: 0,
    ages: mergeBins([]),
  };
}

/** All that the sample is taken over: known, lost and in flight. */
export function sizeOf(sample: Sample): number {
  return sample.finite + sample.infinite + sample.inFlight;
}

/** A percentile in recorded units: told, to half a bin; or only what it lies above; or of nothing at all. */
export type Percentile =
  | { readonly kind: 'told'; readonly value: number; readonly halfBin: number }
  | { readonly kind: 'above'; readonly above: number }
  | { readonly kind: 'empty' };

const MILLION = 1_000_000;

/**
 * The smallest value that at least `share` of the sample do not exceed, interpolated within its bin by rank.
 * @param share in (0, 1), in millionths at most
 */
export function percentile(sample: Sample, share: number): Percentile {
  const size = sizeOf(sample);
  if (size === 0) return { kind: 'empty' };
  // In whole millionths: 0.07 × 100 is a little more than 7 in binary, and would be rank 8.
  const rank = Math.max(1, Math.ceil((size * Math.round(share * MILLION)) / MILLION));
  const slowest = atRank(sample.bins, rank);
  const soonest = sample.inFlight === 0 ? slowest : atRank(mergeBins([sample.bins, sample.ages]), rank);
  if (slowest !== null && soonest !== null && slowest.bin === soonest.bin) {
    const width = binWidth(slowest.bin);
    return { kind: 'told', value: Math.min(slowest.value, sample.max), halfBin: width === 1 ? 0 : width / 2 };
  }
  return { kind: 'above', above: largestUpTo(sample, soonest?.bin ?? null) };
}

// The largest known value at or below a bin (null: of all).
function largestUpTo(sample: Sample, bin: number | null): number {
  const { bins } = sample;
  const most = lastBin(bins);
  if (most === null) return 0;
  if (bin === null || bin >= most) return sample.max;
  const upTo = {
    firstBin: bins.firstBin,
    counts: bins.counts.subarray(0, Math.max(0, bin + 1 - bins.firstBin)),
  };
  return atRank(upTo, countOf(upTo))?.value ?? 0;
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
