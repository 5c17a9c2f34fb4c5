// The third stage: Kinesis records for whatever shard gather into one PutRecords request, which goes when it holds
// 500 of them or 5 MiB, at the earliest deadline, or as soon as 256 KiB are for one shard: one busy shard sends
// everyone's records. Source: aws/kinesis/core/{collector,put_records_request}.h of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import { type KinesisRecord, UNPREDICTED } from './kinesis-record.ts';
import { KPL_COLLECTOR_SHARD_BYTES } from './kpl-limits.ts';

/** When a request is full. */
export interface CollectorConfig {
  readonly maxCount: number;
  readonly maxBytes: number;
  /** A record's deadline is put off to at least so long from now, µs; 0 without aggregation. */
  readonly slackUs: number;
}

/** The collector of one host. */
export class Collector {
  private readonly engine: Engine;
  private readonly config: CollectorConfig;
  private readonly flushed: (records: readonly KinesisRecord[], nowUs: number) => void;
  private readonly handler: number;
  private records: KinesisRecord[] = [];
  private bytes = 0;
  private ticket = 0;
  private dueUs = Number.POSITIVE_INFINITY;
  /** Bytes that gather for each shard. */
  private readonly shardBytes: number[] = [];

  /** @param flushed takes the records of each request, in their order */
  constructor(
    engine: Engine,
    component: string,
    config: CollectorConfig,
    flushed: (records: readonly KinesisRecord[], nowUs: number) => void,
  ) {
    this.engine = engine;
    this.config = config;
    this.flushed = flushed;
    const due: Handler = {
      fire: (_slot, nowUs) => {
        this.dueUs = Number.POSITIVE_INFINITY;
        this.flush(nowUs);
      },
    };
    this.handler = engine.register(component, 'collect', 'timer', due);
  }

  put(record: KinesisRecord, nowUs: number): void {
    const { maxCount, maxBytes, slackUs } = this.config;
    if (slackUs > 0) {
      const later = Math.max(record.earliestUs, nowUs + slackUs);
      record.earliestUs = Math.min(later, Math.max(nowUs, record.expiresUs));
    }
    this.records.push(record);
    const ofShard = this.count(record, 1);
    const full = this.records.length >= maxCount || this.bytes >= maxBytes;
    if (full || ofShard >= KPL_COLLECTOR_SHARD_BYTES.value) this.flush(nowUs);
    else this.wake(nowUs);
  }

  /** Every record that gathers. */
  held(): readonly KinesisRecord[] {
    return this.records;
  }

  /** Forgets all that gathers. */
  reset(): void {
    this.records = [];
    this.bytes = 0;
    this.shardBytes.fill(0);
    this.sleep();
  }

  // The earliest deadlines go; what does not fit begins the next request.
  private flush(nowUs: number): void {
    const { maxCount, maxBytes } = this.config;
    const gathered = this.records;
    if (!isInOrder(gathered)) gathered.sort((a, b) => a.earliestUs - b.earliestUs);
    let bytes = 0;
    let fit = 0;
    for (const record of gathered) {
      bytes += record.bytes + record.keyBytes;
      if (fit > 0 && (fit >= maxCount || bytes > maxBytes)) break;
      fit++;
    }
    this.records = gathered.splice(fit);
    for (const record of gathered) this.count(record, -1);
    this.sleep();
    if (this.records.length > 0) this.wake(nowUs);
    this.flushed(gathered, nowUs);
  }

  private count(record: KinesisRecord, sign: 1 | -1): number {
    const bytes = sign * (record.bytes + record.keyBytes);
    this.bytes += bytes;
    if (record.shard === UNPREDICTED) return 0;
    while (this.shardBytes.length <= record.shard) this.shardBytes.push(0);
    this.shardBytes[record.shard]! += bytes;
    return this.shardBytes[record.shard]!;
  }

  private wake(nowUs: number): void {
    let dueUs = Number.POSITIVE_INFINITY;
    const fresh = this.records[this.records.length - 1]!;
    if (this.dueUs === Number.POSITIVE_INFINITY) {
      for (const record of this.records) if (record.earliestUs < dueUs) dueUs = record.earliestUs;
    } else {
      dueUs = Math.min(this.dueUs, fresh.earliestUs);
    }
    dueUs = Math.max(nowUs, dueUs);
    if (dueUs === this.dueUs) return;
    this.sleep();
    this.dueUs = dueUs;
    this.ticket = this.engine.schedule(this.handler, 0, dueUs);
  }

  private sleep(): void {
    if (this.dueUs !== Number.POSITIVE_INFINITY) this.engine.cancel(this.ticket);
    this.dueUs = Number.POSITIVE_INFINITY;
  }
}

function isInOrder(records: readonly KinesisRecord[]): boolean {
  for (let i = 1; i < records.length; i++) {
    if (records[i]!.earliestUs < records[i - 1]!.earliestUs) return false;
  }
  return true;
}
