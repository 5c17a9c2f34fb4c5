// A Kinesis data stream in provisioned mode: a write path with its shards' limits, their logs, shared reads and
// enhanced fan-out. With its special rules switched off (one shard, one-byte records, Poisson arrivals, no
// retries), its write side is the loss queue M/D/1/B: one bucket of B tokens.

import { HOURS_PER_MONTH } from '../../pricing/price.ts';
import type { DistributionConfig } from '../../workload/distribution.ts';
import { sampler } from '../../workload/distribution.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, Slowness } from '../fault.ts';
import type { LogReader, ReadCall, RecordLog, Subscriber } from '../ports/record-log.ts';
import { RecordLogPort } from '../ports/record-log.ts';
import { type PutCall, type RecordRuns, type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import type { RecordBatch } from '../records/batch.ts';
import type { Holdings } from '../records/ledger.ts';
import { ShardLog } from '../records/shard-log.ts';
import { FanOut } from './fan-out.ts';
import { evenRanges, Router } from './hash-range.ts';
import { RETENTION_DEFAULT } from './limits.ts';
import { EXTENDED_RETENTION_HOURS } from './meters.ts';
import { ReadCursor } from './read-cursor.ts';
import { type ShardDirectory, ShardDirectoryPort, type ShardView } from './shard-directory.ts';
import { SharedReads } from './shared-reads.ts';
import type { StreamReadMetrics } from './stream-metrics.ts';
import { PUT_OPERATIONS, PUT_REASONS, WritePath } from './write-path.ts';

/** A stream's configuration, as plain numbers. */
export interface StreamConfig {
  readonly shardCount: number;
  /** µs. */
  readonly retentionPeriod: number;
  /** Data and key, bytes. */
  readonly maxRecordSize: number;
  /** What a shard's byte limit takes at once, bytes. */
  readonly writeBurst: number;
  /** µs. */
  readonly pushLatency: DistributionConfig;
}

const US_PER_HOUR = 3_600_000_000;

/** AWS's name of a shard: its number in twelve digits. */
function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

/** The names of a stream's shards, in order. */
export function shardIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => shardId(index));
}

class StreamReader implements LogReader {
  readonly shards: readonly ShardLog[];
  readonly cursors: readonly ReadCursor[];
  private readonly sharedReads: SharedReads;
  readonly fanOut: FanOut | null;

  constructor(
    shards: readonly ShardLog[],
    cursors: readonly ReadCursor[],
    sharedReads: SharedReads,
    fanOut: FanOut | null,
  ) {
    this.shards = shards;
    this.cursors = cursors;
    this.sharedReads = sharedReads;
    this.fanOut = fanOut;
  }

  get expiredUnread(): number {
    return this.cursors.reduce((sum, { expiredUnread }) => sum + expiredUnread, 0);
  }

  getRecords(call: ReadCall): void {
    this.sharedReads.getRecords(call, this.cursors[call.shard]!);
  }

  subscribe(shard: number, subscriber: Subscriber): void {
    this.fanOut!.subscribe(shard, subscriber);
  }

  unsubscribe(shard: number): void {
    this.fanOut!.unsubscribe(shard);
  }

  finished(shard: number, position: number): void {
    this.cursors[shard]!.finished(position);
  }

  rewind(shard: number, nowUs: number): number {
    return this.cursors[shard]!.rewind(nowUs);
  }

  demand(shard: number, wanted: boolean, nowUs: number): void {
    this.fanOut!.demand(shard, wanted, nowUs);
  }

  release(shard: number, position: number): void {
    this.cursors[shard]!.release(position);
  }

  onPushedBytes(billed: (bytes: number, nowUs: number) => void): void {
    if (this.fanOut !== null) this.fanOut.billed = billed;
  }

  holdings(held: Holdings): void {
    for (const cursor of this.cursors) cursor.holdings(held);
  }
}

/** One stream in one run. */
export class KinesisStream implements Component, RecordSink, RecordLog, ShardDirectory {
  readonly component: string;
  readonly operations = PUT_OPERATIONS;
  readonly reasons = PUT_REASONS;
  readonly readsKeys = true;
  readonly maxRecordBytes: number;
  private readonly site: Site;
  private readonly config: StreamConfig;
  private readonly number: number;
  private readonly logs: readonly ShardLog[];
  private readonly router: Router;
  private readonly writes: WritePath;
  private readonly sharedReads: SharedReads;
  private readonly readMetrics: StreamReadMetrics;
  private readonly readers: StreamReader[] = [];
  private readonly names: string[] = [];
  private readonly slowness = new Slowness();

  constructor(config: StreamConfig, site: Site) {
    this.site = site;
    this.config = config;
    this.component = site.name;
    this.number = site.ledger.application(site.name);
    this.maxRecordBytes = config.maxRecordSize;
    const ids = shardIds(config.shardCount);
    this.logs = ids.map((id) => new ShardLog(id));
    this.router = new Router(site.keys, evenRanges(config.shardCount));
    this.writes = new WritePath(site, this.router, {
      maxRecordBytes: config.maxRecordSize,
      burstBytes: config.writeBurst,
      shardIds: ids,
      slowness: this.slowness,
      stored: (call, nowUs) => this.store(call, nowUs),
    });
    this.readMetrics = {
      calls: site.counter('GetRecords.Calls'),
      iteratorAge: site.distribution('GetRecords.IteratorAgeMilliseconds'),
      served: site.counter('GetRecords.Success'),
      subscriptions: site.counter('SubscribeToShard.Success'),
      pushedRecords: site.counter('SubscribeToShardEvent.Records'),
      pushedBytes: site.counter('SubscribeToShardEvent.Bytes'),
      pushedBehind: site.distribution('SubscribeToShardEvent.MillisBehindLatest'),
    };
    this.sharedReads = new SharedReads(site, ids, this.readMetrics, this.slowness);
    this.meter();
    site.offer(RecordSinkPort, this);
    site.offer(RecordLogPort, this);
    site.offer(ShardDirectoryPort, this);
  }

  partOf(key: number): string {
    return this.logs[this.router.shardOf(key)]!.id;
  }

  put(call: PutCall): void {
    this.writes.put(call);
  }

  open(application: string, mode: 'shared' | 'enhanced-fan-out'): LogReader {
    const { site } = this;
    const number = site.ledger.application(application);
    const cursors = this.logs.map((log) => new ReadCursor(site, log, number, this.config.retentionPeriod));
    const fanOut =
      mode === 'shared'
        ? null
        : new FanOut(
            site,
            application,
            cursors,
            sampler(this.config.pushLatency),
            this.readMetrics,
            this.slowness,
          );
    const reader = new StreamReader(this.logs, cursors, this.sharedReads, fanOut);
    this.readers.push(reader);
    this.names.push(application);
    return reader;
  }

  view(): ShardView {
    const { router } = this;
    return { shardOf: (key) => router.shardOf(key), isOpen: () => true };
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.names.length > 0
      ? { names: this.names, keeps: false }
      : { names: [this.component], keeps: true };
  }

  fault(fault: ComponentFault, begins: boolean): void {
    if (fault.kind !== 'slow') return;
    if (begins) this.slowness.begin(fault.factor);
    else this.slowness.end(fault.factor);
  }

  holdings(held: Holdings, nowUs: number): void {
    for (const reader of this.readers) {
      for (const cursor of reader.cursors) cursor.trim(nowUs);
      reader.holdings(held);
    }
  }

  facts(): Readonly<Record<string, unknown>> {
    return {
      hottestKeys: this.logs.map((_, shard) => this.writes.hottestKey(shard, 'records')),
      heaviestKeys: this.logs.map((_, shard) => this.writes.hottestKey(shard, 'bytes')),
      offeredUserRecords: this.logs.map((_, shard) => this.writes.offeredUserRecords(shard)),
      balances: this.writes.balances(this.site.engine.nowUs),
    };
  }

  private store(call: PutCall, nowUs: number): void {
    const { batch, stored } = call;
    const { logs, router, site } = this;
    const kept = this.readers.length === 0;
    if (call.runs !== null) this.storeRuns(call, call.runs, kept, nowUs);
    else {
      for (let row = 0; row < batch.length; row++) {
        const count = stored[row]!;
        if (count === 0) continue;
        if (kept) this.keep(batch, row, count);
        logs[router.shardOf(batch.key[row]!)]!.append(batch, row, 0, count, nowUs);
      }
    }
    for (const reader of this.readers) {
      if (reader.fanOut === null) continue;
      for (let shard = 0; shard < logs.length; shard++) {
        if (reader.cursors[shard]!.given < logs[shard]!.end) reader.fanOut.push(shard, site.engine.nowUs);
      }
    }
  }

  private storeRuns({ batch, stored }: PutCall, runs: RecordRuns, kept: boolean, nowUs: number): void {
    let from = 0;
    for (let run = 0; run < runs.length; run++) {
      const end = runs.end[run]!;
      const log = this.logs[runs.shard[run]!]!;
      for (let row = from; row < end; row++) {
        const count = stored[row]!;
        if (count === 0) break;
        if (kept) this.keep(batch, row, count);
        const first = row === from;
        log.appendPacked(batch, row, 0, count, nowUs, first ? 1 : 0, first ? runs.bytes[run]! : 0);
      }
      from = end;
    }
  }

  private keep(batch: RecordBatch, row: number, count: number): void {
    this.site.ledger.ended(
      batch.origin[row]!,
      this.number,
      'stored',
      batch.createdUs[row]!,
      count,
      batch.sizeBytes[row]!,
      batch.number[row]!,
      batch.duplicate[row]!,
    );
  }

  private meter(): void {
    const { site, config } = this;
    site.usage('shard-hour').hold(config.shardCount, 0);
    const hours = config.retentionPeriod / US_PER_HOUR;
    if (hours > RETENTION_DEFAULT.value) {
      site.usage('extended-retention-shard-hour').hold(config.shardCount, 0);
    }
    if (hours > EXTENDED_RETENTION_HOURS)
      this.writes.longTermMonthsPerByte = (hours - EXTENDED_RETENTION_HOURS) / HOURS_PER_MONTH;
  }
}
