// The kinds of metric that there are, and the statistics that each kind has.
// A component type declares its metrics as data; objectives, reports and the schema read the declaration.

/** What a metric is: a count of events, a state over time, or a sample of values. */
export type MetricKind = 'counter' | 'level' | 'distribution';

/** The unit that a metric's value is given in, wherever it is shown or compared. */
export type MetricUnit = 'count' | 'bytes' | 'seconds' | 'milliseconds' | 'ratio' | 'USD';

/** The statistics of each kind, in the order in which reports show them. `ratio` needs `per`. */
export const STATISTICS = {
  counter: ['sum', 'rate', 'ratio'],
  level: ['mean', 'max', 'last'],
  distribution: ['count', 'mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'],
} as const satisfies Record<MetricKind, readonly string[]>;

export type Statistic = (typeof STATISTICS)[MetricKind][number];

/** The percentile that a statistic's name stands for, as a share in (0, 1); null for what is no percentile. */
export function percentileOf(statistic: Statistic): number | null {
  switch (statistic) {
    case 'p50':
      return 0.5;
    case 'p90':
      return 0.9;
    case 'p95':
      return 0.95;
    case 'p99':
      return 0.99;
    case 'p999':
      return 0.999;
    default:
      return null;
  }
}

/** One metric that a component type declares. */
export interface MetricDeclaration {
  readonly kind: MetricKind;
  readonly unit: MetricUnit;
  /** One sentence: what is counted or measured, and when. */
  readonly description: string;
  /** Counters only: the counter of the same component that `ratio` divides by. Without it there is no `ratio`. */
  readonly per?: string;
  /** What the metric cannot exceed, per second for counters: drawn as the capacity line. For a part, the part's. */
  readonly capacity?: number;
  /** The same where it changes in the run: the level of the same component that gives it, times so much. */
  readonly capacityOf?: { readonly level: string; readonly each: number };
  /** The capacity of one part, where the metric is kept per part. */
  readonly partCapacity?: number;
  /** Also kept for every part (a shard, a partition). */
  readonly perPart?: boolean;
  /** A time series is kept, at the period of the run. */
  readonly series?: boolean;
  /**
   * What waits here, or how far behind it is: a level that keeps a series, or a distribution. In a steady state it
   * does not grow; the test of stability and the search for a warm-up look at it.
   */
  readonly backlog?: boolean;
  /** Distributions of time only: how long calls take, which no backlog of the component is part of. */
  readonly callTime?: boolean;
  /** Counted for the window as a whole, at its end: there is no telling in which minute. */
  readonly wholeWindow?: boolean;
  /**
   * Distributions only: taken over all records produced, so that what was lost counts as infinite and what is
   * in flight at the end with its age as a lower bound (the product's `latency`).
   */
  readonly overProduced?: boolean;
  /** Which way is better, where it is not what `betterOf` takes it for. */
  readonly better?: Better;
}

/** Whether less of a metric is better, or more; `neither` where it only says how much was done. */
export type Better = 'less' | 'more' | 'neither';

/**
 * Which way a metric is better. Times and shares of something (`per`: lost, refused, sent twice) are better when less;
 * of the rest (records, calls, bytes) neither way is, unless the declaration says so.
 */
export function betterOf({ better, kind, unit, per }: MetricDeclaration): Better {
  if (better !== undefined) return better;
  const isTime = unit === 'seconds' || unit === 'milliseconds';
  return isTime || (kind === 'counter' && per !== undefined) ? 'less' : 'neither';
}

/** All metrics of one component, by name. A name may hold dots (`PutRecords.ThrottledRecords`). */
export type MetricDeclarations = Readonly<Record<string, MetricDeclaration>>;

/** The statistics that a declared metric has, in order. */
export function statisticsOf(declaration: MetricDeclaration): readonly Statistic[] {
  const all: readonly Statistic[] = STATISTICS[declaration.kind];
  return declaration.kind === 'counter' && declaration.per === undefined
    ? all.filter((statistic) => statistic !== 'ratio')
    : all;
}
