// A Kinesis record of the library, from its first user record on: first it gathers (in an aggregator's container),
// then it waits (in a limiter, in a collector), then a request carries it. Each user record in it has a deadline, by
// which the library wants to send it, and an expiration, after which the library gives it up.

import { RecordBatch } from '../../records/batch.ts';
import { KeyTable } from './key-table.ts';
import {
  estimatedKeyBytes,
  estimatedRecordBytes,
  FRAME_BYTES,
  keyEntryBytes,
  OUTER_KEY_BYTES,
  recordEntryBytes,
} from './record-size.ts';

// Room for a few: a record that goes alone is the common case where the library cannot pack.
const FIRST_ROWS = 4;
/** No shard was predicted. */
export const UNPREDICTED = -1;

/** One Kinesis record with its user records as rows. */
export class KinesisRecord {
  readonly rows = new RecordBatch(FIRST_ROWS);
  /** By row: when the library wants to have sent it, µs. */
  deadlineUs = new Float64Array(FIRST_ROWS);
  /** By row: its arrival, or the end of the last attempt, µs: what buffering is counted from. */
  sinceUs = new Float64Array(FIRST_ROWS);
  /** The shard that it is expected to go to, or `UNPREDICTED`. */
  shard = UNPREDICTED;
  /** The earliest deadline and the earliest expiration of its user records, µs. */
  earliestUs = Number.POSITIVE_INFINITY;
  expiresUs = Number.POSITIVE_INFINITY;
  /** What the library takes it for while it gathers, bytes. */
  estimatedBytes = 0;
  /** The order in which limiters got their records: breaks ties of deadlines. */
  order = 0;
  private readonly keys = new KeyTable();
  private entriesBytes = 0;
  private inOrder = true;

  /** Empties it for another use. */
  reset(shard: number): void {
    this.rows.clear();
    this.keys.clear();
    this.shard = shard;
    this.earliestUs = Number.POSITIVE_INFINITY;
    this.expiresUs = Number.POSITIVE_INFINITY;
    this.estimatedBytes = 0;
    this.entriesBytes = 0;
    this.inOrder = true;
  }

  /** Bytes of its data, exactly: one user record alone goes as it is. */
  get bytes(): number {
    return this.rows.records === 1 ? this.rows.sizeBytes[0]! : FRAME_BYTES + this.entriesBytes;
  }

  /** Bytes of its partition key: the user's own, or "a". */
  get keyBytes(): number {
    return this.rows.records === 1 ? this.rows.keyBytes[0]! : OUTER_KEY_BYTES;
  }

  /** How many more equal records bring the estimate to `most` bytes, from 1 on. */
  roomFor(key: number, keyBytes: number, sizeBytes: number, most: number): number {
    const fixed = this.estimatedBytes + (this.keys.has(key) ? 0 : estimatedKeyBytes(keyBytes));
    return Math.max(1, Math.ceil((most - fixed) / estimatedRecordBytes(sizeBytes)));
  }

  /** Counts the row that was just added to `rows`. */
  added(row: number, deadlineUs: number, sinceUs: number, expiresUs: number): void {
    const { rows } = this;
    if (row >= this.deadlineUs.length) this.grow();
    if (row > 0 && deadlineUs < this.deadlineUs[row - 1]!) this.inOrder = false;
    this.deadlineUs[row] = deadlineUs;
    this.sinceUs[row] = sinceUs;
    if (deadlineUs < this.earliestUs) this.earliestUs = deadlineUs;
    if (expiresUs < this.expiresUs) this.expiresUs = expiresUs;
    const count = rows.count[row]!;
    const sizeBytes = rows.sizeBytes[row]!;
    const known = this.keys.size;
    const index = this.keys.indexOf(rows.key[row]!);
    if (index === known) {
      const keyBytes = rows.keyBytes[row]!;
      this.estimatedBytes += estimatedKeyBytes(keyBytes);
      this.entriesBytes += keyEntryBytes(keyBytes);
    }
    this.estimatedBytes += estimatedRecordBytes(sizeBytes) * count;
    this.entriesBytes += recordEntryBytes(sizeBytes, index) * count;
  }

  /** Whether it may go as it is: within both limits, and its user records in the order of their deadlines. */
  isReady(mostRecords: number, mostBytes: number): boolean {
    return this.inOrder && this.rows.records <= mostRecords && this.bytes <= mostBytes;
  }

  /**
   * Deals the user records out in the order of their deadlines: the first that fit both limits, at least one, to
   * `kept`, the others to `rest`, with their own deadlines.
   * @param ttlUs the life of a user record, which tells its expiration
   */
  deal(
    kept: KinesisRecord,
    rest: KinesisRecord,
    mostRecords: number,
    mostBytes: number,
    ttlUs: number,
  ): void {
    const { rows, deadlineUs } = this;
    const order = Array.from({ length: rows.length }, (_, row) => row);
    order.sort((a, b) => deadlineUs[a]! - deadlineUs[b]! || a - b);
    let full = false;
    for (const row of order) {
      const count = rows.count[row]!;
      const taken: number = full ? 0 : kept.fitting(rows, row, mostRecords, mostBytes);
      if (taken > 0) kept.take(this, row, 0, taken, ttlUs);
      full ||= taken < count;
      if (taken < count) rest.take(this, row, taken, count - taken, ttlUs);
    }
  }

  // How many of a row's records may be added within the limits; the first of all always fits.
  private fitting(from: RecordBatch, row: number, mostRecords: number, mostBytes: number): number {
    const { rows, keys } = this;
    const most = Math.min(from.count[row]!, mostRecords - rows.records);
    const first = rows.records === 0;
    if (most <= 0) return first ? 1 : 0;
    const isNew = !keys.has(from.key[row]!);
    const sizeBytes = from.sizeBytes[row]!;
    const each = recordEntryBytes(sizeBytes, isNew ? keys.size : keys.indexOf(from.key[row]!));
    const fixed = FRAME_BYTES + this.entriesBytes + (isNew ? keyEntryBytes(from.keyBytes[row]!) : 0);
    const fit = Math.min(most, Math.floor((mostBytes - fixed) / each));
    return fit < 1 && first ? 1 : Math.max(0, fit);
  }

  private take(from: KinesisRecord, row: number, skip: number, count: number, ttlUs: number): void {
    const to = this.rows.append(from.rows, row, skip, count);
    const expiresUs = from.rows.enteredUs[row]! + ttlUs;
    this.added(to, from.deadlineUs[row]!, from.sinceUs[row]!, expiresUs);
  }

  private grow(): void {
    const wider = this.deadlineUs.length * 2;
    const deadlineUs = new Float64Array(wider);
    const sinceUs = new Float64Array(wider);
    deadlineUs.set(this.deadlineUs);
    sinceUs.set(this.sinceUs);
    this.deadlineUs = deadlineUs;
    this.sinceUs = sinceUs;
  }
}
