// A Kinesis data stream in provisioned mode: a write path with its shards' limits, their logs, shared reads and
// enhanced fan-out. With its special rules switched off (one shard, one-byte records, Poisson arrivals, no
// retries), its write side is the loss queue M/D/1/B: one bucket of B tokens.

import { HOURS_PER_MONTH } from '../../pricing/price.ts';
import type { UsageMeter } from '../../pricing/usage.ts';
import type { DistributionConfig } from '../../workload/distribution.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, Slowness } from '../fault.ts';
import type { InitialPosition, LogReader, RecordLog } from '../ports/record-log.ts';
import { RecordLogPort } from '../ports/record-log.ts';
import { type PutCall, type RecordRuns, type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';
import { ShardLog } from '../records/shard-log.ts';
import { Router } from './hash-range.ts';
import { RETENTION_DEFAULT } from './limits.ts';
import { LongTermReads } from './long-term-reads.ts';
import { EXTENDED_RETENTION_HOURS } from './meters.ts';
import type { PlannedOperation } from './reshard-schedule.ts';
import { type Resharded, Resharder } from './resharder.ts';
import { type ShardDirectory, ShardDirectoryPort, type ShardView } from './shard-directory.ts';
import { ShardLives } from './shard-lives.ts';
import { SharedReads } from './shared-reads.ts';
import { StreamReaders } from './stream-readers.ts';
import { StreamResharding } from './stream-resharding.ts';
import { hashShare, shardId, Topology } from './topology.ts';
import { PUT_OPERATIONS, PUT_REASONS, WritePath } from './write-path.ts';

/** A stream's configuration, as plain numbers. */
export interface StreamConfig {
  /** Shards at the start. */
  readonly shardCount: number;
  /** µs. */
  readonly retentionPeriod: number;
  /** Data and key, bytes. */
  readonly maxRecordSize: number;
  /** What a shard's byte limit takes at once, bytes. */
  readonly writeBurst: number;
  /** µs. */
  readonly pushLatency: DistributionConfig;
  /** At µs from the start of the measured window. */
  readonly resharding: readonly PlannedOperation[];
  /** What a split or merge takes, µs. */
  readonly reshardTime: number;
}

const US_PER_HOUR = 3_600_000_000;

/** One stream in one run. */
export class KinesisStream implements Component, RecordSink, RecordLog, ShardDirectory {
  readonly component: string;
  readonly operations = PUT_OPERATIONS;
  readonly reasons = PUT_REASONS;
  readonly readsKeys = true;
  readonly maxRecordBytes: number;
  readonly logs: ShardLog[] = [];
  readonly topology: Topology;
  readonly sharedReads: SharedReads;
  private readonly site: Site;
  private readonly config: StreamConfig;
  /** Null where shards stay as they are. */
  private readonly resharding: StreamResharding | null;
  private readonly lives: ShardLives;
  private readonly writes: WritePath;
  private readonly readers: StreamReaders;
  private readonly slowness = new Slowness();
  private readonly shardHours: readonly UsageMeter[];
  private router: Router;
  /** Closed shards whose logs are not complete, and the epoch of the puts that may still bring them records. */
  private closing: { readonly shard: number; readonly epoch: number }[] = [];

  constructor(config: StreamConfig, site: Site) {
    this.site = site;
    this.config = config;
    this.component = site.name;
    this.maxRecordBytes = config.maxRecordSize;
    this.topology = new Topology(config.shardCount);
    this.router = new Router(site.keys, this.topology.ranges);
    this.writes = new WritePath(site, this.router, {
      maxRecordBytes: config.maxRecordSize,
      burstBytes: config.writeBurst,
      slowness: this.slowness,
      stored: (call, nowUs) => this.store(call, nowUs),
    });
    const metrics = {
      calls: site.counter('GetRecords.Calls'),
      iteratorAge: site.distribution('GetRecords.IteratorAgeMilliseconds'),
      served: site.counter('GetRecords.Success'),
      subscriptions: site.counter('SubscribeToShard.Success'),
      pushedRecords: site.counter('SubscribeToShardEvent.Records'),
      pushedBytes: site.counter('SubscribeToShardEvent.Bytes'),
      pushedBehind: site.distribution('SubscribeToShardEvent.MillisBehindLatest'),
      longTerm: LongTermReads.of(site, config.retentionPeriod),
    };
    this.sharedReads = new SharedReads(site, metrics, this.slowness);
    const { retentionPeriod, pushLatency } = config;
    this.readers = new StreamReaders(site, this, {
      retentionPeriod,
      pushLatency,
      metrics,
      slowness: this.slowness,
    });
    this.resharding = this.reshardingOf(config);
    this.lives = new ShardLives(site, this.topology);
    for (const { number } of this.topology.shards) this.openShard(number);
    this.shardHours = this.meter();
    this.holdShardHours(0);
    site.offer(RecordSinkPort, this);
    site.offer(RecordLogPort, this);
    site.offer(ShardDirectoryPort, this);
  }

  start(): void {
    this.resharding?.start();
  }

  partOf(key: number): string {
    return this.logs[this.router.shardOf(key)]!.id;
  }

  put(call: PutCall): void {
    this.writes.put(call);
  }

  open(application: string, mode: 'shared' | 'enhanced-fan-out', late?: InitialPosition): LogReader {
    return this.readers.open(application, mode, late ?? null);
  }

  view(): ShardView {
    const { router } = this;
    const open = new Set(this.topology.ranges.numbers);
    return { shardOf: (key) => router.shardOf(key), isOpen: (shard) => open.has(shard) };
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.readers.flows();
  }

  fault(fault: ComponentFault, begins: boolean): void {
    if (fault.kind !== 'slow') return;
    if (begins) this.slowness.begin(fault.factor);
    else this.slowness.end(fault.factor);
  }

  holdings(held: Holdings, nowUs: number): void {
    this.readers.holdings(held, nowUs);
  }

  facts(): Readonly<Record<string, unknown>> {
    const { writes, site } = this;
    const offered = writes.offeredByShard((key, each) =>
      this.lives.eachWithKey(this.router.shardOf(key), () => site.keys.hash(key), each),
    );
    return {
      shards: Object.fromEntries(
        this.logs.map(({ id }, shard) => [
          id,
          {
            ...offered[shard],
            openSeconds: this.lives.openSeconds(shard),
            hashShare: hashShare(this.topology.shards[shard]!),
            balance: writes.balance(shard, site.engine.nowUs),
          },
        ]),
      ),
      reshardErrors: this.resharding?.refused ?? [],
    };
  }

  private reshardingOf({ resharding, reshardTime }: StreamConfig): StreamResharding | null {
    if (resharding.length === 0) return null;
    return new StreamResharding(
      this.site,
      new Resharder(this.topology),
      resharding,
      reshardTime,
      (resharded, nowUs) => this.reshard(resharded, nowUs),
    );
  }

  // The next shard by number; all that keeps something for each shard makes room.
  private openShard(shard: number): void {
    const log = new ShardLog(shardId(shard));
    this.logs.push(log);
    this.writes.open(log.id);
    this.sharedReads.open(log.id);
    this.readers.openShard(log);
  }

  // Parents take nothing from here on, and their children take over in the same instant.
  private reshard({ closed, opened }: Resharded, nowUs: number): void {
    for (const shard of opened) this.openShard(shard);
    this.router = this.router.after(this.topology.ranges);
    const epoch = this.writes.reroute(this.router);
    for (const shard of closed) this.closing.push({ shard, epoch });
    this.lives.resharded(closed, nowUs);
    this.holdShardHours(nowUs);
    this.site.engine.carried(closed.length, opened.length, opened[0]!);
    this.readers.resharded(this.topology.openShards.length, nowUs);
    this.seal(nowUs);
  }

  // A closed shard has all its records once the puts from before its closing are answered.
  private seal(nowUs: number): void {
    const settled = this.closing.filter(({ epoch }) => this.writes.isSettled(epoch));
    if (settled.length === 0) return;
    this.closing = this.closing.filter(({ epoch }) => !this.writes.isSettled(epoch));
    for (const { shard } of settled) {
      this.logs[shard]!.sealed = true;
      this.readers.sealed(shard, nowUs);
    }
  }

  private store(call: PutCall, nowUs: number): void {
    const { batch, stored, shard: shardOf } = call;
    const { logs, readers } = this;
    const { anyPassesBy } = readers;
    if (call.runs !== null) this.storeRuns(call, call.runs, nowUs);
    else {
      for (let row = 0; row < batch.length; row++) {
        const count = stored[row]!;
        if (count === 0) continue;
        if (anyPassesBy) readers.passBy(batch, row, count);
        logs[shardOf[row]!]!.append(batch, row, 0, count, nowUs);
      }
    }
    readers.stored(this.site.engine.nowUs);
    if (this.closing.length > 0) this.seal(nowUs);
  }

  private storeRuns({ batch, stored }: PutCall, runs: RecordRuns, nowUs: number): void {
    const { anyPassesBy } = this.readers;
    let from = 0;
    for (let run = 0; run < runs.length; run++) {
      const end = runs.end[run]!;
      const log = this.logs[runs.shard[run]!]!;
      for (let row = from; row < end; row++) {
        const count = stored[row]!;
        if (count === 0) break;
        if (anyPassesBy) this.readers.passBy(batch, row, count);
        const first = row === from;
        log.appendPacked(batch, row, 0, count, nowUs, first ? 1 : 0, first ? runs.bytes[run]! : 0);
      }
      from = end;
    }
  }

  /** Begins what is metered. @returns the meters that hold the open shards */
  private meter(): readonly UsageMeter[] {
    const { site, config } = this;
    const hours = config.retentionPeriod / US_PER_HOUR;
    if (hours > EXTENDED_RETENTION_HOURS)
      this.writes.longTermMonthsPerByte = (hours - EXTENDED_RETENTION_HOURS) / HOURS_PER_MONTH;
    return hours > RETENTION_DEFAULT.value
      ? [site.usage('shard-hour'), site.usage('extended-retention-shard-hour')]
      : [site.usage('shard-hour')];
  }

  private holdShardHours(nowUs: number): void {
    for (const meter of this.shardHours) meter.hold(this.topology.openShards.length, nowUs);
  }
}
