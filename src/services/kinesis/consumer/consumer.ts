// A consumer: one loop and one processing thread a shard. In mode shared the loop is call, process, sleep; with
// enhanced fan-out the stream pushes, and the consumer takes no more of a shard while ten pushes of it wait. Shards
// that a resharding makes are read once their parents are worked through. It may join late: it then takes its place in
// every shard at that moment, and begins with the shards whose parents have nothing for it. Who reads which shard, and
// what happens when one goes, is its library's.

import type { Engine, Handler } from '../../../engine/engine.ts';
import { Calls } from '../../client/calls/calls.ts';
import { callsOf } from '../../client/calls/calls-schema.ts';
import { FailingProcessing } from '../../client/failing-processing.ts';
import { meterHosts } from '../../client/host.ts';
import { FanOutLoop } from '../../client/log/fan-out-loop.ts';
import { Lineage } from '../../client/log/lineage.ts';
import type { ReadLoop, ShardWatcher } from '../../client/log/read-loop.ts';
import type { BatchWatcher, LogProcessing } from '../../client/log-processing.ts';
import { Processing } from '../../client/processing.ts';
import type { Component, Site } from '../../component.ts';
import type { ComponentFault } from '../../fault.ts';
import { type LogReader, RecordLogPort, type ShardListener } from '../../ports/record-log.ts';
import { Application } from '../../records/application.ts';
import type { Holdings } from '../../records/ledger.ts';
import { kclOf } from '../kcl/kcl-schema.ts';
import { PushBill } from '../reading/push-bill.ts';
import { CatchingUp } from './catching-up.ts';
import { type ConsumerConfig, mayFail, modeOf, readsFromHorizon } from './consumer-schema.ts';
import { PollingLoop } from './polling-loop.ts';
import { PrefetchLoop } from './prefetch-loop.ts';

/** What all consumers have in common, in one run. */
export abstract class Consumer<R extends LogReader = LogReader> implements Component, ShardListener {
  protected readonly engine: Engine;
  protected readonly reader: R;
  protected readonly processing: LogProcessing;
  protected readonly loop: ReadLoop;
  protected readonly lineage: Lineage;
  /** Null where it has nothing to catch up with. */
  protected readonly catchingUp: CatchingUp | null;
  /** When it joins, µs. */
  protected readonly joinsAtUs: number;
  protected hasJoined = false;
  private readonly calls: Calls;
  /** Null where nothing is pushed: shared reads cost nothing. */
  private readonly bill: PushBill | null;
  private readonly joinHandler: number;

  /** @param hosts that it runs on @param readerOf what it reads a log by */
  constructor(config: ConsumerConfig, site: Site, hosts: number, readerOf: (reader: LogReader) => R) {
    const { joinsAt } = config;
    const mode = modeOf(config);
    const late = joinsAt === undefined ? undefined : config.initialPositionInStream;
    const reader = readerOf(site.use(RecordLogPort, config.from).open(site.name, mode, late));
    this.reader = reader;
    this.engine = site.engine;
    this.joinsAtUs = joinsAt === undefined ? 0 : site.window.startUs + joinsAt;
    this.lineage = new Lineage(reader);
    const passed = meterHosts(site, { ...config, hosts }, this.joinsAtUs);
    const application = new Application(site);
    this.calls = new Calls(site, callsOf(config));
    const batches: BatchWatcher = {
      batchFinished: (shard, waiting, nowUs) => this.loop.batchFinished(shard, waiting, nowUs),
      holds: (shard, nowUs) => this.holdsThread(shard, nowUs),
    };
    this.processing = mayFail(config)
      ? new FailingProcessing(site, reader, application, this.calls, { ...config, hosts }, batches)
      : new Processing(site, reader, application, config.processing, batches);
    this.catchingUp = readsFromHorizon(config) ? new CatchingUp(site.distribution('CatchUpTime')) : null;
    const watcher: ShardWatcher = {
      ended: (shard, nowUs) => this.ended(shard, nowUs),
      atTip: (shard, nowUs) => {
        if (this.isLast(shard)) this.catchingUp?.caughtUp(shard, nowUs);
      },
    };
    if (mode === 'shared') {
      const readsAhead = kclOf(config) !== null && config.library.type !== 'kcl-1';
      const Loop = readsAhead ? PrefetchLoop : PollingLoop;
      this.loop = new Loop(site, reader, this.processing, config, passed, watcher);
    } else {
      const { subscribeLatency } = config.client;
      const behind = site.distribution('MillisBehindLatest');
      this.loop = new FanOutLoop(site, reader, this.processing, subscribeLatency, behind, watcher);
    }
    this.bill = mode === 'shared' ? null : new PushBill(site, reader, passed);
    reader.listen(this);
    const join: Handler = { fire: (_slot, nowUs) => this.join(nowUs) };
    this.joinHandler = joinsAt === undefined ? -1 : site.engine.register(site.name, 'join', 'timer', join);
  }

  /** It has joined: begins to read these shards. */
  protected abstract begins(shards: readonly number[], nowUs: number): void;
  /** Whether it is there to join. */
  protected abstract readonly isThere: boolean;
  /** A closed shard is worked through. */
  protected abstract ended(shard: number, nowUs: number): void;
  /** Whether a shard is being read. */
  protected abstract isRead(shard: number): boolean;
  /** A host goes or comes back, or several. */
  protected abstract hostFault(fault: ComponentFault, begins: boolean, nowUs: number): void;

  /** Whether a shard's thread waits before it goes on. */
  protected holdsThread(_shard: number, _nowUs: number): boolean {
    return false;
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
    if (this.isRead(shard)) this.loop.sealed(shard, nowUs);
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind !== 'slow') this.hostFault(fault, begins, nowUs);
    else if (begins) this.processing.slowness.begin(fault.factor);
    else this.processing.slowness.end(fault.factor);
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

  /** It joins, if it is time and it is there: one that is down when it should join does so once it is up. */
  protected join(nowUs: number): void {
    if (this.hasJoined || nowUs < this.joinsAtUs || !this.isThere) return;
    this.hasJoined = true;
    this.reader.join(nowUs);
    this.bill?.join(nowUs);
    this.begins(this.lineage.begin(), nowUs);
    this.catchingUp?.joined(nowUs);
  }

  /** A shard is to be read: it is behind where there is something in it. */
  protected looksBehind(shard: number): void {
    if (!(this.isLast(shard) && this.reader.isAtTip(shard))) this.catchingUp?.began(shard);
  }

  /** A shard's thread dies, and its loop: both go on where the reader's place is then. */
  protected stopReading(shard: number, nowUs: number): void {
    this.processing.crash(shard, nowUs);
    this.loop.crash(shard);
    this.reader.rewind(shard, nowUs);
  }

  // Behind the end of a closed shard come its children.
  private isLast(shard: number): boolean {
    return this.reader.children(shard).length === 0;
  }
}
