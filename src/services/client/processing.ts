// How a consumer works through what it has read: one thread a shard, batch after batch, a fixed time for each
// batch and a time for each record, which is finished at the end of its own. Only the batch's end is an event.

import { z } from 'zod';
import type { Engine, Handler } from '../../engine/engine.ts';
import type { Stream } from '../../engine/random.ts';
import { endUsOf } from '../../engine/time-units.ts';
import { withDefault } from '../../language/field.ts';
import { duration } from '../../language/words.ts';
import type { Distribution } from '../../metrics/distribution.ts';
import { distribution, sampler } from '../../workload/distribution.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import type { Site } from '../component.ts';
import { Slowness } from '../fault.ts';
import type { LogReader } from '../ports/record-log.ts';
import type { Application } from '../records/application.ts';
import { DrawsBySource } from '../records/draws-by-source.ts';
import { SamplePath } from '../records/sample-path.ts';
import { CHUNK_ROWS } from '../records/shard-log.ts';
import type { BatchWatcher, LogProcessing, Received } from './log-processing.ts';

const NOTHING = 'a consumer that only receives';

/** The schema of `processing`. */
export const processingSchema = z.strictObject({
  perBatch: withDefault(
    distribution(duration()),
    '0 s',
    'Time that each batch takes, beside its records.',
    NOTHING,
  ),
  perRecord: withDefault(
    distribution(duration()),
    '0 s',
    'Time that each record takes; it is finished at its end.',
    NOTHING,
  ),
});

export type ProcessingConfig = z.output<typeof processingSchema>;

// A shard's thread: the batch in work and those that wait, as positions in the shard's log.
class Thread {
  busy = false;
  /** Whether it waits, done with a batch, before it goes on. */
  held = false;
  /** The event of the batch's end. */
  ticket = 0;
  /** What the batch's times are multiplied by: the slowness at its beginning. */
  factor = 1;
  /** Positions before this were finished before a crash, and are worked through again. */
  finishedTo = 0;
  position = 0;
  end = 0;
  startedUs = 0;
  endsUs = 0;
  receivedUs = 0;
  readonly waiting: Received[] = [];
}

/** The processing threads of one consumer, one for each shard. */
export class Processing implements LogProcessing {
  private readonly component: string;
  private readonly engine: Engine;
  private readonly reader: LogReader;
  private readonly application: Application;
  private readonly watcher: BatchWatcher;
  private readonly propagation: Distribution;
  private readonly perBatch: Sampler;
  private readonly perRecord: Sampler;
  private readonly perRecordConstantUs: number;
  private readonly batchStream: Stream;
  private readonly recordDraws: DrawsBySource;
  private readonly threads: Thread[] = [];
  private readonly busy = new SamplePath();
  private readonly handler: number;
  private readonly finishedUs = new Float64Array(CHUNK_ROWS);
  /** Makes batches that begin from now on take longer. */
  readonly slowness = new Slowness();

  constructor(
    site: Site,
    reader: LogReader,
    application: Application,
    config: ProcessingConfig,
    watcher: BatchWatcher,
  ) {
    this.component = site.name;
    this.engine = site.engine;
    this.reader = reader;
    this.application = application;
    this.watcher = watcher;
    this.propagation = site.distribution('propagation');
    this.perBatch = sampler(config.perBatch);
    this.perRecord = sampler(config.perRecord);
    const constant = config.perRecord.distribution === 'constant' ? config.perRecord.value : -1;
    this.perRecordConstantUs = constant;
    this.batchStream = site.random('processing/batch');
    this.recordDraws = new DrawsBySource(site, 'processing/record');
    for (const shard of reader.shards.keys()) this.open(shard);
    const finish: Handler = { fire: (shard, nowUs) => this.finish(shard, nowUs) };
    this.handler = site.engine.register(site.name, 'processed', 'complete', finish);
  }

  /** A shard gets a thread. */
  open(shard: number): void {
    this.threads[shard] = new Thread();
  }

  /** Positions [from, end) of a shard were received, so many records; they are worked through in their turn. */
  receive(shard: number, from: number, end: number, records: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    if (thread.busy || thread.held) thread.waiting.push({ from, end, records, receivedUs: nowUs });
    else this.begin(shard, thread, from, end, records, nowUs, nowUs);
  }

  /** Batches of a shard that were received and not begun. */
  waiting(shard: number): number {
    return this.threads[shard]!.waiting.length;
  }

  isBusy(shard: number): boolean {
    return this.threads[shard]!.busy;
  }

  /**
   * A shard's thread dies with its batch and what waits for it. What of the batch was finished by now is booked, but
   * not released: it lies behind the last checkpoint, which is the end of the batch before.
   */
  crash(shard: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    thread.waiting.length = 0;
    thread.held = false;
    if (thread.busy) {
      this.engine.cancel(thread.ticket);
      this.bookFinished(shard, thread, nowUs);
      thread.busy = false;
      this.busy.change(-1, nowUs);
      this.busy.stayed(nowUs - thread.endsUs);
    }
    // The last checkpoint may lie before the batch, too.
    if (thread.position > thread.finishedTo) thread.finishedTo = thread.position;
  }

  resume(shard: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    thread.held = false;
    this.goOn(shard, thread, nowUs);
  }

  /** Books what has been finished by now of the batches in work. */
  settle(nowUs: number): void {
    let restUs = 0;
    for (const [shard, thread] of this.threads.entries()) {
      if (!thread.busy) continue;
      restUs += thread.endsUs - nowUs;
      this.bookFinished(shard, thread, nowUs);
    }
    this.busy.check(`threads busy at ${this.component}`, -restUs, nowUs);
  }

  private bookFinished(shard: number, thread: Thread, nowUs: number): void {
    this.book(shard, thread, nowUs);
    this.reader.finished(shard, thread.position);
  }

  private begin(
    shard: number,
    thread: Thread,
    from: number,
    end: number,
    records: number,
    receivedUs: number,
    nowUs: number,
  ): void {
    thread.busy = true;
    thread.position = from;
    thread.end = end;
    thread.receivedUs = receivedUs;
    thread.factor = this.slowness.factor;
    thread.startedUs = nowUs + Math.round(this.perBatch.sample(this.batchStream) * thread.factor);
    thread.endsUs = endUsOf(nowUs, this.endUs(shard, thread, records) - nowUs);
    this.busy.change(1, nowUs);
    this.busy.stayed(thread.endsUs - nowUs);
    thread.ticket = this.engine.schedule(this.handler, shard, thread.endsUs);
  }

  private endUs(shard: number, thread: Thread, records: number): number {
    if (this.perRecordConstantUs >= 0) {
      return Math.round(thread.startedUs + this.perRecordConstantUs * thread.factor * records);
    }
    const log = this.reader.shards[shard]!;
    let atUs = thread.startedUs;
    for (let position = thread.position; position < thread.end; position++) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      atUs += this.recordUs(chunk.origin[row]!, chunk.number[row]!, chunk.count[row]!) * thread.factor;
    }
    return Math.round(atUs);
  }

  private recordUs(origin: number, number: number, count: number): number {
    if (this.perRecordConstantUs >= 0) return this.perRecordConstantUs * count;
    let us = 0;
    for (let i = 0; i < count; i++) us += this.perRecord.sample(this.recordDraws.at(origin, number + i));
    return us;
  }

  private finish(shard: number, nowUs: number): void {
    const thread = this.threads[shard]!;
    this.book(shard, thread, nowUs);
    this.reader.release(shard, thread.position);
    thread.busy = false;
    this.busy.change(-1, nowUs);
    if (this.watcher.holds?.(shard, nowUs)) thread.held = true;
    else this.goOn(shard, thread, nowUs);
  }

  private goOn(shard: number, thread: Thread, nowUs: number): void {
    const next = thread.waiting.shift();
    if (next !== undefined)
      this.begin(shard, thread, next.from, next.end, next.records, next.receivedUs, nowUs);
    this.watcher.batchFinished(shard, thread.waiting.length, nowUs);
  }

  // Books the records whose own time is over by `nowUs`; the last one's end is the batch's.
  private book(shard: number, thread: Thread, nowUs: number): void {
    const log = this.reader.shards[shard]!;
    const { finishedUs, propagation } = this;
    const { receivedUs, end, factor, finishedTo } = thread;
    const perRecordConstantUs = this.perRecordConstantUs < 0 ? -1 : this.perRecordConstantUs * factor;
    let { position, startedUs: atUs } = thread;
    let records = 0;
    let over = true;
    while (position < end && over) {
      const chunk = log.chunkOf(position);
      const { count, number, origin, storedUs } = chunk;
      const from = log.rowOf(position);
      // Rows that were finished before a crash and those that were not are booked apart.
      const upTo = position < finishedTo && finishedTo < end ? finishedTo : end;
      const to = Math.min(CHUNK_ROWS, from + upTo - position);
      let row = from;
      // Records that were stored together are sampled together.
      let together = 0;
      for (; row < to; row++) {
        const n = count[row]!;
        const nextUs =
          atUs +
          (perRecordConstantUs >= 0
            ? perRecordConstantUs * n
            : this.recordUs(origin[row]!, number[row]!, n) * factor);
        const doneUs = Math.round(nextUs);
        if (doneUs > nowUs) {
          over = false;
          break;
        }
        finishedUs[row - from] = doneUs;
        atUs = nextUs;
        records += n;
        if (row > from && storedUs[row] !== storedUs[row - 1]) {
          propagation.add(receivedUs, receivedUs - storedUs[row - 1]!, together);
          together = 0;
        }
        together += n;
      }
      if (together > 0) propagation.add(receivedUs, receivedUs - storedUs[row - 1]!, together);
      if (position < finishedTo) this.application.repeatedRows(chunk, from, row);
      else this.application.finishedRows(chunk, from, row, receivedUs, finishedUs);
      position += row - from;
    }
    this.engine.carried(records, 0, position);
    thread.position = position;
    thread.startedUs = atUs;
  }
}
