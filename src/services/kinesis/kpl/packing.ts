// What gathers for one shard becomes a Kinesis record: its size is kept by the library's estimate, which says when it
// is full, and exactly, which says what fits. The end of a row that no longer fits is known as soon as it comes, so
// that a record whose user records came in the order of their deadlines is cut there and not dealt out again.
// Source: aws/kinesis/core/{reducer.h,kinesis_record.cc} of the Kinesis Producer Library.

import { sortByDeadline } from './deadline-order.ts';
import { KeyTable } from './key-table.ts';
import { KinesisRecord } from './kinesis-record.ts';
import {
  estimatedKeyBytes,
  estimatedRecordBytes,
  FRAME_BYTES,
  keyEntryBytes,
  OUTER_KEY_BYTES,
  recordEntryBytes,
} from './record-size.ts';
import { NONE, type UserRecords } from './user-records.ts';

/** When a record is full, and how long user records live. */
export interface PackingLimits {
  readonly maxCount: number;
  readonly maxBytes: number;
  readonly ttlUs: number;
}

/** The Kinesis record that gathers for one shard. */
export class Packing {
  /** What gathers, or null. */
  record: KinesisRecord | null = null;
  private readonly shard: number;
  private readonly limits: PackingLimits;
  private readonly store: UserRecords;
  private readonly pool: KinesisRecord[];
  private readonly keys = new KeyTable();
  private estimatedBytes = 0;
  private entriesBytes = 0;
  /** Whether the rows are in the order of their deadlines. */
  private inOrder = true;
  /** Whether a row stands for several records: it may have to be split. */
  private hasRuns = false;
  /** Whether there is more than fits, and the last row that does, with the sums up to it. */
  private overflows = false;
  private fitLast = NONE;
  private fitRows = 0;
  private fitRecords = 0;
  private fitBytes = 0;
  private fitExpiresUs = 0;

  /** @param pool where spent records come from and go to */
  constructor(shard: number, limits: PackingLimits, store: UserRecords, pool: KinesisRecord[]) {
    this.shard = shard;
    this.limits = limits;
    this.store = store;
    this.pool = pool;
  }

  /** Whether it has as many records, or by the estimate as many bytes, as a record is sent with. */
  get isFull(): boolean {
    return (
      this.estimatedBytes >= this.limits.maxBytes ||
      (this.record !== null && this.record.records >= this.limits.maxCount)
    );
  }

  /** Whether one more record, of whatever key, leaves it short of being full. */
  hasRoom(sizeBytes: number, keyBytes: number): boolean {
    const { record, limits } = this;
    if ((record === null ? 0 : record.records) + 1 >= limits.maxCount) return false;
    const most = this.estimatedBytes + estimatedRecordBytes(sizeBytes) + estimatedKeyBytes(keyBytes);
    return most < limits.maxBytes;
  }

  /** How many more records equal to those of a row make it full, at least 1. */
  roomFor(row: number): number {
    const { maxCount, maxBytes } = this.limits;
    const { key, keyBytes, sizeBytes } = this.store;
    const isNew = this.keys.numberOf(key[row]!) < 0;
    const fixed = this.estimatedBytes + (isNew ? estimatedKeyBytes(keyBytes[row]!) : 0);
    const room = Math.max(1, Math.ceil((maxBytes - fixed) / estimatedRecordBytes(sizeBytes[row]!)));
    return Math.min(room, maxCount - (this.record?.records ?? 0));
  }

  /** Adds a row. */
  add(row: number): void {
    const { store } = this;
    const record = this.record ?? this.begin();
    const deadlineUs = store.deadlineUs[row]!;
    const count = store.count[row]!;
    if (record.last !== NONE && deadlineUs < store.deadlineUs[record.last]!) this.inOrder = false;
    if (count > 1) this.hasRuns = true;
    const entriesBytes = this.entriesBytes + this.measure(row, count);
    if (!this.overflows && (record.records > 0 || count > 1)) this.look(record, count, entriesBytes);
    this.entriesBytes = entriesBytes;
    record.append(store, row, count, deadlineUs, store.enteredUs[row]! + this.limits.ttlUs);
  }

  /** Takes what is to be sent: the earliest deadlines that fit, at least one. The others go on gathering. */
  take(): KinesisRecord {
    const record = this.record!;
    if (this.inOrder && !this.overflows) {
      this.complete(record, this.entriesBytes);
      this.clear();
      return record;
    }
    return this.inOrder && !this.hasRuns ? this.cut(record) : this.deal(record);
  }

  /** Forgets what gathers. */
  clear(): void {
    this.record = null;
    this.keys.clear();
    this.estimatedBytes = 0;
    this.entriesBytes = 0;
    this.inOrder = true;
    this.hasRuns = false;
    this.overflows = false;
  }

  private begin(): KinesisRecord {
    const record = this.pool.pop() ?? new KinesisRecord();
    record.reset(this.shard);
    this.record = record;
    return record;
  }

  // Counts a row in the estimate. @returns what it adds exactly, bytes
  private measure(row: number, count: number): number {
    const { keys, store } = this;
    const sizeBytes = store.sizeBytes[row]!;
    const known = keys.size;
    const index = keys.indexOf(store.key[row]!);
    this.estimatedBytes += estimatedRecordBytes(sizeBytes) * count;
    const bytes = recordEntryBytes(sizeBytes, index) * count;
    if (index !== known) return bytes;
    const keyBytes = store.keyBytes[row]!;
    this.estimatedBytes += estimatedKeyBytes(keyBytes);
    return bytes + keyEntryBytes(keyBytes);
  }

  // Whether a row that is about to be added no longer fits; if so, remembers what came before it.
  private look(record: KinesisRecord, count: number, entriesBytes: number): void {
    const { maxCount, maxBytes } = this.limits;
    if (record.records + count <= maxCount && FRAME_BYTES + entriesBytes <= maxBytes) return;
    this.overflows = true;
    this.fitLast = record.last;
    this.fitRows = record.rows;
    this.fitRecords = record.records;
    this.fitBytes = this.entriesBytes;
    this.fitExpiresUs = record.expiresUs;
  }

  private complete(record: KinesisRecord, entriesBytes: number): void {
    const { store } = this;
    const alone = record.records === 1;
    record.bytes = alone ? store.sizeBytes[record.first]! : FRAME_BYTES + entriesBytes;
    record.keyBytes = alone ? store.keyBytes[record.first]! : OUTER_KEY_BYTES;
  }

  private cut(record: KinesisRecord): KinesisRecord {
    const { next } = this.store;
    const rest = next[this.fitLast]!;
    next[this.fitLast] = NONE;
    record.last = this.fitLast;
    record.rows = this.fitRows;
    record.records = this.fitRecords;
    record.expiresUs = this.fitExpiresUs;
    this.complete(record, this.fitBytes);
    this.clear();
    this.addAll(rest);
    return record;
  }

  // Deals the rows out in the order of their deadlines.
  private deal(gathered: KinesisRecord): KinesisRecord {
    const { store, pool } = this;
    let row = sortByDeadline(store, gathered.first);
    pool.push(gathered);
    this.clear();
    while (row !== NONE) {
      const after = store.next[row]!;
      const count = store.count[row]!;
      const fits = this.fitting(row, count);
      if (fits === 0) break;
      if (fits < count) {
        const others = store.split(row, fits);
        store.next[others] = after;
        this.add(row);
        row = others;
        break;
      }
      this.add(row);
      row = after;
    }
    const record = this.record!;
    this.complete(record, this.entriesBytes);
    this.clear();
    this.addAll(row);
    return record;
  }

  private addAll(first: number): void {
    const { store } = this;
    for (let row = first; row !== NONE; ) {
      const after = store.next[row]!;
      this.add(row);
      row = after;
    }
  }

  // How many of a row's records may be added within the limits; the first of all always fits.
  private fitting(row: number, count: number): number {
    const { keys, store, record } = this;
    const { maxCount, maxBytes } = this.limits;
    const records = record?.records ?? 0;
    const least = records === 0 ? 1 : 0;
    const most = Math.min(count, maxCount - records);
    if (most <= 0) return least;
    const known = keys.numberOf(store.key[row]!);
    const isNew = known < 0;
    const each = recordEntryBytes(store.sizeBytes[row]!, isNew ? keys.size : known);
    const fixed = FRAME_BYTES + this.entriesBytes + (isNew ? keyEntryBytes(store.keyBytes[row]!) : 0);
    return Math.max(least, Math.min(most, Math.floor((maxBytes - fixed) / each)));
  }
}
