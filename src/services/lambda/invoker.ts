// How an event source mapping, a topic or whoever else calls a function meets it: one invocation, asked for, and answered
// when it is over. The function decides whether it runs and how long; who invokes decides what to do about a failure.

import type { RecordBatch } from '../records/batch.ts';

/** How an invocation ended. `throttled` (429) has run nothing and counts as no error. */
export type InvocationOutcome = 'succeeded' | 'failed' | 'timedOut' | 'throttled';

/** One invocation on its way. The invoker pools it. */
export abstract class Invocation {
  /** The event's records; stays as it is until the answer. Rows may stand for several records. */
  abstract readonly batch: RecordBatch;
  /** Whether the function reports which records failed (ReportBatchItemFailures), and goes on with the others. */
  reportsItemFailures = false;
  /** Whether it stops at the first record that fails, and reports that one and all after it (a FIFO queue's handler). */
  stopsAtFailure = false;
  /** Bytes of the event. */
  eventBytes = 0;
  /** The answer. */
  outcome: InvocationOutcome = 'succeeded';
  /** By row: 1 for one that was reported as failed; only where item failures are reported, and `succeeded`. */
  failedItems: Uint8Array = new Uint8Array(10);
  /** When the function's code began, µs: after the cold start, if there was one. */
  startedUs = 0;

  /** An environment has the event, and the code is about to begin. Whoever invokes may mark what was finished meanwhile. */
  begins(): void {}

  /** The code is over, and `failedItems` is what it reported: whoever invokes adds what fails with those. */
  addFailures(): void {}

  abstract answered(nowUs: number): void;
}

/** A function that can be invoked by its own event source mappings. */
export interface Invoker {
  /** Asks for an invocation now. `answered` comes later, a throttle's too. */
  invoke(invocation: Invocation): void;
  /**
   * Whoever invokes has given a record up for good: it will be in no invocation again (of those that succeed the function
   * knows itself). What the function's calls sent for it and is not stored is lost then.
   */
  gaveUp(origin: number, number: number): void;
  /** How many may run at a time: the least of reserved concurrency and the account's. */
  readonly mostConcurrency: number;
  /** How long an invocation may take before it is ended, µs. */
  readonly timeoutUs: number;
}
