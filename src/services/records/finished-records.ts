// Records that a station has finished and not yet booked, as columns. Nobody looks at the books between two events of
// a station, so they are brought up to date a block at a time, which costs less and gives the same sums.

import type { RecordBatch } from './batch.ts';

const ROWS = 128;

/** A block of finished records, in order of time. */
export class FinishedRecords {
  length = 0;
  /** When the first application handed the record over. */
  readonly createdUs = new Float64Array(ROWS);
  /** When this hop's client got it. */
  readonly enteredUs = new Float64Array(ROWS);
  /** When it arrived at the station. */
  readonly arrivedUs = new Float64Array(ROWS);
  /** When its service began. */
  readonly startedUs = new Float64Array(ROWS);
  readonly finishedUs = new Float64Array(ROWS);
  readonly number = new Float64Array(ROWS);
  readonly sizeBytes = new Int32Array(ROWS);
  /** The ledger's number of the source that answers for it. */
  readonly origin = new Int32Array(ROWS);
  /** The station's priority class. */
  readonly urgency = new Int32Array(ROWS);
  /** 1 for a record that was stored before it came: it has a fate already. */
  readonly duplicate = new Uint8Array(ROWS);

  /** A record of a row is finished at `nowUs`. */
  add(
    rows: RecordBatch,
    row: number,
    number: number,
    urgency: number,
    arrivedUs: number,
    startedUs: number,
    nowUs: number,
  ): void {
    const at = this.length++;
    this.createdUs[at] = rows.createdUs[row]!;
    this.enteredUs[at] = rows.enteredUs[row]!;
    this.arrivedUs[at] = arrivedUs;
    this.startedUs[at] = startedUs;
    this.finishedUs[at] = nowUs;
    this.number[at] = number;
    this.sizeBytes[at] = rows.sizeBytes[row]!;
    this.origin[at] = rows.origin[row]!;
    this.urgency[at] = urgency;
    this.duplicate[at] = rows.duplicate[row]!;
  }

  get isFull(): boolean {
    return this.length === ROWS;
  }
}
