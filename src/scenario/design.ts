// A checked design: one scenario with one variant applied, all defaults filled in, every quantity a plain number.
// It is plain data, so that it crosses to a worker by structured clone and says everything that a run needs.

import type { Statistic } from '../metrics/kinds.ts';
import type { Fault } from '../services/fault.ts';
import type { WorkloadConfig } from '../workload/workload.ts';

/** A component as it will be built: the type's name and the output of its schema. */
export interface ComponentDesign {
  readonly type: string;
  readonly config: unknown;
  /** The component that AWS makes this one for, unasked; absent for what the scenario names itself. */
  readonly impliedBy?: string;
}

/** What an objective looks at: a metric of a component (or of one of its parts), or the monthly bill. */
export type ObjectivePath =
  | {
      readonly kind: 'metric';
      readonly component: string;
      readonly part: string | null;
      readonly metric: string;
      readonly statistic: Statistic;
      /** Of the worst whole minute of the window (the one with the largest or the smallest value), not of the window. */
      readonly worstMinute?: 'largest' | 'smallest';
    }
  | { readonly kind: 'cost'; readonly item: 'perMonth' };

/** When a design that need not be run a fixed number of times has been run often enough. */
export type Stopping =
  | {
      /** Looks at the objectives after `replications`, then after twice as many, up to `max`, while one is undecided. */
      readonly kind: 'looks';
      readonly max: number;
    }
  | {
      /** From five replications on until the path's interval is narrow enough, and five more. */
      readonly kind: 'precision';
      /** The path as the user wrote it. */
      readonly text: string;
      readonly path: ObjectivePath;
      /** The widest half of a 95 % interval: a share of the value where `relative`, else in `unit`. */
      readonly within: number;
      readonly relative: boolean;
      readonly unit: string;
      readonly max: number;
    };

export type Operator = '<' | '<=' | '>' | '>=';

/** An objective, checked against the metrics that the design declares. */
export interface Objective {
  /** As the user wrote it. */
  readonly text: string;
  readonly path: ObjectivePath;
  readonly operator: Operator;
  /** In the unit in which the metric is reported (seconds for `latency`). */
  readonly limit: number;
  readonly unit: string;
  /** Where it stands in the scenario file, for annotations; 1-based. */
  readonly line: number;
}

/** A value that nobody publishes and that shaped this design. Values are in input form. */
export interface Assumption {
  readonly component: string;
  readonly property: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly why: string;
}

/** A fault, and what it happens to: components whose types answer it, or a workload. */
export interface FaultDesign {
  readonly fault: Fault;
  readonly components: readonly string[];
  readonly workload: string | null;
}

/** Whether the design has a steady state to be estimated, and if not, why not. */
export interface Question {
  readonly kind: 'steady-state' | 'terminating';
  /** The properties that make it terminating, as paths (`workloads.page-views.arrivals.rate`). */
  readonly triggers: readonly string[];
}

interface CostSettings {
  /** The month's mean load over the window's, as a share; null when not given (then 100 %, and titled so). */
  readonly meanLoad: number | null;
  /** Price overrides: component type → meter → USD a unit. */
  readonly prices: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Everything that one run needs to know. */
export interface Design {
  /** `base`, or the variant's name. */
  readonly name: string;
  readonly region: string;
  readonly seed: string;
  readonly durationUs: number;
  readonly warmupUs: number;
  /** Absent: `warmupUs` was given. Else it is to be found from the data, and 0 until it is looked for. */
  readonly autoWarmup?: 'wanted' | 'found' | 'not found';
  /** How many independent runs, or how many at first where there is a `stopping`. */
  readonly replications: number;
  /** Absent: exactly `replications`. */
  readonly stopping?: Stopping;
  /** Multiplies every arrival rate; 1 is 100 %. */
  readonly load: number;
  readonly workloads: Readonly<Record<string, WorkloadConfig>>;
  /** In file order; implied components follow the one that implies them. */
  readonly components: Readonly<Record<string, ComponentDesign>>;
  readonly objectives: readonly Objective[];
  /** In file order; absent when nothing goes wrong. */
  readonly faults?: readonly FaultDesign[];
  /** What the scenario says of the account, by service; absent when it says nothing. */
  readonly account?: Readonly<Record<string, unknown>>;
  readonly cost: CostSettings;
  /** The smallest change between designs that matters, as a share; null when the scenario names none. */
  readonly relevant: number | null;
  readonly question: Question;
  readonly assumptions: readonly Assumption[];
  /** The least common period of the traffic's rates where they were given one, or null. */
  readonly periodUs: number | null;
  /** Null when the window can stand for a month; else why not (a rate follows time and has no period, …). */
  readonly whyNoMonth: string | null;
}

/** A checked scenario file: what it says, and the designs in it (the base first, then variants in file order). */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** The file's path as the user gave it, for messages. */
  readonly file: string;
  /** Variables taken from the environment, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** SHA-256 of the merged scenario as data (not of the file's bytes), in hex. */
  readonly hash: string;
  /** Values for paths, whose product a sweep runs: path → values as YAML has them. */
  readonly sweep: Readonly<Record<string, readonly unknown[]>>;
  readonly designs: readonly Design[];
}
