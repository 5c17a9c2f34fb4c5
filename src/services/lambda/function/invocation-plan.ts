// An invocation whose code makes no calls: it is known at its beginning how long it takes, and how it ends.

import type { Work } from '../../client/work.ts';
import type { Invocation } from '../invoker.ts';

/** What the last invocation that was looked at comes to. */
export class InvocationPlan {
  /** Whole µs. */
  runUs = 0;
  fails = false;
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  /** Works an invocation out; says of each row whether it is reported as failed. */
  of(invocation: Invocation): void {
    const { work } = this;
    const { batch, reportsItemFailures, stopsAtFailure } = invocation;
    const rows = batch.length;
    let us = work.batchUs();
    let stops = false;
    if (reportsItemFailures) clearItems(invocation);
    for (let row = 0; row < rows && !stops; row++) {
      us += work.recordUs(batch, row);
      if (!work.isPoison(batch, row)) continue;
      stops = !reportsItemFailures || stopsAtFailure;
      if (reportsItemFailures) invocation.failedItems.fill(1, row, stops ? rows : row + 1);
    }
    // Drawn whatever happens: another poison record changes no error.
    const strikes = work.strikes();
    this.fails = reportsItemFailures ? strikes && !stops : strikes || stops;
    this.runUs = Math.round(us * work.factor);
  }
}

/** No item has failed yet. */
export function clearItems(invocation: Invocation): void {
  const rows = invocation.batch.length;
  if (invocation.failedItems.length < rows) invocation.failedItems = new Uint8Array(rows * 2);
  invocation.failedItems.fill(0, 0, rows);
}
