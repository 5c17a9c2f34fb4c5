// How a consumer of a log works through what it has read where something can go wrong in it, or it calls others: one thread
// a shard, record by record. A batch that fails is tried again from its first record, until its attempts are used up and
// it is skipped; what is behind it waits. A record that was finished before and is worked through again is a duplicate.

import { z } from 'zod';
import { assumed } from '../../language/field.ts';
import { duration } from '../../language/words.ts';
import type { Counter } from '../../metrics/counter.ts';
import type { Distribution } from '../../metrics/distribution.ts';
import type { Site } from '../component.ts';
import type { LogReader } from '../ports/record-log.ts';
import type { Application } from '../records/application.ts';
import { RecordBatch } from '../records/batch.ts';
import { SamplePath } from '../records/sample-path.ts';
import { BatchWork, type BatchWorkOwner } from './batch-work.ts';
import type { Calls } from './calls/calls.ts';
import { countOrUnlimited } from './count-or-unlimited.ts';
import type { BatchWatcher, LogProcessing, Received } from './log-processing.ts';
import type { ProcessingConfig } from './processing.ts';
import { Work } from './work.ts';

/** The schema of `failedBatches`. */
export const failedBatchesSchema = z.strictObject({
  maxAttempts: assumed(
    countOrUnlimited(1),
    'unlimited',
    'How often a batch is tried, the first time included, before it is skipped: what of it was not finished is lost.',
    {
      why: 'an application that loses nothing tries until it succeeds, and its shard waits; the KCL skips what an exception leaves',
      low: '1',
      high: 'unlimited',
    },
  ),
  delay: assumed(duration({ min: '1 ms', max: '1 h' }), '1 s', 'How long it waits before it tries again.', {
    why: 'the application’s own to choose',
    low: '100 ms',
    high: '10 s',
  }),
});

interface FailingConfig {
  readonly processing: ProcessingConfig;
  readonly errorRate: number;
  readonly poisonRate: number;
  readonly failedBatches: z.output<typeof failedBatchesSchema>;
  readonly hosts: number;
}

// A shard's thread: the batch in work, a copy of its rows, and those that wait.
class Thread {
  busy = false;
  /** Whether it waits, done with a batch, before it goes on. */
  held = false;
  readonly rows = new RecordBatch();
  from = 0;
  end = 0;
  receivedUs = 0;
  beganUs = 0;
  attempts = 0;
  /** Positions before this have their fates. */
  finishedTo = 0;
  /** Positions before this were in a batch that is over: what is sent for them again is sent as a duplicate. */
  overTo = 0;
  /** The event of the next attempt. */
  ticket = 0;
  readonly waiting: Received[] = [];
}

/** The processing threads of one consumer whose batches may fail, one for each shard. */
export class FailingProcessing implements LogProcessing, BatchWorkOwner {
  private readonly site: Site;
  private readonly reader: LogReader;
  private readonly application: Application;
  private readonly calls: Calls;
  private readonly watcher: BatchWatcher;
  private readonly work: Work;
  private readonly batches: BatchWork;
  private readonly maxAttempts: number;
  private readonly delayUs: number;
  private readonly hosts: number;
  private readonly propagation: Distribution;
  private readonly failures: Counter;
  private readonly threads: Thread[] = [];
  private readonly busy = new SamplePath();
  private readonly againHandler: number;
  private readonly finishedUs = new Float64Array(1);

  constructor(
    site: Site,
    reader: LogReader,
    application: Application,
    calls: Calls,
    config: FailingConfig,
    watcher: BatchWatcher,
  ) {
    const { processing, errorRate, poisonRate, failedBatches, hosts } = config;
    this.site = site;
    this.reader = reader;
    this.application = application;
    this.calls = calls;
    this.watcher = watcher;
    this.work = new Work(site, 'processing', { ...processing, errorRate, poisonRate });
    this.batches = new BatchWork(site, calls, this.work, this);
    this.maxAttempts = failedBatches.maxAttempts;
    this.delayUs = failedBatches.delay;
    this.hosts = hosts;
    this.propagation = site.distribution('propagation');
    this.failures = site.counter('FailedBatches');
    for (const shard of reader.shards.keys()) this.open(shard);
    this.againHandler = site.engine.register(site.name, 'batch again', 'timer', {
      fire: (shard, nowUs) => this.attempt(shard, this.threads[shard]!, nowUs),
    });
  }

  get slowness() {
    return this.work.slowness;
  }

  open(shard: number): void {
    this.threads[shard] = new Thread();
  }

  receive(shard: number, from: number, end: number, records: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    const received = { from, end, records, receivedUs: nowUs };
    if (thread.busy || thread.held) thread.waiting.push(received);
    else this.begin(shard, thread, received, nowUs);
  }

  waiting(shard: number): number {
    return this.threads[shard]!.waiting.length;
  }

  isBusy(shard: number): boolean {
    return this.threads[shard]!.busy;
  }

  crash(shard: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    thread.waiting.length = 0;
    thread.held = false;
    if (!thread.busy) return;
    this.site.engine.cancel(thread.ticket);
    if (this.batches.isBusy(shard)) this.batches.end(shard);
    this.reader.finished(shard, thread.finishedTo);
    this.leave(thread, nowUs);
  }

  resume(shard: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    thread.held = false;
    this.goOn(shard, thread, nowUs);
  }

  settle(nowUs: number): void {
    let presentUs = 0;
    for (const [shard, thread] of this.threads.entries()) {
      if (!thread.busy) continue;
      presentUs += nowUs - thread.beganUs;
      this.reader.finished(shard, thread.finishedTo);
    }
    this.busy.check(`threads busy at ${this.site.name}`, presentUs, nowUs);
  }

  recordDone(shard: number, row: number, failed: boolean, nowUs: number): boolean {
    const thread = this.threads[shard]!;
    if (failed) {
      this.batches.end(shard);
      this.fail(shard, thread, nowUs);
      return false;
    }
    if (this.calls.finishRecords) this.finish(shard, thread, row, nowUs);
    return true;
  }

  batchDone(shard: number, failed: boolean, _failedRows: Uint8Array, nowUs: number): void {
    const thread = this.threads[shard]!;
    if (failed) {
      this.fail(shard, thread, nowUs);
      return;
    }
    if (!this.calls.finishRecords) {
      for (let row = 0; row < thread.rows.length; row++) this.finish(shard, thread, row, nowUs);
    }
    this.over(shard, thread, nowUs);
  }

  private begin(shard: number, thread: Thread, { from, end, receivedUs }: Received, nowUs: number): void {
    const log = this.reader.shards[shard]!;
    thread.busy = true;
    thread.from = from;
    thread.end = end;
    thread.receivedUs = receivedUs;
    thread.beganUs = nowUs;
    thread.attempts = 0;
    thread.rows.clear();
    for (let position = from; position < end; position++) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      const copy = thread.rows.append(chunk, row, 0, chunk.count[row]!);
      if (position < thread.overTo) thread.rows.duplicate[copy] = 1;
      this.propagation.add(receivedUs, receivedUs - chunk.storedUs[row]!, chunk.count[row]!);
    }
    this.busy.change(1, nowUs);
    this.attempt(shard, thread, nowUs);
  }

  private attempt(shard: number, thread: Thread, nowUs: number): void {
    thread.ticket = 0;
    thread.attempts++;
    this.batches.begin(shard, thread.rows, nowUs, shard % this.hosts, false);
  }

  private fail(shard: number, thread: Thread, nowUs: number): void {
    this.failures.add(nowUs, 1);
    if (thread.attempts < this.maxAttempts) {
      thread.ticket = this.site.engine.schedule(this.againHandler, shard, nowUs + this.delayUs);
      return;
    }
    const { rows, from, end, finishedTo } = thread;
    for (let row = Math.max(0, finishedTo - from); row < rows.length; row++) {
      this.site.ledger.ended(
        rows.origin[row]!,
        this.application.number,
        'failed',
        rows.createdUs[row]!,
        rows.count[row]!,
        rows.sizeBytes[row]!,
        rows.number[row]!,
        rows.duplicate[row]!,
      );
    }
    thread.finishedTo = Math.max(finishedTo, end);
    this.over(shard, thread, nowUs);
  }

  private finish(shard: number, thread: Thread, row: number, nowUs: number): void {
    const log = this.reader.shards[shard]!;
    const position = thread.from + row;
    const chunk = log.chunkOf(position);
    const at = log.rowOf(position);
    this.finishedUs[0] = nowUs;
    this.site.engine.carried(thread.rows.count[row]!, 0, position);
    if (position < thread.finishedTo) {
      this.application.repeatedRows(chunk, at, at + 1);
      return;
    }
    this.application.finishedRows(chunk, at, at + 1, thread.receivedUs, this.finishedUs);
    thread.finishedTo = position + 1;
  }

  // The batch is done with, well or not.
  private over(shard: number, thread: Thread, nowUs: number): void {
    const { rows } = thread;
    if (this.calls.any) for (let row = 0; row < rows.length; row++) this.calls.rowEnded(rows, row);
    if (thread.end > thread.overTo) thread.overTo = thread.end;
    this.reader.release(shard, thread.end);
    this.leave(thread, nowUs);
    if (this.watcher.holds?.(shard, nowUs)) thread.held = true;
    else this.goOn(shard, thread, nowUs);
  }

  private goOn(shard: number, thread: Thread, nowUs: number): void {
    const next = thread.waiting.shift();
    if (next !== undefined) this.begin(shard, thread, next, nowUs);
    this.watcher.batchFinished(shard, thread.waiting.length, nowUs);
  }

  private leave(thread: Thread, nowUs: number): void {
    thread.busy = false;
    thread.ticket = 0;
    this.busy.change(-1, nowUs);
    this.busy.stayed(nowUs - thread.beganUs);
  }
}
