// The calls of one batch in work: record by record as it is worked through, then those for the whole of it and for its
// keys. The processing goes on when what it has to wait for is answered.

import type { RecordBatch } from '../../records/batch.ts';
import type { DerivedCall } from './derived-call.ts';

/** Whose batch it is. */
export interface CallWaiter {
  /** What `record` or `finish` had to wait for is answered: the processing goes on. */
  goOn(run: CallRun, nowUs: number): void;
}

/** Makes the calls of a run; one for all runs of a component. */
export interface CallSteps {
  /** Makes the next calls of a run. @returns whether there is nothing to wait for */
  step(run: CallRun, nowUs: number): boolean;
  abandon(call: DerivedCall): void;
  close(run: CallRun): void;
}

/** One batch, from its beginning to its end. The component pools it. */
export class CallRun {
  batch!: RecordBatch;
  /** Rows [from, to) of it. */
  from = 0;
  to = 0;
  /** Whose client makes the calls: a function's environment, a consumer's host. */
  host = 0;
  /** For the waiter's own use. */
  slot = 0;
  waiter!: CallWaiter;
  /** Whether a record has failed, because a call for it that must not fail has. */
  hasFailed = false;
  /** By row of the batch: 1 for those. */
  failedRows = new Uint8Array(10);
  /** Whether the processing goes on behind a record that has failed. */
  goesOn = false;
  /** By record of the batch: what is known of its derived records, −1 where it had met its end before. */
  parents = new Int32Array(10);
  /** By row of the batch: its first record's place there. */
  firstOf = new Int32Array(10);
  /** How many records there are. */
  records = 0;
  /** The row that is at its calls; −1: those of the whole batch. */
  row = 0;
  /** Which of the calls it is at, and for which record of the row, or which of the batch's items. */
  step = 0;
  item = 0;
  /** Whether that call is made. */
  isMade = false;
  /** What the batch's call is made for: rows, and records within them. */
  readonly itemRows: number[] = [];
  readonly itemRecords: number[] = [];
  /** By call of the component: how many are under way. */
  readonly underWay: Int32Array;
  /** All calls that are under way, or wait to go again. */
  readonly calls: DerivedCall[] = [];
  /** Whether the processing waits. */
  waits = false;
  private stepping = false;
  private readonly steps: CallSteps;

  constructor(steps: CallSteps, calls: number) {
    this.steps = steps;
    this.underWay = new Int32Array(calls);
  }

  /** A row of the batch is worked through: makes its calls. @returns whether the processing may go on at once */
  record(row: number, nowUs: number): boolean {
    this.row = row;
    return this.begin(nowUs);
  }

  /** All rows are worked through: makes the batch's calls. @returns whether everything is answered */
  finish(nowUs: number): boolean {
    this.row = -1;
    return this.begin(nowUs);
  }

  /** The processing is over. Calls that are under way go on to their sinks, and nobody waits for them. */
  close(): void {
    while (this.calls.length > 0) this.steps.abandon(this.calls.pop()!);
    this.waits = false;
    this.steps.close(this);
  }

  /** A call for a row has been given up: the record fails, or all records of its key, or of the batch. */
  failed(row: number, whom: 'record' | 'key' | 'batch'): void {
    const { failedRows, from, to } = this;
    const { key } = this.batch;
    this.hasFailed = true;
    if (whom === 'record') failedRows[row] = 1;
    else if (whom === 'batch') failedRows.fill(1, from, to);
    else for (let other = from; other < to; other++) if (key[other] === key[row]) failedRows[other] = 1;
  }

  /** A call is over. */
  answered(call: DerivedCall, index: number, nowUs: number): void {
    this.underWay[index]!--;
    const at = this.calls.indexOf(call);
    const last = this.calls.pop()!;
    if (last !== call) this.calls[at] = last;
    if (!this.waits || this.stepping || !this.go(nowUs)) return;
    this.waits = false;
    this.waiter.goOn(this, nowUs);
  }

  /** Makes room for the rows of a batch. */
  reserve(rows: number, records: number): void {
    if (this.failedRows.length < rows) {
      this.failedRows = new Uint8Array(rows * 2);
      this.firstOf = new Int32Array(rows * 2);
    }
    if (this.parents.length < records) this.parents = new Int32Array(records * 2);
  }

  private begin(nowUs: number): boolean {
    this.step = 0;
    this.item = 0;
    this.isMade = false;
    this.waits = true;
    const done = this.go(nowUs);
    if (done) this.waits = false;
    return done;
  }

  private go(nowUs: number): boolean {
    this.stepping = true;
    const done = this.steps.step(this, nowUs);
    this.stepping = false;
    return done;
  }
}
