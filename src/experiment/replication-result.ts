// What one replication of one design measured: the raw material that is folded, in replication order, into the
// result. Plain data and typed arrays, so that it crosses from a worker at no cost.

import type { RecordedMetric } from '../metrics/recorded.ts';
import type { FlowReaction } from './fault-reaction.ts';
import type { RecordLife } from './record-trace.ts';
import type { Fate } from './result.ts';

/** One flow's ledger: records created in the measured window, by fate. */
export interface RecordedFlow {
  readonly from: string;
  readonly to: string;
  readonly produced: number;
  readonly fates: Readonly<Record<Fate, number>>;
  readonly duplicates: number;
  /** Sum over delivered records of the µs spent in each place (buffered, throttled, stored, processing). */
  readonly latencySharesUs: Readonly<Record<string, number>>;
}

export interface RecordedUsage {
  readonly component: string;
  readonly meter: string;
  /** Counted things plus held unit-hours, in the window. */
  readonly quantity: number;
  /** The price that the configuration gave (hostPrice), USD a unit; null: the price book's. */
  readonly usdPerUnit: number | null;
}

/** What one fault did to every flow. */
export interface RecordedFault {
  readonly flows: readonly ({ readonly from: string; readonly to: string } & FlowReaction)[];
}

export interface ReplicationResult {
  readonly replication: number;
  readonly fingerprint: string;
  readonly events: number;
  readonly metrics: readonly RecordedMetric[];
  readonly flows: readonly RecordedFlow[];
  readonly usage: readonly RecordedUsage[];
  /** Of the records that were to be followed; absent where none were. */
  readonly lives?: readonly RecordLife[];
  /** In the order of the design's faults; absent where it has none. */
  readonly faults?: readonly RecordedFault[];
  /** component → its `facts()`. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
