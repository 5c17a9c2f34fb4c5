// The result of one run of a scenario: what every report is drawn from, and what results.json holds.
// No clock time, host name or path is in it. The same scenario, seed and version give the same bytes.

import type { Estimate } from '../metrics/estimate.ts';
import type { MetricKind, MetricUnit } from '../metrics/kinds.ts';
import type { Assumption, Question } from '../scenario/design.ts';
import type { Fate } from '../services/records/fates.ts';
import type { CostResult } from './cost-result.ts';
import type { Comparable, FigureGroup } from './figures.ts';
import type { Verdict } from './interval.ts';
import type { Wire } from './wires.ts';

export type { Estimate } from '../metrics/estimate.ts';
export { FATES, type Fate } from '../services/records/fates.ts';

export interface MetricResult {
  readonly kind: MetricKind;
  readonly unit: MetricUnit;
  /** By statistic (`sum`, `rate`, `p99`, …). A `rate` is in units a second. */
  readonly statistics: Readonly<Record<string, Estimate>>;
}

export interface PartResult {
  readonly id: string;
  /** The share of the window in which it was there; left out where that is all of it. Its rates are of the whole window. */
  readonly openShare?: number;
  readonly metrics: Readonly<Record<string, MetricResult>>;
}

export interface ComponentResult {
  readonly type: string;
  readonly metrics: Readonly<Record<string, MetricResult>>;
  /** `kind` is AWS's word: shard, partition. Absent where the type has no parts. */
  readonly parts?: { readonly kind: string; readonly items: readonly PartResult[] };
}

/** From one source of records to one application that reads them (or to the sink that keeps them). Records. */
export interface FlowResult {
  readonly from: string;
  readonly to: string;
  readonly produced: Estimate;
  readonly fates: Readonly<Record<Fate, Estimate>>;
  /** throttledOut + failed + dropped + rejected + expired + deadLettered. */
  readonly lost: Estimate;
  readonly duplicates: Estimate;
  /** Mean seconds of the delivered records' latency spent in each place; they add up to its mean. */
  readonly latencyShares: Readonly<Record<string, Estimate>>;
}

/**
 * What a fault did to one flow. Times are seconds from the fault's beginning; one that did not come within the window in
 * some replication has no value, and `above` says how long was looked.
 */
export interface FaultFlowResult {
  readonly from: string;
  readonly to: string;
  /** In how many replications the flow left what was usual before; null where too little was seen before to tell. */
  readonly noticedIn: number | null;
  readonly detected: Estimate;
  /** Records come through again as fast as they arrive; 0 when they never came slower. */
  readonly recovered: Estimate;
  /** The backlog is what it was before; 0 when there was none. */
  readonly caughtUp: Estimate;
  /** The most records in flight from the fault on. */
  readonly mostInFlight: Estimate;
}

export interface FaultResult {
  readonly kind: string;
  /** The components, or the workload, that it happened to. */
  readonly to: readonly string[];
  readonly atSeconds: number;
  readonly forSeconds: number;
  readonly flows: readonly FaultFlowResult[];
}

export interface ObjectiveResult {
  readonly text: string;
  readonly verdict: Verdict;
  /**
   * Below three replications there is no interval: the verdict is `undecided`, and this says which way the value
   * points. Null when the verdict rests on an interval, or when nothing can be told.
   */
  readonly indicative: 'holds' | 'fails' | null;
  readonly observed: Estimate;
  /** Of an objective on a percentile: the share of the sample on the near side of the limit, which is what is judged. */
  readonly share?: Estimate;
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly limit: number;
  readonly unit: string;
  /** Why it is undecided, or how a percentile was judged, in words; empty when there is nothing to add. */
  readonly note: string;
  readonly line: number;
}

export interface Finding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly component: string;
  /** One line: what happened, with its numbers. */
  readonly title: string;
  /** The limit that bound, in AWS's words, or '' when none did. */
  readonly limit: string;
  /** Share of the harm (refused attempts, lost records) that this explains, 0 to 1; null when not a share. */
  readonly shareOfHarm: number | null;
  readonly evidence: Readonly<Record<string, number | string>>;
  /** What would lift it. */
  readonly advice: string;
}

export interface SeriesLine {
  readonly component: string;
  readonly metric: string;
  readonly part: string | null;
  readonly unit: string;
  /**
   * What a point is: `rate` (a counter's sum a second), `worstSecond` (the largest sum of one second in the
   * period; kept where the metric has a capacity), `mean` (a level's), `p50` and `p99` (a distribution's).
   */
  readonly statistic: 'rate' | 'worstSecond' | 'mean' | 'p50' | 'p99';
  /** A line's own period: distributions are kept by coarser slices than counters and levels. */
  readonly periodSeconds: number;
  /**
   * One a period: the mean over the replications, of percentiles that of the merged histogram; null where there
   * is nothing to say (no sample, or a percentile among what was lost).
   */
  readonly values: readonly (number | null)[];
  /** What it cannot exceed, on average over the window where that changes; null where there is no such limit. */
  readonly capacity: number | null;
  /** One a period, of a capacity that changes (a stream that is resharded); absent where it does not. */
  readonly capacities?: readonly number[];
  /** True of what its type declares as a backlog: it grows without end where a design does not keep up. */
  readonly backlog?: true;
}

/** What came of a precision that was asked for. */
export interface PrecisionResult {
  /** As the scenario has it. */
  readonly path: string;
  readonly unit: string;
  /** The widest half of a 95 % interval that was asked for; null when it is a share of what cannot be told. */
  readonly wanted: number | null;
  /** The half that was reached; null when it cannot be told. */
  readonly half: number | null;
  readonly met: boolean;
}

export interface DesignResult {
  readonly name: string;
  readonly replications: number;
  /** Absent where no precision was asked for. */
  readonly precision?: PrecisionResult;
  /** What was looked for and taken; absent where the warm-up was given. */
  readonly warmup?: { readonly status: 'found' | 'not found'; readonly seconds: number };
  readonly question: Question;
  readonly unstable: readonly string[];
  readonly components: Readonly<Record<string, ComponentResult>>;
  /** Which way records go from component to component, whether or not any went. */
  readonly wires: readonly Wire[];
  readonly flows: readonly FlowResult[];
  /** In file order; absent where nothing goes wrong. */
  readonly faults?: readonly FaultResult[];
  readonly cost: CostResult;
  readonly objectives: readonly ObjectiveResult[];
  readonly findings: readonly Finding[];
  readonly assumptions: readonly Assumption[];
  /** One a replication, in order. */
  readonly fingerprints: readonly string[];
  readonly events: number;
  /** What pairs it with another result, replication by replication. */
  readonly comparable: Comparable;
  readonly series: { readonly periodSeconds: number; readonly lines: readonly SeriesLine[] };
}

/**
 * `better`, `worse`: shown to differ (Holm over the table), by more than is relevant where the scenario says what is.
 * `more`, `less`: the same of a figure that is neither better nor worse for it. `equal`: in every replication.
 * `same within`: shown to differ by less than is relevant. `no difference seen`: nothing is shown, and no relevant change
 * was named. `not told`: neither shown to be relevant nor shown not to be, fewer than three replications, or a value
 * that cannot be told.
 */
export const COMPARISON_VERDICTS = [
  'better',
  'worse',
  'more',
  'less',
  'equal',
  'same within',
  'no difference seen',
  'not told',
] as const;
export type ComparisonVerdict = (typeof COMPARISON_VERDICTS)[number];

/** A paired difference of one figure between two designs. */
export interface Comparison {
  readonly design: string;
  readonly against: string;
  /** As objectives write it: `dashboard.lost.ratio`, `cost.perMonth`. */
  readonly path: string;
  readonly group: FigureGroup;
  readonly unit: string;
  readonly base: Estimate;
  readonly value: Estimate;
  /** value − base, replication by replication. */
  readonly difference: Estimate;
  /** value / base: the geometric mean over replications by t on logs; without interval where one of them is 0. */
  readonly ratio: Estimate;
  /** Of the two designs' values over replications; from ten replications on. */
  readonly correlation: number | null;
  /** Variance of an unpaired difference over the paired one's: what common random numbers save. */
  readonly varianceRatio: number | null;
  readonly verdict: ComparisonVerdict;
  /** False when the two designs do not see the same traffic. */
  readonly paired: boolean;
}

/** What holds for all rows of one design against another. */
export interface ComparisonTable {
  readonly design: string;
  readonly against: string;
  /** Those that both have: differences are taken over them. */
  readonly replications: number;
  readonly paired: boolean;
  /** What differs in their traffic (`seed`, `arrivals of page-views`); empty where they are paired. */
  readonly unlike: readonly string[];
  /** The smallest change that matters, as a share; null where the scenario names none. */
  readonly relevant: number | null;
  /** Components that only one of them has. */
  readonly onlyInBase: readonly string[];
  readonly onlyInDesign: readonly string[];
}

/** Whether a change stays within what `--fail-on` lets pass. */
export interface GateResult {
  /** As the user wrote it: `dashboard.latency.p99 > +10%`. */
  readonly text: string;
  readonly path: string;
  readonly design: string;
  readonly against: string;
  /** `exceeded` and `kept` are shown by the whole interval; between is `undecided`, and passes no more than `exceeded`. */
  readonly verdict: 'exceeded' | 'kept' | 'undecided';
  /** Below three replications: which way the value points; else null. */
  readonly indicative: 'exceeded' | 'kept' | null;
  /** What was seen, or why nothing can be told, in words. */
  readonly note: string;
}

export interface Result {
  readonly schemaVersion: 2;
  readonly simulator: { readonly name: 'spillway'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly region: string;
    readonly seed: string;
    readonly durationSeconds: number;
    readonly warmupSeconds: number;
    /** Where the warm-up was left to the data: what came of it (`wanted`: nothing yet). Absent where it was given. */
    readonly warmup?: 'wanted' | 'found' | 'not found';
    readonly environment: Readonly<Record<string, string>>;
    readonly hash: string;
  };
  /** How intervals were made, how streams are named: what a reader needs to repeat the study. */
  readonly method: Readonly<Record<string, string>>;
  readonly partial: boolean;
  readonly designs: readonly DesignResult[];
  /** One a design that is compared; the rows stand under `comparisons`. */
  readonly tables: readonly ComparisonTable[];
  readonly comparisons: readonly Comparison[];
  /** One a `--fail-on` and design that is compared. */
  readonly gates: readonly GateResult[];
}
