// Records on their way, as columns. A row is one user record, or a run of equal ones (`count`): no code may take
// one row for one record. Batches are pooled and grow; nothing is allocated per record.

import { wider } from './wider.ts';

// Below this many rows, moving them one by one is cheaper than eleven calls.
const FEW_ROWS = 12;

/** Rows of records between a client and a service. All times are whole µs of the engine's clock. */
export class RecordBatch {
  /** How many rows are in use. */
  length = 0;
  /** How many records the rows stand for. */
  records = 0;
  /** When the first application handed the record over. */
  createdUs: Float64Array;
  /** When this hop's client got it. */
  enteredUs: Float64Array;
  /** When the first request that carried it left; −1 before. */
  sentUs: Float64Array;
  /** The record's number in its workload: of the first of the row's records. */
  number: Float64Array;
  /** Bytes of data, without the key. */
  sizeBytes: Int32Array;
  /** Bytes of the key. */
  keyBytes: Int32Array;
  /** Index into the run's keys. */
  key: Int32Array;
  /** The ledger's number of the source that answers for it. */
  origin: Int32Array;
  /** How many records the row stands for. */
  count: Int32Array;
  /** Requests that have carried it. */
  attempt: Uint16Array;
  /** 1 when the record had been stored before. */
  duplicate: Uint8Array;
  protected capacity: number;

  constructor(capacity = 64) {
    this.capacity = capacity;
    this.createdUs = new Float64Array(capacity);
    this.enteredUs = new Float64Array(capacity);
    this.sentUs = new Float64Array(capacity);
    this.number = new Float64Array(capacity);
    this.sizeBytes = new Int32Array(capacity);
    this.keyBytes = new Int32Array(capacity);
    this.key = new Int32Array(capacity);
    this.origin = new Int32Array(capacity);
    this.count = new Int32Array(capacity);
    this.attempt = new Uint16Array(capacity);
    this.duplicate = new Uint8Array(capacity);
  }

  /** Forgets all rows. */
  clear(): void {
    this.length = 0;
    this.records = 0;
  }

  /** Adds a record that its client has just got. @returns the row */
  enter(
    createdUs: number,
    enteredUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    origin: number,
    count: number,
  ): number {
    const row = this.length;
    this.gather(createdUs, enteredUs, number, sizeBytes, keyBytes, key, origin, count);
    this.sentUs[row] = -1;
    this.attempt[row] = 0;
    this.duplicate[row] = 0;
    return row;
  }

  /**
   * Adds a record to a batch that its owner sends as one: `sentUs` and `attempt` are then written for all rows
   * together, and none of them is a duplicate.
   */
  gather(
    createdUs: number,
    enteredUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    origin: number,
    count: number,
  ): void {
    const row = this.length;
    if (row === this.capacity) this.grow();
    this.createdUs[row] = createdUs;
    this.enteredUs[row] = enteredUs;
    this.number[row] = number;
    this.sizeBytes[row] = sizeBytes;
    this.keyBytes[row] = keyBytes;
    this.key[row] = key;
    this.origin[row] = origin;
    this.count[row] = count;
    this.length = row + 1;
    this.records += count;
  }

  /** Adds `count` records of another batch's row, beginning `skip` records into it. @returns the row here */
  append(from: RecordBatch, row: number, skip: number, count: number): number {
    const to = this.length;
    if (to === this.capacity) this.grow();
    this.copyRow(from, row, skip, count, to);
    this.length = to + 1;
    this.records += count;
    return to;
  }

  /** Writes `count` records of another batch's row, beginning `skip` records into it, over the row `to`; `records` stays as it is. */
  copyRow(from: RecordBatch, row: number, skip: number, count: number, to: number): void {
    this.createdUs[to] = from.createdUs[row]!;
    this.enteredUs[to] = from.enteredUs[row]!;
    this.sentUs[to] = from.sentUs[row]!;
    this.number[to] = from.number[row]! + skip;
    this.sizeBytes[to] = from.sizeBytes[row]!;
    this.keyBytes[to] = from.keyBytes[row]!;
    this.key[to] = from.key[row]!;
    this.origin[to] = from.origin[row]!;
    this.count[to] = count;
    this.attempt[to] = from.attempt[row]!;
    this.duplicate[to] = from.duplicate[row]!;
  }

  /** Adds all rows of another batch. */
  appendAll(from: RecordBatch): void {
    const rows = from.length;
    if (rows < FEW_ROWS) {
      for (let row = 0; row < rows; row++) this.append(from, row, 0, from.count[row]!);
      return;
    }
    const to = this.length;
    while (to + rows > this.capacity) this.grow();
    this.createdUs.set(from.createdUs.subarray(0, rows), to);
    this.enteredUs.set(from.enteredUs.subarray(0, rows), to);
    this.sentUs.set(from.sentUs.subarray(0, rows), to);
    this.number.set(from.number.subarray(0, rows), to);
    this.sizeBytes.set(from.sizeBytes.subarray(0, rows), to);
    this.keyBytes.set(from.keyBytes.subarray(0, rows), to);
    this.key.set(from.key.subarray(0, rows), to);
    this.origin.set(from.origin.subarray(0, rows), to);
    this.count.set(from.count.subarray(0, rows), to);
    this.attempt.set(from.attempt.subarray(0, rows), to);
    this.duplicate.set(from.duplicate.subarray(0, rows), to);
    this.length = to + rows;
    this.records += from.records;
  }

  /** Moves a row to an earlier place of the same batch, with another first number and count. */
  move(from: number, to: number, number: number, count: number): void {
    this.createdUs[to] = this.createdUs[from]!;
    this.enteredUs[to] = this.enteredUs[from]!;
    this.sentUs[to] = this.sentUs[from]!;
    this.number[to] = number;
    this.sizeBytes[to] = this.sizeBytes[from]!;
    this.keyBytes[to] = this.keyBytes[from]!;
    this.key[to] = this.key[from]!;
    this.origin[to] = this.origin[from]!;
    this.count[to] = count;
    this.attempt[to] = this.attempt[from]!;
    this.duplicate[to] = this.duplicate[from]!;
  }

  /**
   * Moves `rows` whole rows to an earlier place of a batch whose rows are of one source and were sent together, if at
   * all: `origin`, `sentUs`, `attempt` and `duplicate` are the same in all rows, and stay.
   */
  moveRun(from: number, to: number, rows: number): void {
    if (from === to) return;
    const { createdUs, enteredUs, number, sizeBytes, keyBytes, key, count } = this;
    const end = from + rows;
    if (rows >= FEW_ROWS) {
      createdUs.copyWithin(to, from, end);
      enteredUs.copyWithin(to, from, end);
      number.copyWithin(to, from, end);
      sizeBytes.copyWithin(to, from, end);
      keyBytes.copyWithin(to, from, end);
      key.copyWithin(to, from, end);
      count.copyWithin(to, from, end);
      return;
    }
    for (let row = from, at = to; row < end; row++, at++) {
      createdUs[at] = createdUs[row]!;
      enteredUs[at] = enteredUs[row]!;
      number[at] = number[row]!;
      sizeBytes[at] = sizeBytes[row]!;
      keyBytes[at] = keyBytes[row]!;
      key[at] = key[row]!;
      count[at] = count[row]!;
    }
  }

  protected grow(): void {
    this.capacity *= 2;
    this.createdUs = wider(this.createdUs, new Float64Array(this.capacity));
    this.enteredUs = wider(this.enteredUs, new Float64Array(this.capacity));
    this.sentUs = wider(this.sentUs, new Float64Array(this.capacity));
    this.number = wider(this.number, new Float64Array(this.capacity));
    this.sizeBytes = wider(this.sizeBytes, new Int32Array(this.capacity));
    this.keyBytes = wider(this.keyBytes, new Int32Array(this.capacity));
    this.key = wider(this.key, new Int32Array(this.capacity));
    this.origin = wider(this.origin, new Int32Array(this.capacity));
    this.count = wider(this.count, new Int32Array(this.capacity));
    this.attempt = wider(this.attempt, new Uint16Array(this.capacity));
    this.duplicate = wider(this.duplicate, new Uint8Array(this.capacity));
  }
}

/** The sum of the record numbers of a row, modulo 2³² when mixed: n + (n+1) + … over its count. */
export function numberSum(number: number, count: number): number {
  return count === 1 ? number : count * number + (count * (count - 1)) / 2;
}
