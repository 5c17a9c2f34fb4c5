// A consumer: one loop and one processing thread a shard. In mode shared the loop is call, process, sleep; with
// enhanced fan-out the stream pushes, and the consumer takes no more of a shard while ten pushes of it wait. Shards
// that a resharding makes are read once their parents are worked through. It may join late: it then takes its place in
// every shard at that moment, and begins with the shards whose parents have nothing for it.

import type { Engine, Handler } from '../../../engine/engine.ts';
import { Calls } from '../../client/calls/calls.ts';
import { callsOf } from '../../client/calls/calls-schema.ts';
import { FailingProcessing } from '../../client/failing-processing.ts';
import { meterHosts } from '../../client/host.ts';
import { FanOutLoop } from '../../client/log/fan-out-loop.ts';
import { Lineage } from '../../client/log/lineage.ts';
import type { ReadLoop, ShardWatcher } from '../../client/log/read-loop.ts';
import { type BatchWatcher, type LogProcessing, Processing } from '../../client/processing.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, standsInLostZone } from '../../fault.ts';
import { type LogReader, RecordLogPort, type ShardListener } from '../../ports/record-log.ts';
import { Application } from '../../records/application.ts';
import type { Holdings } from '../../records/ledger.ts';
import { PushBill } from '../reading/push-bill.ts';
import { CatchingUp } from './catching-up.ts';
import { type ConsumerConfig, mayFail, readsFromHorizon } from './consumer-schema.ts';
import { PollingLoop } from './polling-loop.ts';

/** One consumer in one run. */
export class KinesisConsumer implements Component, ShardListener {
  private readonly loop: ReadLoop;
  private readonly reader: LogReader;
  private readonly processing: LogProcessing;
  private readonly calls: Calls;
  private readonly lineage: Lineage;
  /** Null where it has nothing to catch up with. */
  private readonly catchingUp: CatchingUp | null;
  /** Null where nothing is pushed: shared reads cost nothing. */
  private readonly bill: PushBill | null;
  private readonly hosts: number;
  private readonly engine: Engine;
  /** When it joins, µs. */
  private readonly joinsAtUs: number;
  private readonly joinHandler: number;
  private hasJoined = false;
  /** Shards that are read, or would be but for a fault. */
  private readonly begun = new Set<number>();
  /** The faults under way, of those that keep shards from being read. */
  private readonly faults: ComponentFault[] = [];

  constructor(config: ConsumerConfig, site: Site) {
    const { joinsAt, hosts } = config;
    const log = site.use(RecordLogPort, config.from);
    const late = joinsAt === undefined ? undefined : config.initialPositionInStream;
    const reader: LogReader = log.open(site.name, config.mode, late);
    this.reader = reader;
    this.hosts = hosts;
    this.engine = site.engine;
    this.joinsAtUs = joinsAt === undefined ? 0 : site.window.startUs + joinsAt;
    this.lineage = new Lineage(reader);
    const passed = meterHosts(site, config, this.joinsAtUs);
    const application = new Application(site);
    this.calls = new Calls(site, callsOf(config));
    const batches: BatchWatcher = {
      batchFinished: (shard, waiting, nowUs) => this.loop.batchFinished(shard, waiting, nowUs),
    };
    this.processing = mayFail(config)
      ? new FailingProcessing(site, reader, application, this.calls, config, batches)
      : new Processing(site, reader, application, config.processing, batches);
    this.catchingUp = readsFromHorizon(config) ? new CatchingUp(site.distribution('CatchUpTime')) : null;
    const watcher: ShardWatcher = {
      ended: (shard, nowUs) => this.ended(shard, nowUs),
      atTip: (shard, nowUs) => {
        if (this.isLast(shard)) this.catchingUp?.caughtUp(shard, nowUs);
      },
    };
    this.loop =
      config.mode === 'shared'
        ? new PollingLoop(site, reader, this.processing, config, passed, watcher)
        : new FanOutLoop(
            site,
            reader,
            this.processing,
            config.client.subscribeLatency,
            site.distribution('MillisBehindLatest'),
            watcher,
          );
    this.bill = config.mode === 'shared' ? null : new PushBill(site, reader, passed);
    reader.listen(this);
    const join: Handler = { fire: (_slot, nowUs) => this.join(nowUs) };
    this.joinHandler = joinsAt === undefined ? -1 : site.engine.register(site.name, 'join', 'timer', join);
  }

  start(): void {
    if (this.joinHandler < 0) this.join(0);
    else this.engine.schedule(this.joinHandler, 0, this.joinsAtUs);
  }

  opened(shard: number): void {
    this.processing.open(shard);
    this.loop.open(shard);
  }

  sealed(shard: number, nowUs: number): void {
    if (this.begun.has(shard) && this.faultsOf(shard) === 0) this.loop.sealed(shard, nowUs);
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind === 'slow') {
      if (begins) this.processing.slowness.begin(fault.factor);
      else this.processing.slowness.end(fault.factor);
      return;
    }
    if (begins) {
      for (const shard of this.begun) {
        if (this.stops(fault, shard) && this.faultsOf(shard) === 0) this.stop(shard, nowUs);
      }
      this.faults.push(fault);
      return;
    }
    this.faults.splice(this.faults.indexOf(fault), 1);
    if (!this.hasJoined && nowUs >= this.joinsAtUs) {
      this.join(nowUs);
      return;
    }
    for (const shard of [...this.begun]) {
      if (this.stops(fault, shard) && this.faultsOf(shard) === 0)
        this.loop.restart(shard, this.reader.rewind(shard, nowUs), nowUs);
    }
  }

  wire(): void {
    this.calls.wire();
  }

  settle(nowUs: number): void {
    this.processing.settle(nowUs);
  }

  holdings(held: Holdings): void {
    this.calls.holdings(held);
  }

  facts(): Readonly<Record<string, unknown>> {
    const { catchingUp, hasJoined, reader } = this;
    const { expiredUnread } = reader;
    return catchingUp === null
      ? { expiredUnread, hasJoined }
      : { expiredUnread, hasJoined, isUpToDate: catchingUp.isDone };
  }

  // One that is down when it should join does so once it is up.
  private join(nowUs: number): void {
    if (this.hasJoined || this.faults.some(({ kind }) => kind === 'crash')) return;
    this.hasJoined = true;
    this.reader.join(nowUs);
    this.bill?.join(nowUs);
    for (const shard of this.lineage.begin()) this.begin(shard, true, nowUs);
    this.catchingUp?.joined(nowUs);
  }

  private begin(shard: number, first: boolean, nowUs: number): void {
    this.begun.add(shard);
    if (!(this.isLast(shard) && this.reader.isAtTip(shard))) this.catchingUp?.began(shard);
    if (this.faultsOf(shard) === 0) this.loop.begin(shard, first, nowUs);
  }

  // A shard is worked through: its children come next.
  private ended(shard: number, nowUs: number): void {
    if (this.lineage.hasEnded(shard)) return;
    this.begun.delete(shard);
    this.loop.end(shard);
    for (const child of this.lineage.end(shard)) this.begin(child, false, nowUs);
    this.catchingUp?.caughtUp(shard, nowUs);
  }

  // Behind the end of a closed shard come its children.
  private isLast(shard: number): boolean {
    return this.reader.children(shard).length === 0;
  }

  // Shards are spread evenly over the hosts, and no host takes over another's.
  private stops(fault: ComponentFault, shard: number): boolean {
    return fault.kind !== 'az-lost' || standsInLostZone(shard % this.hosts);
  }

  private faultsOf(shard: number): number {
    return this.faults.filter((fault) => this.stops(fault, shard)).length;
  }

  private stop(shard: number, nowUs: number): void {
    this.processing.crash(shard, nowUs);
    this.loop.crash(shard);
    this.reader.rewind(shard, nowUs);
  }
}
