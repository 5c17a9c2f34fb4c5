// The user records that a producer's libraries hold, as columns in one store. A user record keeps its row from its
// arrival until it is sent, whatever it is packed into meanwhile: only the links between rows change. Rows that are
// given back are used again, so nothing is allocated for a user record.

import type { RecordBatch } from '../../records/batch.ts';
import { wider } from '../../records/wider.ts';

const FIRST_ROWS = 1024;
/** No row: the end of a list. */
export const NONE = -1;

/** Rows of user records, linked into lists by `next`. A row is one record, or a run of equal ones (`count`). */
export class UserRecords {
  createdUs = new Float64Array(FIRST_ROWS);
  enteredUs = new Float64Array(FIRST_ROWS);
  /** When the first request that carried it left, µs; −1 before. */
  sentUs = new Float64Array(FIRST_ROWS);
  number = new Float64Array(FIRST_ROWS);
  /** When the library wants to have sent it, µs. */
  deadlineUs = new Float64Array(FIRST_ROWS);
  /** Its arrival, or the end of the last attempt, µs: what buffering is counted from. */
  sinceUs = new Float64Array(FIRST_ROWS);
  sizeBytes = new Int32Array(FIRST_ROWS);
  keyBytes = new Int32Array(FIRST_ROWS);
  key = new Int32Array(FIRST_ROWS);
  count = new Int32Array(FIRST_ROWS);
  /** The row that follows in whatever holds both, or `NONE`. */
  next = new Int32Array(FIRST_ROWS);
  attempt = new Uint16Array(FIRST_ROWS);
  duplicate = new Uint8Array(FIRST_ROWS);
  private capacity = FIRST_ROWS;
  private used = 0;
  private free = NONE;

  /** Adds a record that was just handed over. @returns its row, which is in no list */
  enter(
    createdUs: number,
    nowUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    deadlineUs: number,
  ): number {
    const row = this.open();
    this.createdUs[row] = createdUs;
    this.enteredUs[row] = nowUs;
    this.sentUs[row] = -1;
    this.number[row] = number;
    this.deadlineUs[row] = deadlineUs;
    this.sinceUs[row] = nowUs;
    this.sizeBytes[row] = sizeBytes;
    this.keyBytes[row] = keyBytes;
    this.key[row] = key;
    this.count[row] = count;
    this.next[row] = NONE;
    this.attempt[row] = 0;
    this.duplicate[row] = 0;
    return row;
  }

  /** Adds what a request carried and is to go again. @returns its row, which is in no list */
  enterAgain(from: RecordBatch, row: number, deadlineUs: number, nowUs: number, duplicate: number): number {
    const to = this.enter(
      from.createdUs[row]!,
      from.enteredUs[row]!,
      from.number[row]!,
      from.sizeBytes[row]!,
      from.keyBytes[row]!,
      from.key[row]!,
      from.count[row]!,
      deadlineUs,
    );
    this.sentUs[to] = from.sentUs[row]!;
    this.sinceUs[to] = nowUs;
    this.attempt[to] = from.attempt[row]!;
    this.duplicate[to] = duplicate;
    return to;
  }

  /** Leaves the first `count` records of a row in it. @returns the row of the others, which is in no list */
  split(row: number, count: number): number {
    const rest = this.enter(
      this.createdUs[row]!,
      this.enteredUs[row]!,
      this.number[row]! + count,
      this.sizeBytes[row]!,
      this.keyBytes[row]!,
      this.key[row]!,
      this.count[row]! - count,
      this.deadlineUs[row]!,
    );
    this.sentUs[rest] = this.sentUs[row]!;
    this.sinceUs[rest] = this.sinceUs[row]!;
    this.attempt[rest] = this.attempt[row]!;
    this.duplicate[rest] = this.duplicate[row]!;
    this.count[row] = count;
    return rest;
  }

  /** Gives a row back; what it holds is forgotten, and so is its place in a list. */
  release(row: number): void {
    this.next[row] = this.free;
    this.free = row;
  }

  /** Gives the rows of a whole list back, from `first` to `last`. */
  releaseAll(first: number, last: number): void {
    this.next[last] = this.free;
    this.free = first;
  }

  private open(): number {
    const row = this.free;
    if (row !== NONE) {
      this.free = this.next[row]!;
      return row;
    }
    if (this.used === this.capacity) this.grow();
    return this.used++;
  }

  private grow(): void {
    const rows = this.capacity * 2;
    this.createdUs = wider(this.createdUs, new Float64Array(rows));
    this.enteredUs = wider(this.enteredUs, new Float64Array(rows));
    this.sentUs = wider(this.sentUs, new Float64Array(rows));
    this.number = wider(this.number, new Float64Array(rows));
    this.deadlineUs = wider(this.deadlineUs, new Float64Array(rows));
    this.sinceUs = wider(this.sinceUs, new Float64Array(rows));
    this.sizeBytes = wider(this.sizeBytes, new Int32Array(rows));
    this.keyBytes = wider(this.keyBytes, new Int32Array(rows));
    this.key = wider(this.key, new Int32Array(rows));
    this.count = wider(this.count, new Int32Array(rows));
    this.next = wider(this.next, new Int32Array(rows));
    this.attempt = wider(this.attempt, new Uint16Array(rows));
    this.duplicate = wider(this.duplicate, new Uint8Array(rows));
    this.capacity = rows;
  }
}
