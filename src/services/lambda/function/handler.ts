// The handler of a function that makes calls: it works through its event until a record fails, all is answered, or the
// timeout comes.

import { BatchWork, type BatchWorkOwner } from '../../client/batch-work.ts';
import type { Calls } from '../../client/calls/calls.ts';
import type { Work } from '../../client/work.ts';
import type { Site } from '../../component.ts';
import type { Invocation, InvocationOutcome } from '../invoker.ts';
import { clearItems } from './invocation-plan.ts';

/** Whose invocations they are. */
interface HandlerOwner {
  /** The handler's code is over in an environment. */
  returned(environment: number, outcome: InvocationOutcome, nowUs: number): void;
}

/** Runs the code of one function's invocations, by environment. */
export class Handler implements BatchWorkOwner {
  private readonly site: Site;
  private readonly calls: Calls;
  private readonly batches: BatchWork;
  private readonly timeoutUs: number;
  private readonly owner: HandlerOwner;
  private readonly timeoutHandler: number;
  private readonly invocations: Invocation[] = [];
  private readonly timeoutTickets: number[] = [];

  constructor(site: Site, calls: Calls, work: Work, timeoutUs: number, owner: HandlerOwner) {
    this.site = site;
    this.calls = calls;
    this.batches = new BatchWork(site, calls, work, this);
    this.timeoutUs = timeoutUs;
    this.owner = owner;
    this.timeoutHandler = site.engine.register(site.name, 'timeout', 'timer', {
      fire: (environment, nowUs) => this.stop(environment, 'timedOut', nowUs),
    });
  }

  /**
   * Begins at `invocation.startedUs`.
   * @param extraUs what the code takes before the event is looked at: an init phase that was begun anew
   */
  begin(environment: number, invocation: Invocation, extraUs: number): void {
    const { batch, startedUs, reportsItemFailures } = invocation;
    if (reportsItemFailures) clearItems(invocation);
    this.invocations[environment] = invocation;
    this.timeoutTickets[environment] = this.site.engine.schedule(
      this.timeoutHandler,
      environment,
      startedUs + this.timeoutUs,
    );
    this.batches.begin(environment, batch, startedUs + extraUs, environment, reportsItemFailures);
  }

  /** The code can no longer run. */
  fail(environment: number, nowUs: number): void {
    this.stop(environment, 'failed', nowUs);
  }

  recordDone(environment: number, row: number, failed: boolean, nowUs: number): boolean {
    if (!failed) return true;
    const invocation = this.invocations[environment]!;
    if (!invocation.reportsItemFailures) {
      this.stop(environment, 'failed', nowUs);
      return false;
    }
    invocation.failedItems[row] = 1;
    if (!invocation.stopsAtFailure) return true;
    invocation.failedItems.fill(1, row, invocation.batch.length);
    this.batches.end(environment);
    this.succeed(environment, nowUs);
    return false;
  }

  batchDone(environment: number, failed: boolean, failedRows: Uint8Array, nowUs: number): void {
    const invocation = this.invocations[environment]!;
    if (failed) {
      this.over(environment, 'failed', nowUs);
      return;
    }
    if (invocation.reportsItemFailures) {
      invocation.failedItems.set(failedRows.subarray(0, invocation.batch.length));
    }
    this.succeed(environment, nowUs);
  }

  private succeed(environment: number, nowUs: number): void {
    const invocation = this.invocations[environment]!;
    const { batch, failedItems, reportsItemFailures } = invocation;
    if (reportsItemFailures) invocation.addFailures();
    for (let row = 0; row < batch.length; row++) {
      if (!reportsItemFailures || failedItems[row] === 0) this.calls.rowEnded(batch, row);
    }
    this.over(environment, 'succeeded', nowUs);
  }

  private stop(environment: number, outcome: InvocationOutcome, nowUs: number): void {
    this.batches.end(environment);
    this.over(environment, outcome, nowUs);
  }

  private over(environment: number, outcome: InvocationOutcome, nowUs: number): void {
    this.site.engine.cancel(this.timeoutTickets[environment]!);
    this.owner.returned(environment, outcome, nowUs);
  }
}
