// A Kinesis data stream: a write path with its shards' limits, their logs, shared reads and enhanced fan-out; and
// shards that come and go as it is resharded. With its special rules switched off (one shard, one-byte records, Poisson
// arrivals, no retries), its write side is the loss queue M/D/1/B: one bucket of B tokens.

import type { Component, Site } from '../../component.ts';
import { type ComponentFault, Slowness } from '../../fault.ts';
import type { InitialPosition, LogReader, PushBilling, ReadCall, RecordLog } from '../../ports/record-log.ts';
import { PushedLogPort, RecordLogPort } from '../../ports/record-log.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ShardedLog } from '../../records/log-reader.ts';
import type { ReadCursor } from '../../records/read-cursor.ts';
import { ShardLog } from '../../records/shard-log.ts';
import { LongTermReads } from '../reading/long-term-reads.ts';
import { SharedReads } from '../reading/shared-reads.ts';
import { StreamReaders } from '../reading/stream-readers.ts';
import { Router } from '../resharding/hash-range.ts';
import type { Resharded } from '../resharding/resharder.ts';
import { ShardLives } from '../resharding/shard-lives.ts';
import { StreamScaling } from '../resharding/stream-scaling.ts';
import { hashShare, shardId, Topology } from '../resharding/topology.ts';
import { type ShardDirectory, ShardDirectoryPort, type ShardView } from '../shard-directory.ts';
import { StreamStore } from '../writing/stream-store.ts';
import { PUT_OPERATIONS, PUT_REASONS, WritePath } from '../writing/write-path.ts';
import { StreamBilling } from './stream-billing.ts';
import type { StreamConfig } from './stream-config.ts';

/** One stream in one run. */
export class KinesisStream implements Component, RecordSink, RecordLog, ShardedLog, ShardDirectory {
  readonly component: string;
  readonly operations = PUT_OPERATIONS;
  readonly reasons = PUT_REASONS;
  readonly readsKeys = true;
  readonly maxRecordBytes: number;
  readonly retentionUs: number;
  readonly logs: ShardLog[] = [];
  private readonly topology: Topology;
  private readonly sharedReads: SharedReads;
  private readonly billing: StreamBilling;
  private readonly site: Site;
  private readonly scaling: StreamScaling;
  private readonly lives: ShardLives;
  private readonly writes: WritePath;
  private readonly records: StreamStore;
  private readonly readers: StreamReaders;
  private readonly slowness = new Slowness();
  private router: Router;
  /** Closed shards whose logs are not complete, and the epoch of the puts that may still bring them records. */
  private closing: { readonly shard: number; readonly epoch: number }[] = [];

  constructor(config: StreamConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.maxRecordBytes = config.maxRecordSize;
    this.topology = new Topology(config.shards);
    this.router = new Router(site.keys, this.topology.ranges);
    this.retentionUs = config.retentionPeriod;
    this.billing = new StreamBilling(site, config.billing, config.retentionPeriod);
    this.writes = new WritePath(site, this.router, this.billing, {
      maxRecordBytes: config.maxRecordSize,
      burstBytes: config.writeBurst,
      slowness: this.slowness,
      stored: (call, nowUs) => this.stored(call, nowUs),
    });
    const metrics = {
      calls: site.counter('GetRecords.Calls'),
      iteratorAge: site.distribution('GetRecords.IteratorAgeMilliseconds'),
      served: site.counter('GetRecords.Success'),
      subscriptions: site.counter('SubscribeToShard.Success'),
      pushedRecords: site.counter('SubscribeToShardEvent.Records'),
      pushedBytes: site.counter('SubscribeToShardEvent.Bytes'),
      pushedBehind: site.distribution('SubscribeToShardEvent.MillisBehindLatest'),
      longTerm: config.billing === 'provisioned' ? LongTermReads.of(site, config.retentionPeriod) : null,
    };
    this.sharedReads = new SharedReads(site, metrics, this.slowness, this.billing);
    const { retentionPeriod, pushLatency } = config;
    const { slowness, billing } = this;
    this.readers = new StreamReaders(site, this, {
      retentionPeriod,
      pushLatency,
      metrics,
      slowness,
      billing,
    });
    this.records = new StreamStore(this.logs, this.readers);
    this.scaling = new StreamScaling(
      site,
      this.topology,
      this.writes.storedSums,
      config,
      (resharded, nowUs) => this.reshard(resharded, nowUs),
    );
    this.lives = new ShardLives(site, this.topology);
    for (const { number } of this.topology.shards) this.openShard(number);
    this.billing.openShards(this.topology.openShards.length, 0);
    site.offer(RecordSinkPort, this);
    site.offer(RecordLogPort, this);
    site.offer(PushedLogPort, true);
    site.offer(ShardDirectoryPort, this);
  }

  start(): void {
    this.scaling.start();
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

  openBilled(application: string, mode: 'shared' | 'enhanced-fan-out'): LogReader {
    return this.readers.openBilled(application, mode);
  }

  parents(shard: number): readonly number[] {
    return this.topology.shards[shard]!.parents;
  }

  children(shard: number): readonly number[] {
    return this.topology.children(shard);
  }

  get openCount(): number {
    return this.topology.openShards.length;
  }

  getRecords(call: ReadCall, cursor: ReadCursor): void {
    this.sharedReads.getRecords(call, cursor);
  }

  get pushBilling(): PushBilling {
    return this.billing.fanOut;
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
    const { writes, site, topology } = this;
    const offered = writes.offeredByShard((key, each) =>
      this.lives.eachWithKey(this.router.shardOf(key), () => site.keys.hash(key), each),
    );
    const shards = topology.shards.map((shard) => [
      shardId(shard.number),
      {
        ...offered[shard.number],
        openSeconds: this.lives.openSeconds(shard.number),
        hashShare: hashShare(shard),
        balance: writes.balance(shard.number, site.engine.nowUs),
      },
    ]);
    return {
      shards: Object.fromEntries(shards),
      sharedReaders: this.readers.sharedReaders,
      reshardErrors: this.scaling.refused,
      shardChanges: this.lives.changes,
    };
  }

  private stored(call: PutCall, nowUs: number): void {
    this.records.store(call, nowUs);
    if (this.closing.length > 0) this.seal(nowUs);
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
    const open = this.topology.openShards.length;
    this.billing.openShards(open, nowUs);
    this.site.engine.carried(closed.length, opened.length, opened[0]!);
    this.readers.resharded(open, nowUs);
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
}
