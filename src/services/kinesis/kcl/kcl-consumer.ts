// A consumer with the Kinesis Client Library: its workers share the shards by leases in a DynamoDB table. A worker renews what it
// holds, and starts and stops shards once a second as its leases come and go; how it gets leases is its version's. A run begins
// with the application at work: the leases are there, spread evenly.

import type { Stream } from '../../../engine/random.ts';
import { US_PER_MS, US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Counter } from '../../../metrics/counter.ts';
import type { Distribution } from '../../../metrics/distribution.ts';
import type { Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { type ComponentFault, standsInLostZone } from '../../fault.ts';
import type { Holdings } from '../../records/ledger.ts';
import { Consumer } from '../consumer/consumer.ts';
import type { ConsumerConfig } from '../consumer/consumer-schema.ts';
import { Assigner } from './assigner.ts';
import { CheckpointedReader } from './checkpointed-reader.ts';
import { DISPATCH_PERIOD, LOAD_WEIGHT } from './kcl-limits.ts';
import type { KclConfig } from './kcl-schema.ts';
import { type Held, Lease, LeaseWorker, type Leasing, NOBODY } from './lease.ts';
import { LeaseTable } from './lease-table.ts';
import { Renewer } from './renewer.ts';
import { ShardRun } from './shard-run.ts';
import { ShardStarts } from './shard-starts.ts';
import { ShardWork } from './shard-work.ts';
import { type LeaseSource, Taker } from './taker.ts';

const DISPATCH_US = DISPATCH_PERIOD.value * US_PER_MS;

/** One such consumer in one run. */
export class KclConsumer extends Consumer<CheckpointedReader> {
  private readonly table: LeaseTable;
  private readonly leases: Lease[] = [];
  private readonly runs: ShardRun[] = [];
  private readonly workers: readonly LeaseWorker[];
  private readonly failoverUs: number;
  private readonly intervalUs: number;
  private readonly renewer: Renewer;
  private readonly source: LeaseSource;
  private readonly starts: ShardStarts;
  private readonly work: ShardWork;
  private readonly phases: Stream;
  private readonly takeoverTime: Distribution;
  private readonly currentLeases: Level;
  private readonly lostLeases: Counter;
  private readonly crashedLeases: Counter;
  private readonly takenLeases: Counter;
  private readonly dispatchHandler: number;
  private readonly dispatchTickets: number[] = [];
  private identities = 0;

  constructor(config: ConsumerConfig, kcl: KclConfig, site: Site) {
    super(config, site, kcl.workers, (reader) => new CheckpointedReader(reader));
    this.failoverUs = kcl.failoverTime;
    this.intervalUs = kcl.checkpointInterval;
    this.table = new LeaseTable(site, kcl);
    this.workers = Array.from({ length: kcl.workers }, (_, i) => new LeaseWorker(i, this.table.retrier()));
    const leasing: Leasing = { leases: this.leases, workers: this.workers, failoverUs: this.failoverUs };
    this.takeoverTime = site.distribution('TakeoverTime');
    this.currentLeases = site.level('CurrentLeases');
    this.lostLeases = site.counter('LostLeases');
    this.crashedLeases = site.counter('CrashedLeases');
    this.takenLeases = site.counter('TakenLeases');
    this.phases = site.random('kcl-phases');
    this.renewer = new Renewer(site, leasing, this.table, kcl.maxLeaseRenewalThreads, {
      lost: (worker, shard, nowUs) => this.lost(worker, shard, nowUs),
      renewed: (worker, shard, nowUs) => this.renewed(worker, shard, nowUs),
    });
    const watcher = { taken: (nowUs: number) => this.taken(nowUs) };
    this.source =
      kcl.type === 'kcl-3'
        ? new Assigner(site, leasing, this.table, watcher)
        : new Taker(site, leasing, this.table, kcl.maxLeasesToStealAtOneTime, watcher);
    this.starts = new ShardStarts(this.table, {
      unfinishedParents: (shard) =>
        this.reader.parents(shard).filter((parent) => !this.lineage.hasEnded(parent)),
      begin: (worker, shard, nowUs) => this.takeOver(worker, shard, nowUs),
    });
    const { reader, processing, loop } = this;
    const reading = {
      reader,
      pause: (shard: number) => loop.crash(shard),
      resume: (shard: number, nowUs: number) => processing.resume(shard, nowUs),
      isBusy: (shard: number) => processing.isBusy(shard),
      over: (shard: number, nowUs: number) => this.over(shard, nowUs),
      givenAway: (run: ShardRun, nowUs: number) => {
        this.stop(run, nowUs);
        this.countLeases(nowUs);
      },
      lost: (worker: LeaseWorker, shard: number, nowUs: number) => this.lost(worker, shard, nowUs),
    };
    this.work = new ShardWork(leasing, this.table, reading, this.intervalUs, this.runs);
    for (const shard of this.reader.shards.keys()) this.addShard(shard);
    this.dispatchHandler = site.engine.register(site.name, 'dispatch shards', 'timer', {
      fire: (index, nowUs) => this.dispatch(this.workers[index]!, nowUs),
    });
  }

  override opened(shard: number): void {
    super.opened(shard);
    this.addShard(shard);
  }

  override wire(): void {
    super.wire();
    this.table.wire();
  }

  override holdings(held: Holdings): void {
    super.holdings(held);
    this.table.holdings(held);
  }

  protected get isThere(): boolean {
    return this.workers.some(({ faults }) => faults === 0);
  }

  protected begins(shards: readonly number[], nowUs: number): void {
    const there = this.workers.filter(({ faults }) => faults === 0);
    for (const worker of there) {
      this.comeUp(worker, nowUs);
      this.run(worker, nowUs, (periodUs) => Math.floor(this.phases.double() * periodUs));
    }
    for (const [i, shard] of shards.entries()) {
      const worker = there[i % there.length]!;
      const lease = this.leases[shard]!;
      lease.exists = true;
      lease.owner = worker.id;
      lease.counter = 1;
      worker.holds(shard, nowUs);
      const phaseUs = Math.floor(this.phases.double() * this.intervalUs);
      this.runs[shard]!.began(worker, nowUs + phaseUs, nowUs);
      this.looksBehind(shard);
      this.loop.begin(shard, true, nowUs);
    }
    this.countLeases(nowUs);
  }

  protected isRead(shard: number): boolean {
    return this.runs[shard]!.stage === 'reading';
  }

  protected override holdsThread(shard: number, nowUs: number): boolean {
    return this.work.holds(this.runs[shard]!, nowUs);
  }

  protected ended(shard: number, nowUs: number): void {
    this.work.ended(this.runs[shard]!, nowUs);
  }

  protected hostFault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    for (const worker of this.workers) {
      if (!hits(fault, worker.index)) continue;
      worker.faults += begins ? 1 : -1;
      if (begins && worker.isUp) this.goDown(worker, nowUs);
      if (!begins && worker.faults === 0 && this.hasJoined) {
        this.comeUp(worker, nowUs);
        this.run(worker, nowUs, () => 0);
      }
    }
    if (!begins) this.join(nowUs);
  }

  private addShard(shard: number): void {
    this.leases[shard] = new Lease(shard);
    this.runs[shard] = new ShardRun(shard);
  }

  private comeUp(worker: LeaseWorker, nowUs: number): void {
    worker.id = ++this.identities;
    worker.isUp = true;
    worker.upUs = nowUs;
  }

  // Its loops begin, each after a part of its period.
  private run(worker: LeaseWorker, nowUs: number, phaseUs: (periodUs: number) => number): void {
    this.renewer.start(worker, nowUs + phaseUs(this.renewer.period));
    this.source.start(worker, nowUs + phaseUs(this.source.periodUs));
    this.dispatchAt(worker, nowUs + phaseUs(DISPATCH_US));
  }

  private goDown(worker: LeaseWorker, nowUs: number): void {
    this.renewer.stop(worker);
    this.source.stop(worker);
    this.engine.cancel(this.dispatchTickets[worker.index]!);
    this.starts.forget(worker);
    this.table.drop(worker);
    worker.isUp = false;
    this.crashedLeases.add(nowUs, [...worker.held.values()].filter(({ isGivenUp }) => !isGivenUp).length);
    worker.held.clear();
    for (const run of this.runs) if (run.worker === worker) this.stop(run, nowUs);
    this.countLeases(nowUs);
  }

  private dispatchAt(worker: LeaseWorker, atUs: number): void {
    this.dispatchTickets[worker.index] = this.engine.schedule(this.dispatchHandler, worker.index, atUs);
  }

  // Stops the shards whose leases are gone, and goes on with the others.
  private dispatch(worker: LeaseWorker, nowUs: number): void {
    const toStart: number[] = [];
    for (const run of this.runs) {
      const held = worker.held.get(run.shard);
      const isHeld = held !== undefined && nowUs - held.renewedUs <= this.failoverUs;
      if (run.worker === worker) {
        if (isHeld) this.work.goOn(run, nowUs);
        else this.giveUp(run, held, nowUs);
      } else if (isHeld) toStart.push(run.shard);
    }
    this.starts.goOn(worker, toStart, nowUs);
    this.dispatchAt(worker, nowUs + DISPATCH_US);
  }

  // A lease that has expired is lost to its worker, even where a renewal that is under way will bring it back.
  private giveUp(run: ShardRun, held: Held | undefined, nowUs: number): void {
    if (held !== undefined) {
      held.isGivenUp = true;
      this.lostLeases.add(nowUs, 1);
    }
    this.stop(run, nowUs);
  }

  // Whoever still reads it has lost it, and does not know yet.
  private takeOver(worker: LeaseWorker, shard: number, nowUs: number): void {
    const run = this.runs[shard]!;
    if (!worker.held.has(shard) || this.leases[shard]!.isEnded) return;
    const isStolen = run.worker !== null;
    if (isStolen) this.stop(run, nowUs);
    // Whoever begins checkpoints its first batch, as AWS's samples do.
    const unreadUs = run.began(worker, nowUs, nowUs);
    if (unreadUs >= 0 && !isStolen) this.takeoverTime.add(nowUs, unreadUs, 1);
    this.loop.restart(shard, this.reader.rewind(shard, nowUs), nowUs);
  }

  private stop(run: ShardRun, nowUs: number): void {
    run.stopped(nowUs);
    this.stopReading(run.shard, nowUs);
  }

  private over(shard: number, nowUs: number): void {
    const run = this.runs[shard]!;
    run.stopped(nowUs);
    this.loop.end(shard);
    for (const child of this.lineage.end(shard)) this.looksBehind(child);
    this.catchingUp?.caughtUp(shard, nowUs);
    this.countLeases(nowUs);
  }

  private taken(nowUs: number): void {
    this.takenLeases.add(nowUs, 1);
    this.countLeases(nowUs);
  }

  private lost(worker: LeaseWorker, shard: number, nowUs: number): void {
    const held = worker.held.get(shard);
    if (held === undefined) return;
    worker.held.delete(shard);
    if (!held.isGivenUp) this.lostLeases.add(nowUs, 1);
    this.countLeases(nowUs);
  }

  private renewed(worker: LeaseWorker, shard: number, nowUs: number): void {
    const run = this.runs[shard]!;
    const lease = this.leases[shard]!;
    this.weigh(run, lease, nowUs);
    if (run.worker === worker && lease.nextOwner !== NOBODY && lease.nextOwner !== worker.id)
      this.work.wanted(run, nowUs);
  }

  private weigh(run: ShardRun, lease: Lease, nowUs: number): void {
    const { bytes } = this.reader.shards[run.shard]!;
    if (nowUs <= run.countedUs) return;
    const now = ((bytes - run.countedBytes) * US_PER_SECOND) / (nowUs - run.countedUs);
    lease.throughput += LOAD_WEIGHT.value * (now - lease.throughput);
    run.countedBytes = bytes;
    run.countedUs = nowUs;
  }

  private countLeases(nowUs: number): void {
    this.currentLeases.set(
      nowUs,
      this.workers.reduce((sum, { held }) => sum + held.size, 0),
    );
  }
}

function hits(fault: ComponentFault, index: number): boolean {
  if (fault.kind === 'az-lost') return standsInLostZone(index);
  return fault.kind !== 'crash' || fault.worker === undefined || fault.worker === index + 1;
}
