// How a consumer's processing is asked for work, and what it tells.

import type { Slowness } from '../fault.ts';

/** Learns that a shard's thread has finished a batch. */
export interface BatchWatcher {
  /** @param waiting batches of the shard that were received and not begun */
  batchFinished(shard: number, waiting: number, nowUs: number): void;
  /** Whether a shard's thread, done with a batch, waits before it goes on: until `LogProcessing.resume`. */
  holds?(shard: number, nowUs: number): boolean;
}

/** How a consumer works through what it has read of a log's shards. */
export interface LogProcessing {
  /** Makes batches that begin from now on take longer. */
  readonly slowness: Slowness;
  /** A shard gets a thread. */
  open(shard: number): void;
  /** Positions [from, end) of a shard were received, so many records; they are worked through in their turn. */
  receive(shard: number, from: number, end: number, records: number, nowUs: number): void;
  /** Batches of a shard that were received and not begun. */
  waiting(shard: number): number;
  /** Whether a batch of a shard is in work. */
  isBusy(shard: number): boolean;
  /** A shard's thread dies with its batch and what waits for it; what was finished by now is booked, but not released. */
  crash(shard: number, nowUs: number): void;
  /** A shard's thread that was held goes on. */
  resume(shard: number, nowUs: number): void;
  /** Books what has been finished by now of the batches in work. */
  settle(nowUs: number): void;
}

/** A batch that was received and waits. */
export interface Received {
  readonly from: number;
  readonly end: number;
  readonly records: number;
  readonly receivedUs: number;
}
