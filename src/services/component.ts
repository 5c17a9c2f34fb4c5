// What a service declares, and what a component is given to live in. Shared code reads the declaration and never
// asks which type it has; a service is a folder that exports such declarations and a line in the catalogue.

import type { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import type { NumberedStream, Stream } from '../engine/random.ts';
import type { MetricDeclarations, Statistic } from '../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../metrics/recorder.ts';
import type { Meter, PriceTable } from '../pricing/price.ts';
import type { UsageMeter } from '../pricing/usage.ts';
import type { Keys } from '../workload/keys.ts';
import type { Traffic, UnreadColumn } from '../workload/traffic.ts';
import type { WorkloadConfig } from '../workload/workload.ts';
import type { ComponentFault, FaultAnswers } from './fault.ts';
import type { Port } from './ports/port.ts';
import type { Holdings, Ledger } from './records/ledger.ts';
import type { Saturation } from './saturation.ts';

/** A quota, a default or a mechanism's constant of AWS, with where it was read. */
export interface Limit {
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  readonly source: string;
  /** When the source was read or last changed, YYYY-MM. */
  readonly date: string;
  /** True when a run refuses or delays what goes beyond it; false for a default, a mechanism's constant, or a check before the run. */
  readonly enforced: boolean;
  /** A scenario in which it binds: what is enforced has one, and the conformance suite runs it. */
  readonly saturation?: Saturation;
}

/** A rule between properties that a configuration breaks, in AWS's words. */
export interface Refusal {
  /** The property at fault, as a path within the component (`['client', 'batch', 'maxRecords']`). */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The page or API that says so. */
  readonly source?: string;
}

/** A component at the other end of a wire, as the design has it. */
export interface Neighbour {
  readonly name: string;
  readonly type: string;
  readonly config: unknown;
  /** The word of the wire between them (`to`, `from`), whichever of them has it. */
  readonly wire: string;
  /** Whether it is one of the copies that `count` makes. */
  readonly isCopy: boolean;
  /** The API actions by which it takes records, by name; absent where its type does not say. */
  readonly operations?: readonly string[] | undefined;
  /** The names of the ports that it offers. */
  readonly ports: readonly string[];
}

/** What a component is wired to, in the order of the scenario. */
export interface Wiring {
  readonly name: string;
  /** Those whose properties name it; each copy by itself. */
  readonly namedBy: readonly Neighbour[];
  /** Those that its own properties name. */
  readonly names: readonly Neighbour[];
  /** All components of its type, itself included, in the order of the scenario. */
  readonly alike: readonly { readonly name: string; readonly config: unknown }[];
  /** What the scenario says of the account, by service. */
  readonly account: Readonly<Record<string, unknown>>;
  /** The workload that it carries; null without one. */
  readonly workload: { readonly name: string; readonly config: WorkloadConfig } | null;
}

/** A rule between components that a wire breaks. */
export interface WiredRefusal extends Refusal {
  /** The component that `path` lies in, a neighbour; the component itself when left out. */
  readonly component?: string;
}

/** How a component is built from plain data inside one run. */
export interface Component {
  /** Called once, after all components are built: tells the ledger where its records go. */
  wire?(): void;
  /** Called once, after all components are wired, at the start of the warm-up. */
  start?(): void;
  /** A fault of a kind that its type answers begins or ends. Faults may overlap, those of one kind too. */
  fault?(fault: ComponentFault, begins: boolean, nowUs: number): void;
  /** Books what it kept back to book together: called when the window ends, before the last record is waited for. */
  bookLate?(): void;
  /** Books what was finished by now: called at the end of the run before `holdings`, and wherever flows are looked at. */
  settle?(nowUs: number): void;
  /** Called once at the end of the run: says which records it still holds, so that the fates balance. */
  holdings?(held: Holdings, nowUs: number): void;
  /** Plain, JSON-safe facts for the findings (the hottest key of a shard); called once at the end. */
  facts?(): Readonly<Record<string, unknown>>;
}

/** What a component is given: its name, its engine, its streams, its meters; and the ports of others. */
export interface Site {
  readonly name: string;
  readonly engine: Engine;
  /** The window in which usage and CloudWatch's metrics count: [startUs, endUs) of the engine's clock. */
  readonly window: { readonly startUs: number; readonly endUs: number };
  /** A sequential stream of this component's own. */
  random(purpose: string): Stream;
  /** A stream of this component's whose draws belong to a record's number. */
  numbered(purpose: string): NumberedStream;
  /** Answers a port of this component's for others to use. Called while building. */
  offer<T>(port: Port<T>, implementation: T): void;
  /** The port that another component offers. @throws InvariantError when it does not (the check precedes). */
  use<T>(port: Port<T>, component: string): T;
  /** Whether another component offers a port. */
  offers(port: Port<unknown>, component: string): boolean;
  counter(metric: string, part?: string): Counter;
  level(metric: string, part?: string): Level;
  distribution(metric: string, part?: string): Distribution;
  /** Counts what is billed, in the meter's units, while the window lasts. */
  usage(meter: string): UsageMeter;
  /** The traffic of a workload, drawn by record number; `unread` names columns that the component ignores. */
  traffic(workload: string, unread?: readonly UnreadColumn[]): Traffic;
  /** The AWS Region of the design, by its code. */
  readonly region: string;
  /** What the scenario says of the account, by service: the output of the services' own schemas. */
  readonly account: Readonly<Record<string, unknown>>;
  /** What all components of a run have in common, such as an account's quota; made by whoever asks first. */
  shared<T>(port: Port<T>, make: () => T): T;
  readonly keys: Keys;
  readonly ledger: Ledger;
}

/** One finding's material: what a run (all replications folded) measured of one component. */
export interface Measured {
  readonly component: string;
  /** Seconds of the measured window. */
  readonly windowSeconds: number;
  readonly parts: readonly string[];
  /** The mean over the replications; null when it cannot be told or the metric is unknown. */
  statistic(metric: string, statistic: Statistic, part?: string): number | null;
  /** The most that a counter counted in one second of a replication's window, averaged over them; null without a series. */
  worstSecond(metric: string, part?: string): number | null;
  /** What a counter counted a second in the last quarter of the window, averaged over the replications; null without a series. */
  rateAtEnd(metric: string, part?: string): number | null;
  /** `facts()` of each replication, in order. */
  readonly facts: readonly Readonly<Record<string, unknown>>[];
  /** Flows that pass through this component, records: produced, lost, and by fate. */
  readonly flows: readonly {
    readonly from: string;
    readonly to: string;
    readonly produced: number;
    readonly lost: number;
    readonly fates: Readonly<Record<string, number>>;
  }[];
  /** The configuration of another component, to name what could be changed there. */
  neighbour(component: string): { readonly type: string; readonly config: unknown } | null;
}

/** A burst bucket of a component, and what is taken from it. Amounts in `unit`. */
export interface Credit {
  /** The shard or partition, or null for the component as a whole. */
  readonly part: string | null;
  /** The limit in AWS's words: `1,000 records/s per shard`. */
  readonly limit: string;
  readonly unit: string;
  /** What was let through on average: more than the refill only while the bucket pays. */
  readonly takenPerSecond: number;
  readonly refillPerSecond: number;
  readonly refusedPerSecond: number;
  /** What the bucket holds at the end of the run, on average over the replications. */
  readonly balance: number;
  /** The metrics that count what this limit refuses. */
  readonly throttles: readonly string[];
}

/** See experiment/result.ts, which reports it as it is. */
export interface FindingDraft {
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly limit: string;
  readonly shareOfHarm: number | null;
  readonly evidence: Readonly<Record<string, number | string>>;
  readonly advice: string;
}

/** A property that makes a component change in the course of a run: the design then has no steady state. */
interface Trigger {
  /** As a path within the component: `resharding`, `autoScaling`, `initialPositionInStream`. */
  readonly property: string;
  /** True for what happens once (a reshard, a late join); false for what follows the traffic (auto scaling). */
  readonly once: boolean;
  /** True where the bill is the same while it changes: then a window stands for a month all the same. */
  readonly keepsBill?: boolean;
  /** The times that are written for it, each with its path within the component: one after the window is a mistake. */
  readonly planned?: readonly Planned[];
}

/** Something that is to happen at a time, µs from the start of the measured window. */
interface Planned {
  readonly path: readonly (string | number)[];
  readonly atUs: number;
}

/** What a service declares of one of its types. Methods, not function properties: the catalogue needs no cast. */
export interface ComponentType<S extends z.ZodType = z.ZodType> {
  /** `service.resource`. */
  readonly name: `${string}.${string}`;
  readonly summary: string;
  /** The smallest whole scenario, as YAML: shown by `sim components`, run by the conformance suite. */
  readonly example: string;
  /** Input is YAML's form, output plain numbers (µs, bytes, shares, per second). `type` is not in it. */
  readonly schema: S;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly meters: readonly Meter[];
  readonly prices: PriceTable;
  /** AWS's word for its parts, if it has any: 'shard', 'partition'. */
  readonly partKind?: string;
  /** Whether it can carry a closed workload: it hands records over by a pump that waits for their ends. */
  readonly carriesClosed?: true;
  /** Whether it sends records of its own, without a workload (a job). */
  readonly sendsUnasked?: true;
  /** Whether it sends a copy of each record over every one of its wires: what it leads to is then kept apart. */
  readonly sendsCopies?: true;
  /** How many workers it has of which each may crash by itself; without it, none may. */
  workers?(config: z.output<S>): number;
  /** The kinds of faults that it answers, and what each does to it; without them it answers none. */
  readonly faults?: FaultAnswers;
  metrics(config: z.output<S>): MetricDeclarations;
  /** The parts that metrics with `perPart` are kept for. */
  parts?(config: z.output<S>): readonly string[];
  /** In which share of the window a part was there (a shard: open), 0 to 1; without it all were all the time. */
  partOpen?(measured: Measured, part: string): number;
  offers(config: z.output<S>): readonly Port<unknown>[];
  /** The API actions by which it takes records, in the order of its `RecordSink`: who calls it may name one. `operationsOf` tells those of another. */
  operations?(
    config: z.output<S>,
    operationsOf: (component: string) => readonly string[] | undefined,
  ): readonly string[] | undefined;
  check?(config: z.output<S>): readonly Refusal[];
  /** What is wrong between it and what it is wired to. Called once all components and wires of a design are right. */
  checkWired?(config: z.output<S>, wiring: Wiring): readonly WiredRefusal[];
  /** Which properties, as they are set, make the design one without a steady state. */
  triggers?(config: z.output<S>): readonly Trigger[];
  /** Properties (`client.requestLatency`) that do nothing as the others are set: what is assumed of them shapes no result. */
  unused?(config: z.output<S>): readonly string[];
  /** Components that AWS makes unasked, as plain data in input form, by name. */
  implies?(name: string, config: z.output<S>): Readonly<Record<string, { readonly type: string }>>;
  build(config: z.output<S>, site: Site): Component;
  /** Billed, but without a price here: in words. */
  notPriced?(config: z.output<S>): readonly string[];
  findings?(config: z.output<S>, measured: Measured): readonly FindingDraft[];
  /** Its burst buckets, whether or not they pay for anything: the shared code looks for those that do. */
  credit?(config: z.output<S>, measured: Measured): readonly Credit[];
}
