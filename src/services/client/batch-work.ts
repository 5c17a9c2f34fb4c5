// Works through batches record by record: the record's own time, then the calls that are made for it, and after the last
// one those of the whole batch. Many batches may be in work, each at a slot of its owner's; an event is spent only where
// something takes time. For work without calls whose end is known at its beginning there are quicker ways.

import type { Site } from '../component.ts';
import type { RecordBatch } from '../records/batch.ts';
import type { CallRun, CallWaiter } from './calls/call-run.ts';
import type { Calls } from './calls/calls.ts';
import type { Work } from './work.ts';

/** Whose batches they are. Whatever it is told, it may begin the next batch at the same slot at once. */
export interface BatchWorkOwner {
  /**
   * A record is worked through and its calls are answered (with `parallel` calls: the next may begin); or it has failed.
   * @returns whether the batch goes on with the next record; false when the owner has ended it
   */
  recordDone(slot: number, row: number, failed: boolean, nowUs: number): boolean;
  /**
   * All records are worked through, and all calls answered. The batch is ended by now.
   * @param failed whether a call failed that must not, or an error came, for no fault of a record
   * @param failedRows by row: 1 for the records that have failed; as it is only until the next batch begins
   */
  batchDone(slot: number, failed: boolean, failedRows: Uint8Array, nowUs: number): void;
}

/** The batches that one component has in work. */
export class BatchWork implements CallWaiter {
  private readonly site: Site;
  private readonly calls: Calls;
  private readonly work: Work;
  private readonly owner: BatchWorkOwner;
  private readonly handler: number;
  // By slot: its calls, the row in work (−1: what comes before the first), what rounding owes, and the event to come.
  private readonly runs: (CallRun | null)[] = [];
  private readonly rows: number[] = [];
  private readonly owedUs: number[] = [];
  private readonly tickets: number[] = [];
  private readonly factors: number[] = [];
  private readonly strikes: boolean[] = [];

  constructor(site: Site, calls: Calls, work: Work, owner: BatchWorkOwner) {
    this.site = site;
    this.calls = calls;
    this.work = work;
    this.owner = owner;
    this.handler = site.engine.register(site.name, 'work', 'complete', {
      fire: (slot, nowUs) => this.worked(slot, nowUs),
    });
  }

  /**
   * Begins a batch; its rows stay as they are until it is ended.
   * @param fromUs when the code begins, at the earliest now
   * @param host whose clients make the calls
   * @param goesOn whether a record that fails leaves the others to be worked through
   */
  begin(slot: number, batch: RecordBatch, fromUs: number, host: number, goesOn: boolean): void {
    const run = this.calls.open(batch, 0, batch.length, host, slot, this);
    const factor = this.work.factor;
    run.goesOn = goesOn;
    this.runs[slot] = run;
    this.rows[slot] = -1;
    this.owedUs[slot] = 0;
    this.factors[slot] = factor;
    this.strikes[slot] = this.work.strikes();
    const atUs = fromUs + Math.round(this.work.batchUs() * factor);
    this.tickets[slot] = this.site.engine.schedule(this.handler, slot, atUs);
  }

  /** Whether a batch is in work at a slot. */
  isBusy(slot: number): boolean {
    return this.runs[slot] !== undefined && this.runs[slot] !== null;
  }

  /** The row that is in work there; −1 before the first. */
  rowOf(slot: number): number {
    return this.rows[slot]!;
  }

  /** Ends the batch at a slot. Calls under way go on to where they lead, and nobody waits for them. */
  end(slot: number): void {
    this.site.engine.cancel(this.tickets[slot]!);
    this.runs[slot]!.close();
    this.runs[slot] = null;
  }

  goOn(run: CallRun, nowUs: number): void {
    const { slot } = run;
    if (this.rows[slot]! === run.to) this.finish(slot, run, nowUs);
    else if (this.called(slot, run, nowUs)) this.proceed(slot, run, nowUs);
  }

  private worked(slot: number, nowUs: number): void {
    const run = this.runs[slot]!;
    this.tickets[slot] = 0;
    if (this.rows[slot]! < 0 || this.process(slot, run, nowUs)) this.proceed(slot, run, nowUs);
  }

  // Goes on with the next rows until something takes time.
  private proceed(slot: number, run: CallRun, nowUs: number): void {
    for (;;) {
      const row = ++this.rows[slot]!;
      if (row === run.to) {
        if (run.finish(nowUs)) this.finish(slot, run, nowUs);
        return;
      }
      const us = this.work.recordUs(run.batch, row) * this.factors[slot]! + this.owedUs[slot]!;
      const wholeUs = Math.round(us);
      this.owedUs[slot] = us - wholeUs;
      if (wholeUs > 0) {
        this.tickets[slot] = this.site.engine.schedule(this.handler, slot, nowUs + wholeUs);
        return;
      }
      if (!this.process(slot, run, nowUs)) return;
    }
  }

  // A row's own time is over. Returns whether to go on with the next row.
  private process(slot: number, run: CallRun, nowUs: number): boolean {
    const row = this.rows[slot]!;
    if (this.work.isPoison(run.batch, row)) run.failed(row, 'record');
    else if (!run.record(row, nowUs)) return false;
    return this.called(slot, run, nowUs);
  }

  // A row's calls are answered. A call that failed for an earlier row fails the batch here, too.
  private called(slot: number, run: CallRun, nowUs: number): boolean {
    const row = this.rows[slot]!;
    const failed = run.goesOn ? run.failedRows[row] === 1 : run.hasFailed;
    return this.owner.recordDone(slot, row, failed, nowUs);
  }

  private finish(slot: number, run: CallRun, nowUs: number): void {
    const failed = this.strikes[slot]! || (run.hasFailed && !run.goesOn);
    this.end(slot);
    this.owner.batchDone(slot, failed, run.failedRows, nowUs);
  }
}
