// The applications that read one stream, and the fate of what is stored while one of them does not read it: `filtered` for
// who will begin behind it; where nobody reads at all, the stream keeps it (`stored`).

import type { DistributionConfig } from '../../../workload/distribution.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { InitialPosition, LogReader } from '../../ports/record-log.ts';
import { numberSum, type RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { type ShardedLog, ShardedLogReader } from '../../records/log-reader.ts';
import { ReadCursor } from '../../records/read-cursor.ts';
import type { ShardLog } from '../../records/shard-log.ts';
import type { StreamBilling } from '../stream/stream-billing.ts';
import type { StreamReadMetrics } from '../stream/stream-metrics.ts';
import { FanOut } from './fan-out.ts';
import { PushBill } from './push-bill.ts';

/** What reading a stream takes. */
interface ReadTerms {
  /** µs. */
  readonly retentionPeriod: number;
  readonly pushLatency: DistributionConfig;
  readonly slowness: Slowness;
  readonly metrics: StreamReadMetrics;
  readonly billing: StreamBilling;
}

/** All readers of one stream. */
export class StreamReaders {
  private readonly site: Site;
  private readonly stream: ShardedLog;
  private readonly terms: ReadTerms;
  private readonly readers: ShardedLogReader[] = [];
  private readonly names: string[] = [];
  /** How many of them share the reads of each shard. */
  sharedReaders = 0;
  /** In the ledger. */
  private readonly applications: number[] = [];
  /** For whom what is stored now has its fate at once. */
  private passing: readonly { readonly application: number; readonly fate: 'stored' | 'filtered' }[];

  /** @param site the stream's */
  constructor(site: Site, stream: ShardedLog, terms: ReadTerms) {
    this.site = site;
    this.stream = stream;
    this.terms = terms;
    this.passing = [{ application: site.ledger.application(site.name), fate: 'stored' }];
  }

  open(application: string, mode: 'shared' | 'enhanced-fan-out', late: InitialPosition | null): LogReader {
    const { site, terms } = this;
    const { ledger } = site;
    const fanOut =
      mode === 'shared'
        ? null
        : new FanOut(
            site,
            application,
            sampler(terms.pushLatency),
            terms.metrics,
            terms.slowness,
            terms.billing,
          );
    const number = ledger.application(application);
    const reader = new ShardedLogReader(
      this.stream,
      fanOut,
      late,
      (log) => new ReadCursor(site, log, number, terms.retentionPeriod),
      () => {
        if (late === 'LATEST') ledger.joins(number);
        this.notePassing();
      },
    );
    if (late === 'LATEST') ledger.away(number);
    this.readers.push(reader);
    this.names.push(application);
    if (mode === 'shared') this.sharedReaders++;
    this.applications.push(number);
    this.notePassing();
    return reader;
  }

  /** The same for one of another service, whose pushes are on the stream's bill. */
  openBilled(application: string, mode: 'shared' | 'enhanced-fan-out'): LogReader {
    const reader = this.open(application, mode, null);
    if (mode === 'enhanced-fan-out') new PushBill(this.site, reader).join(0);
    return reader;
  }

  /** Where the stream's records go: to its readers, or nowhere else. */
  flows(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.names.length > 0
      ? { names: this.names, keeps: false }
      : { names: [this.site.name], keeps: true };
  }

  /** The next shard by number is there. */
  openShard(log: ShardLog): void {
    for (const reader of this.readers) reader.open(log);
  }

  /** A resharding has closed and opened shards. */
  resharded(openShards: number, nowUs: number): void {
    for (const reader of this.readers) reader.resharded(openShards, nowUs);
  }

  /** A closed shard has all its records. */
  sealed(shard: number, nowUs: number): void {
    for (const reader of this.readers) reader.sealed(shard, nowUs);
  }

  /** Whether anybody gets nothing of what is stored now. */
  get anyPassesBy(): boolean {
    return this.passing.length > 0;
  }

  /** What a call has stored, so many records of each row: ends it for who gets nothing of it. */
  passBy(batch: RecordBatch, stored: Int32Array): void {
    const { ledger } = this.site;
    const { createdUs, sizeBytes, number, origin, duplicate, length } = batch;
    for (let row = 0; row < length; ) {
      const source = origin[row]!;
      let records = 0;
      let bytes = 0;
      let numbers = 0;
      let moments = 0;
      for (; row < length && origin[row] === source; row++) {
        const count = stored[row]!;
        if (count === 0) continue;
        const created = createdUs[row]!;
        if (duplicate[row] !== 0 || ledger.watchers !== null) {
          this.passRowBy(batch, row, count);
        } else if (ledger.counts(created)) {
          records += count;
          bytes += sizeBytes[row]! * count;
          numbers = (numbers + (numberSum(number[row]!, count) | 0)) | 0;
          moments = (moments + Math.imul(created | 0, count)) | 0;
        }
      }
      if (records === 0) continue;
      for (const { application, fate } of this.passing) {
        ledger.arrived(source, application, fate, records, bytes, numbers, moments);
      }
    }
  }

  private passRowBy(batch: RecordBatch, row: number, count: number): void {
    for (const { application, fate } of this.passing) {
      this.site.ledger.ended(
        batch.origin[row]!,
        application,
        fate,
        batch.createdUs[row]!,
        count,
        batch.sizeBytes[row]!,
        batch.number[row]!,
        batch.duplicate[row]!,
      );
    }
  }

  /** All records of a call are stored. */
  stored(nowUs: number): void {
    for (const reader of this.readers) reader.stored(nowUs);
  }

  holdings(held: Holdings, nowUs: number): void {
    for (const reader of this.readers) reader.holdings(held, nowUs);
  }

  private notePassing(): void {
    this.passing = this.readers.flatMap(({ passesBy }, i) =>
      passesBy ? [{ application: this.applications[i]!, fate: 'filtered' as const }] : [],
    );
  }
}
