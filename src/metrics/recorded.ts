// What a recorder hands over when a run ends: one record a metric (and part), plain data and typed arrays.

import type { CountedBins } from './bins.ts';
import type { MetricKind } from './kinds.ts';

interface RecordedBase {
  readonly component: string;
  readonly metric: string;
  readonly part: string | null;
  readonly kind: MetricKind;
}

/** A counter over the measured window. */
export interface RecordedCounter extends RecordedBase {
  readonly kind: 'counter';
  readonly sum: number;
  /** By period of the series: the sum, and the largest sum of any one second in it; null where no series is kept. */
  readonly series: { readonly sum: Float64Array; readonly worstSecond: Float64Array } | null;
  /** By whole minute of the window, where that was asked for. */
  readonly minutes?: Float64Array;
}

/** A state over the measured window, time-weighted. */
export interface RecordedLevel extends RecordedBase {
  readonly kind: 'level';
  readonly mean: number;
  readonly max: number;
  readonly last: number;
  readonly series: { readonly mean: Float64Array; readonly max: Float64Array } | null;
  /** The mean of each whole minute of the window, where that was asked for. */
  readonly minutes?: Float64Array;
}

/** A sample of values over the measured window. Values are in µs where the unit is time, else as they are. */
export interface RecordedDistribution extends RecordedBase {
  readonly kind: 'distribution';
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  /** Equal slices of the window, by the time that the sample belongs to. */
  readonly slices: readonly CountedBins[];
  /** Records that count as infinite (lost), and those in flight at the end with their ages as lower bounds. */
  readonly infinite: number;
  readonly infiniteBySlice: Float64Array;
  /** The ages of what is in flight, by bin. */
  readonly censored: CountedBins | null;
  readonly censoredCount: number;
  readonly censoredBySlice: Float64Array;
  /** The smallest and the largest age of what is in flight at the end; 0 when there is none. */
  readonly censoredMin: number;
  readonly censoredMax: number;
  /** Exact counts for objectives: how many samples were < limit and <= limit (infinite and censored excluded). */
  readonly thresholds: readonly RecordedThreshold[];
  /** The sum of the values by slice. */
  readonly sumBySlice?: Float64Array;
  /** The same sample with whole minutes of the window for slices, where that was asked for. */
  readonly minutes?: RecordedDistribution;
}

interface RecordedThreshold {
  readonly limit: number;
  readonly below: number;
  readonly atMost: number;
  /** The same by slice. */
  readonly belowBySlice?: Float64Array;
  readonly atMostBySlice?: Float64Array;
}

export type RecordedMetric = RecordedCounter | RecordedLevel | RecordedDistribution;

/** What is recorded of a metric where nothing ever happens, in the form of one of which something was recorded. */
export function nothingRecorded(like: RecordedMetric): RecordedMetric {
  switch (like.kind) {
    case 'counter': {
      const { series, minutes } = like;
      return {
        ...like,
        sum: 0,
        series: series && { sum: zeros(series.sum), worstSecond: zeros(series.worstSecond) },
        ...(minutes === undefined ? {} : { minutes: zeros(minutes) }),
      };
    }
    case 'level': {
      const { series, minutes } = like;
      return {
        ...like,
        mean: 0,
        max: 0,
        last: 0,
        series: series && { mean: zeros(series.mean), max: zeros(series.max) },
        ...(minutes === undefined ? {} : { minutes: zeros(minutes) }),
      };
    }
    case 'distribution':
      return emptySample(like);
  }
}

const NO_BINS: CountedBins = { firstBin: 0, counts: new Float64Array(0) };

function emptySample(like: RecordedDistribution): RecordedDistribution {
  const { slices, infiniteBySlice, thresholds, sumBySlice, minutes } = like;
  return {
    ...like,
    count: 0,
    sum: 0,
    max: 0,
    slices: slices.map(() => NO_BINS),
    infinite: 0,
    infiniteBySlice: zeros(infiniteBySlice),
    censored: null,
    censoredCount: 0,
    censoredBySlice: zeros(infiniteBySlice),
    censoredMin: 0,
    censoredMax: 0,
    thresholds: thresholds.map(({ limit, belowBySlice, atMostBySlice }) => ({
      limit,
      below: 0,
      atMost: 0,
      ...(belowBySlice === undefined ? {} : { belowBySlice: zeros(belowBySlice) }),
      ...(atMostBySlice === undefined ? {} : { atMostBySlice: zeros(atMostBySlice) }),
    })),
    ...(sumBySlice === undefined ? {} : { sumBySlice: zeros(sumBySlice) }),
    ...(minutes === undefined ? {} : { minutes: emptySample(minutes) }),
  };
}

function zeros(like: Float64Array): Float64Array {
  return new Float64Array(like.length);
}
