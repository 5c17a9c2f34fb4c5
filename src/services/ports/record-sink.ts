// The port of whatever takes records: PutRecords, SendMessageBatch, Publish, Invoke, or a server of the user's
// own. The call is the caller's object, pooled by it; the service says of each row how many of its records were
// stored and why the others were not, and hands the call back when it is answered.

import type { RecordBatch } from '../records/batch.ts';
import { wider } from '../records/wider.ts';
import { port } from './port.ts';

/** Why records of a call were not stored. `throttled` may succeed later, `failed` too, `rejected` never. */
export interface Reason {
  /** AWS's error code. */
  readonly code: string;
  readonly kind: 'throttled' | 'failed' | 'rejected';
}

/** One API action of a sink. */
export interface Operation {
  /** AWS's name: PutRecords. */
  readonly name: string;
  readonly maxRecords: number;
  /** Of the whole call, data and keys; Infinity when there is no such limit. */
  readonly maxBytes: number;
  /** Whether it answers record by record (PutRecords), or succeeds and fails as one (PutRecord). */
  readonly perRecord: boolean;
}

/** Records that hold several records of the user's: each is a run of a call's rows, stored or refused as one. */
export class RecordRuns {
  length = 0;
  /** By run: the row after its last. */
  end = new Int32Array(16);
  /** By run: its bytes, key included. */
  bytes = new Int32Array(16);
  /** By run: the number of the shard that took or refused it. Set by the service. */
  shard = new Int32Array(16);

  /** Adds a run that ends before row `end`. @returns its index */
  add(end: number, bytes: number): number {
    const run = this.length++;
    if (run === this.end.length) {
      const size = this.end.length * 2;
      this.end = wider(this.end, new Int32Array(size));
      this.bytes = wider(this.bytes, new Int32Array(size));
      this.shard = wider(this.shard, new Int32Array(size));
    }
    this.end[run] = end;
    this.bytes[run] = bytes;
    return run;
  }

  /** Forgets all runs. */
  clear(): void {
    this.length = 0;
  }
}

/** A cache that a request goes through on its way to its sink. */
export interface CacheBefore {
  /** The sink is about to answer: `stored` holds for every row. */
  passed(call: PutCall, nowUs: number): void;
}

/** A request on its way. Rows that were refused stay with the caller. */
export abstract class PutCall {
  abstract readonly batch: RecordBatch;
  /** How the rows are packed into records; null when each goes by itself. The key of a run's first row decides. */
  readonly runs: RecordRuns | null = null;
  /** Index into the sink's `operations`. */
  operation = 0;
  /** Items that each of its requests reads, of an action that reads several (Query, Scan). */
  items = 1;
  /** Items that the last of these read. Set by the service. */
  itemsRead = 0;
  /** What the call takes when nothing holds it up, whole µs; drawn by the caller. */
  latencyUs = 0;
  /** What a cache on the way takes beside that, there and back, whole µs: no part of the sink's own time. */
  wayUs = 0;
  /** For the service's own use while it works on the call: how many of its records are not done with. */
  unfinished = 0;
  /** Set by a sink that works on the records before it answers: then it, not the caller, tells what is in flight. */
  heldBySink = false;
  /** The cache that it goes through this time, if any: told of the outcome before the caller is. */
  through: CacheBefore | null = null;
  /** By row, where it goes through a cache: 1 for what that has, so that the sink need not look for it; null where it has none. */
  cached: Uint8Array | null = null;
  /** By row: how many of its records were stored. Set by the service before `answered`. */
  stored: Int32Array = new Int32Array(1);
  /** By row: the number of the part that took or refused it. Set and read by a sink that has parts. */
  shard: Int32Array = new Int32Array(1);
  /** By row: why the others were not, an index into the sink's `reasons`; 0 when all were. */
  reason: Uint8Array = new Uint8Array(1);

  /** The answer is there: `stored` and `reason` hold for every row. Called by the service, once a call. */
  abstract answered(nowUs: number): void;

  /** Makes room for the outcome of `rows` rows. */
  reserve(rows: number): void {
    if (this.stored.length < rows) {
      const size = Math.max(rows, this.stored.length * 2);
      this.stored = new Int32Array(size);
      this.reason = new Uint8Array(size);
      this.shard = new Int32Array(size);
    }
  }
}

/** Takes records. */
export interface RecordSink {
  /** The component that offers it. */
  readonly component: string;
  readonly operations: readonly Operation[];
  /** Index 0 is "stored". */
  readonly reasons: readonly (Reason | null)[];
  /** Whether it (or what it sends on to) looks at the records' keys. */
  readonly readsKeys: boolean;
  /** Largest record, data and key, bytes; Infinity when there is none. */
  readonly maxRecordBytes: number;
  /**
   * The applications that read what is put here, known once everything is built: they end the flows that begin at
   * the caller. When nothing reads, the sink itself keeps the records, and `keeps` is true.
   */
  applications(): { readonly names: readonly string[]; readonly keeps: boolean };
  /** Which of its parts takes a key, by name, where it has parts. */
  partOf?(key: number): string;
  put(call: PutCall): void;
  /**
   * The same sink for a caller whose keys are message groups (MessageGroupId): where a queue or a topic takes them. Asked
   * for while building. What is put through it is put to this sink in all else.
   */
  grouped?(): RecordSink;
}

export const RecordSinkPort = port<RecordSink>('RecordSink');
