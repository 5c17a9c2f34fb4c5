// The handler of a function that makes calls: it works through its event record by record, makes the calls of each, then
// those of the whole batch, and is over when they are answered; or when a record fails, or the timeout comes.

import type { CallRun, CallWaiter } from '../../client/calls/call-run.ts';
import type { Calls } from '../../client/calls/calls.ts';
import type { Site } from '../../component.ts';
import type { Invocation, InvocationOutcome } from '../invoker.ts';
import { clearItems, type Work } from './work.ts';

/** Whose invocations they are. */
interface HandlerOwner {
  /** The handler's code is over in an environment. */
  returned(environment: number, outcome: InvocationOutcome, nowUs: number): void;
}

/** Runs the code of one function's invocations, by environment. */
export class Handler implements CallWaiter {
  private readonly site: Site;
  private readonly calls: Calls;
  private readonly work: Work;
  private readonly timeoutUs: number;
  private readonly owner: HandlerOwner;
  private readonly workHandler: number;
  private readonly timeoutHandler: number;
  // By environment: its invocation and calls, the row in work (−1: what comes before the first), what rounding owes, and the
  // events to come.
  private readonly invocations: Invocation[] = [];
  private readonly runs: CallRun[] = [];
  private readonly rows: number[] = [];
  private readonly owedUs: number[] = [];
  private readonly workTickets: number[] = [];
  private readonly timeoutTickets: number[] = [];
  /** Whether the invocation fails at its end, for no fault of a record. */
  private readonly strikes: boolean[] = [];

  constructor(site: Site, calls: Calls, work: Work, timeoutUs: number, owner: HandlerOwner) {
    this.site = site;
    this.calls = calls;
    this.work = work;
    this.timeoutUs = timeoutUs;
    this.owner = owner;
    this.workHandler = site.engine.register(site.name, 'work', 'complete', {
      fire: (environment, nowUs) => this.worked(environment, nowUs),
    });
    this.timeoutHandler = site.engine.register(site.name, 'timeout', 'timer', {
      fire: (environment, nowUs) => this.end(environment, 'timedOut', nowUs),
    });
  }

  /**
   * Begins at `invocation.startedUs`.
   * @param extraUs what the code takes before the event is looked at: an init phase that was begun anew
   */
  begin(environment: number, invocation: Invocation, extraUs: number): void {
    const { engine } = this.site;
    const { batch, startedUs } = invocation;
    const run = this.calls.open(batch, 0, batch.length, environment, environment, this);
    run.goesOn = invocation.reportsItemFailures;
    if (run.goesOn) clearItems(invocation);
    this.invocations[environment] = invocation;
    this.runs[environment] = run;
    this.rows[environment] = -1;
    this.owedUs[environment] = 0;
    this.strikes[environment] = this.work.strikes();
    this.timeoutTickets[environment] = engine.schedule(
      this.timeoutHandler,
      environment,
      startedUs + this.timeoutUs,
    );
    const us = Math.round(this.work.batchUs() * this.work.factor);
    this.workTickets[environment] = engine.schedule(this.workHandler, environment, startedUs + extraUs + us);
  }

  goOn(run: CallRun, nowUs: number): void {
    const environment = run.slot;
    if (this.rows[environment]! === run.to) this.finished(environment, nowUs);
    else if (this.called(environment, nowUs)) this.proceed(environment, nowUs);
  }

  /** The code can no longer run. */
  fail(environment: number, nowUs: number): void {
    this.end(environment, 'failed', nowUs);
  }

  private worked(environment: number, nowUs: number): void {
    this.workTickets[environment] = 0;
    if (this.rows[environment]! < 0 || this.process(environment, nowUs)) this.proceed(environment, nowUs);
  }

  // Goes on with the next rows until something takes time.
  private proceed(environment: number, nowUs: number): void {
    const run = this.runs[environment]!;
    for (;;) {
      const row = ++this.rows[environment]!;
      if (row === run.to) {
        if (run.finish(nowUs)) this.finished(environment, nowUs);
        return;
      }
      const us = this.work.recordUs(run.batch, row) * this.work.factor + this.owedUs[environment]!;
      const wholeUs = Math.round(us);
      this.owedUs[environment] = us - wholeUs;
      if (wholeUs > 0) {
        this.workTickets[environment] = this.site.engine.schedule(
          this.workHandler,
          environment,
          nowUs + wholeUs,
        );
        return;
      }
      if (!this.process(environment, nowUs)) return;
    }
  }

  // A row's own time is over. Returns whether to go on with the next row.
  private process(environment: number, nowUs: number): boolean {
    const run = this.runs[environment]!;
    const row = this.rows[environment]!;
    if (this.work.isPoison(run.batch, row)) {
      run.failed(row, 'record');
      return this.called(environment, nowUs);
    }
    return run.record(row, nowUs) && this.called(environment, nowUs);
  }

  // A row's calls are answered. Returns whether to go on with the next row.
  private called(environment: number, nowUs: number): boolean {
    const run = this.runs[environment]!;
    if (!run.hasFailed) return true;
    if (!run.goesOn) {
      this.end(environment, 'failed', nowUs);
      return false;
    }
    const invocation = this.invocations[environment]!;
    if (!invocation.stopsAtFailure) return true;
    const first = run.failedRows.indexOf(1, run.from);
    run.failedRows.fill(1, first, run.to);
    this.report(environment, nowUs);
    return false;
  }

  private finished(environment: number, nowUs: number): void {
    const run = this.runs[environment]!;
    if (this.strikes[environment] || (run.hasFailed && !run.goesOn)) this.end(environment, 'failed', nowUs);
    else this.report(environment, nowUs);
  }

  private report(environment: number, nowUs: number): void {
    const run = this.runs[environment]!;
    const invocation = this.invocations[environment]!;
    if (run.goesOn) invocation.failedItems.set(run.failedRows.subarray(run.from, run.to));
    for (let row = run.from; row < run.to; row++) {
      if (run.failedRows[row] === 0) this.calls.rowEnded(run.batch, row);
    }
    this.end(environment, 'succeeded', nowUs);
  }

  private end(environment: number, outcome: InvocationOutcome, nowUs: number): void {
    const { engine } = this.site;
    engine.cancel(this.timeoutTickets[environment]!);
    engine.cancel(this.workTickets[environment]!);
    this.workTickets[environment] = 0;
    this.runs[environment]!.close();
    this.owner.returned(environment, outcome, nowUs);
  }
}
