// What an invocation does with its event: a time for the batch, a time for each record, and what goes wrong in them. The
// times of records and whether they are poison belong to their numbers: the same at every attempt and in every design.

import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { Slowness } from '../../fault.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import type { Invocation } from '../invoker.ts';
import { type FunctionConfig, memoryFactor } from './function-schema.ts';

/** The work of one function's invocations. */
export class Work {
  /** Makes invocations that begin from now on take longer. */
  readonly slowness = new Slowness();
  private readonly memoryFactor: number;
  private readonly perBatch: Sampler;
  private readonly perRecord: Sampler;
  private readonly perRecordConstantUs: number;
  private readonly batchStream: Stream;
  private readonly recordDraws: DrawsBySource;
  private readonly errorRate: number;
  private readonly errorStream: Stream;
  private readonly poisonRate: number;
  private readonly poisonDraws: DrawsBySource;
  /** What the last plan came to: how long the invocation takes, whole µs, and whether it fails at its end. */
  runUs = 0;
  fails = false;

  constructor(site: Site, config: FunctionConfig) {
    const { perBatch, perRecord } = config.duration;
    this.memoryFactor = memoryFactor(config);
    this.perBatch = sampler(perBatch);
    this.perRecord = sampler(perRecord);
    this.perRecordConstantUs = perRecord.distribution === 'constant' ? perRecord.value : -1;
    this.batchStream = site.random('duration/batch');
    this.recordDraws = new DrawsBySource(site, 'duration/record');
    this.errorRate = config.errorRate;
    this.errorStream = site.random('error');
    this.poisonRate = config.poisonRate;
    this.poisonDraws = new DrawsBySource(site, 'poison');
  }

  /** Works out an invocation that makes no calls; says of each row whether it is reported as failed. */
  plan(invocation: Invocation): void {
    const { batch, reportsItemFailures, stopsAtFailure } = invocation;
    const rows = batch.length;
    let us = this.batchUs();
    let poisoned = false;
    if (reportsItemFailures) clearItems(invocation);
    for (let row = 0; row < rows && !poisoned; row++) {
      us += this.recordUs(batch, row);
      if (!this.isPoison(batch, row)) continue;
      if (reportsItemFailures) invocation.failedItems[row] = 1;
      poisoned = !reportsItemFailures || stopsAtFailure;
      if (poisoned && reportsItemFailures) invocation.failedItems.fill(1, row, rows);
    }
    this.fails = this.strikes() || (poisoned && !reportsItemFailures);
    this.runUs = Math.round(us * this.factor);
  }

  /** What times are multiplied by now: by the function's memory, and by what makes it slow. */
  get factor(): number {
    return this.memoryFactor * this.slowness.factor;
  }

  /** The time of an invocation beside its records, µs, before the factor. */
  batchUs(): number {
    return this.perBatch.sample(this.batchStream);
  }

  /** The time of a row, µs, before the factor. */
  recordUs({ origin, number, count }: RecordBatch, row: number): number {
    const records = count[row]!;
    if (this.perRecordConstantUs >= 0) return this.perRecordConstantUs * records;
    const source = origin[row]!;
    const first = number[row]!;
    let us = 0;
    for (let i = 0; i < records; i++) us += this.perRecord.sample(this.recordDraws.at(source, first + i));
    return us;
  }

  /** Whether a row fails every time: one of its records does. */
  isPoison({ origin, number, count }: RecordBatch, row: number): boolean {
    if (this.poisonRate === 0) return false;
    const source = origin[row]!;
    const first = number[row]!;
    for (let i = 0; i < count[row]!; i++) {
      if (this.poisonDraws.at(source, first + i).double() < this.poisonRate) return true;
    }
    return false;
  }

  /** Whether the invocation fails for no fault of a record: drawn once for each. */
  strikes(): boolean {
    return this.errorRate > 0 && this.errorStream.double() < this.errorRate;
  }
}

/** No item has failed yet. */
export function clearItems(invocation: Invocation): void {
  const rows = invocation.batch.length;
  if (invocation.failedItems.length < rows) invocation.failedItems = new Uint8Array(rows * 2);
  invocation.failedItems.fill(0, 0, rows);
}
