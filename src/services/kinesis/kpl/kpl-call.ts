// A PutRecords request of the library: its Kinesis records as runs of user records, and the shard that each was
// expected in.

import { PutCall, RecordRuns } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { KinesisRecord } from './kinesis-record.ts';
import { NONE, type UserRecords } from './user-records.ts';

const MOST_ATTEMPTS = 65_535;

/** Learns how a request ended. */
export interface KplCallOwner {
  answered(call: KplCall, nowUs: number): void;
}

/** One request, pooled. */
export class KplCall extends PutCall {
  readonly batch = new RecordBatch();
  override readonly runs = new RecordRuns();
  readonly slot: number;
  /** By run: the shard that was predicted. */
  predicted = new Int32Array(16);
  sentUs = 0;
  /** Data and keys, bytes. */
  bytes = 0;
  /** Whether the library has given it up: its answer says nothing any more. */
  abandoned = false;
  private readonly owner: KplCallOwner;

  constructor(owner: KplCallOwner, slot: number) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  /** Takes what a Kinesis record holds, for one attempt more at `nowUs`. @param origin the source that answers for it */
  carry(record: KinesisRecord, store: UserRecords, origin: number, nowUs: number): void {
    const { next } = store;
    for (let row = record.first; row !== NONE; row = next[row]!) this.enter(store, row, origin, nowUs);
    const { runs, batch } = this;
    const bytes = record.bytes + record.keyBytes;
    const run = runs.add(batch.length, bytes);
    if (run >= this.predicted.length) {
      const wider = new Int32Array(this.predicted.length * 2);
      wider.set(this.predicted);
      this.predicted = wider;
    }
    this.predicted[run] = record.shard;
    this.bytes += bytes;
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }

  private enter(store: UserRecords, row: number, origin: number, nowUs: number): void {
    const { batch } = this;
    const to = batch.enter(
      store.createdUs[row]!,
      store.enteredUs[row]!,
      store.number[row]!,
      store.sizeBytes[row]!,
      store.keyBytes[row]!,
      store.key[row]!,
      origin,
      store.count[row]!,
    );
    const attempt = store.attempt[row]!;
    batch.sentUs[to] = attempt === 0 ? nowUs : store.sentUs[row]!;
    batch.attempt[to] = attempt < MOST_ATTEMPTS ? attempt + 1 : attempt;
    batch.duplicate[to] = store.duplicate[row]!;
  }
}
