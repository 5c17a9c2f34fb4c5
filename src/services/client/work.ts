// What working through a batch takes and what goes wrong in it: a time for the batch, a time for each record. The times of
// records and whether they are poison belong to their numbers: the same at every attempt and in every design.

import type { Stream } from '../../engine/random.ts';
import { withDefault } from '../../language/field.ts';
import { share } from '../../language/words.ts';
import { type DistributionConfig, sampler } from '../../workload/distribution.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import type { Site } from '../component.ts';
import { Slowness } from '../fault.ts';
import type { RecordBatch } from '../records/batch.ts';
import { DrawsBySource } from '../records/draws-by-source.ts';

const NOTHING = 'nothing goes wrong';

/** What goes wrong in the work of a component that processes; spread into its schema. */
export const errorFields = {
  errorRate: withDefault(
    share(),
    '0%',
    'Batches (invocations) that fail, for no fault of a record, when all of their work is done.',
    NOTHING,
  ),
  poisonRate: withDefault(
    share(),
    '0%',
    'Records that fail every time. The batch fails at the first of them, unless failed items are reported.',
    NOTHING,
  ),
};

interface WorkConfig {
  readonly perBatch: DistributionConfig;
  readonly perRecord: DistributionConfig;
  readonly errorRate: number;
  readonly poisonRate: number;
}

/** The work of one component. */
export class Work {
  /** Makes batches that begin from now on take longer. */
  readonly slowness = new Slowness();
  private readonly perBatch: Sampler;
  private readonly perRecord: Sampler;
  private readonly perRecordConstantUs: number;
  private readonly batchStream: Stream;
  private readonly recordDraws: DrawsBySource;
  private readonly errorRate: number;
  private readonly errorStream: Stream;
  private readonly poisonRate: number;
  private readonly poisonDraws: DrawsBySource;
  private readonly constantFactor: number;

  /**
   * @param name of the streams that it draws times from: `processing`, `duration`
   * @param constantFactor what all times are multiplied by
   */
  constructor(site: Site, name: string, config: WorkConfig, constantFactor = 1) {
    const { perBatch, perRecord } = config;
    this.perBatch = sampler(perBatch);
    this.perRecord = sampler(perRecord);
    this.perRecordConstantUs = perRecord.distribution === 'constant' ? perRecord.value : -1;
    this.batchStream = site.random(`${name}/batch`);
    this.recordDraws = new DrawsBySource(site, `${name}/record`);
    this.errorRate = config.errorRate;
    this.errorStream = site.random('error');
    this.poisonRate = config.poisonRate;
    this.poisonDraws = new DrawsBySource(site, 'poison');
    this.constantFactor = constantFactor;
  }

  /** What times are multiplied by now. */
  get factor(): number {
    return this.constantFactor * this.slowness.factor;
  }

  /** The time of a batch beside its records, µs, before the factor. */
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

  /** Whether a batch fails for no fault of a record: drawn once for each attempt. */
  strikes(): boolean {
    return this.errorRate > 0 && this.errorStream.double() < this.errorRate;
  }
}
