// How it is shown that a run enforces a limit: a scenario in which the limit binds all the time, and where to read what
// it let through. The conformance suite runs the scenario and holds the result against the rule of limiters, so that a
// limit that is declared and not enforced, or enforced at another value, fails there.

import type { Statistic } from '../metrics/kinds.ts';

/** A limit over time: in every window of T seconds it admits at most burst + rate × T, and that when saturated. */
interface BucketSaturation {
  readonly kind: 'bucket';
  /** A whole scenario, as YAML: from the start of its window on it asks for several times the limit. */
  readonly scenario: string;
  /** The counter of what was admitted: of a component, or of one of its parts. */
  readonly component: string;
  readonly metric: string;
  readonly part?: string;
  /** In the counter's unit. */
  readonly ratePerSecond: number;
  /** What is admitted at once after a pause; 0 where it is charged after the fact. */
  readonly burst: number;
  /** What one request costs at most. */
  readonly largestCost: number;
  /** Whether the last request may cost more than what is left; what is spent then closes it until all is there again. */
  readonly overdraws: boolean;
  /** Requests come so far apart at most: what a limiter that overdraws is owed meanwhile is lost to it. */
  readonly gapSeconds: number;
}

/** A limit on one thing (a call, a reply, a record, a life): the most that is seen is the limit. */
interface MostSaturation {
  readonly kind: 'most';
  readonly scenario: string;
  readonly component: string;
  /** The most that was let through, in the limit's unit. */
  most(seen: Seen): number;
  /** How far below the limit the most may stay, because things come in steps; 0 when left out. */
  readonly resolution?: number;
}

/** What was measured of the saturation's component; a counter's sum, a distribution's count, and so on. */
export interface Seen {
  readonly windowSeconds: number;
  statistic(metric: string, statistic: Statistic, part?: string): number;
}

export type Saturation = BucketSaturation | MostSaturation;
