// Where a figure stands: a metric of a component or of one of its parts, and which statistic of it.

import type { Statistic } from '../metrics/kinds.ts';

/** Which metric of which component, or of one of its parts. */
export interface MetricPlace {
  readonly component: string;
  readonly part: string | null;
  readonly metric: string;
}

/** A place as one text. */
export function keyOf({ component, part, metric }: MetricPlace): string {
  return JSON.stringify([component, part, metric]);
}

/** A statistic of a metric: what an objective's path names. */
export interface StatisticPlace extends MetricPlace {
  readonly statistic: Statistic;
  /** Of the worst whole minute instead of the window: the one with the largest or the smallest value. */
  readonly worstMinute?: 'largest' | 'smallest';
}
