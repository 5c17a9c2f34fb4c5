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
