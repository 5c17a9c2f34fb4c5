// How workers of the KCL 1.x and 2.x get leases: each scans the table now and then, and takes one lease after the other by a
// conditional update. The next look comes a fixed time after the last one is over.

import type { Stream } from '../../../engine/random.ts';
import { US_PER_MS } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import { EPSILON, TAKE_TRIES } from './kcl-limits.ts';
import type { LeaseWorker, Leasing } from './lease.ts';
import type { LeaseRequest, Requester } from './lease-request.ts';
import type { LeaseTable } from './lease-table.ts';
import { LeaseView, type SeenLease } from './lease-view.ts';
import { leasesToTake } from './stealing.ts';

/** From the end of one look to the next, µs. @param failoverUs of the lease */
function takePeriodUs(failoverUs: number): number {
  return 2 * (failoverUs + EPSILON.value * US_PER_MS);
}

/** How workers get leases; one for all workers of an application. */
export interface LeaseSource {
  /** A worker looks for leases from `fromUs` on. */
  start(worker: LeaseWorker, fromUs: number): void;
  /** A worker is gone. */
  stop(worker: LeaseWorker): void;
  /** From one look to the next, µs. */
  readonly periodUs: number;
}

/** Told of leases that workers get. */
export interface LeaseTakenWatcher {
  /** A worker has got a lease. */
  taken(nowUs: number): void;
}

// One worker's look for leases.
class Look {
  readonly view: LeaseView;
  readonly left: SeenLease[] = [];
  ticket = 0;

  constructor(leasing: Leasing) {
    this.view = new LeaseView(leasing);
  }
}

/** Takes leases for all workers. */
export class Taker implements LeaseSource, Requester {
  readonly periodUs: number;
  private readonly site: Site;
  private readonly leasing: Leasing;
  private readonly table: LeaseTable;
  private readonly watcher: LeaseTakenWatcher;
  private readonly most: number;
  private readonly stream: Stream;
  private readonly looks: Look[];
  private readonly handler: number;

  /** @param most maxLeasesToStealAtOneTime */
  constructor(site: Site, leasing: Leasing, table: LeaseTable, most: number, watcher: LeaseTakenWatcher) {
    this.site = site;
    this.leasing = leasing;
    this.table = table;
    this.watcher = watcher;
    this.most = most;
    this.periodUs = takePeriodUs(leasing.failoverUs);
    this.stream = site.random('lease-taker');
    this.looks = leasing.workers.map(() => new Look(leasing));
    this.handler = site.engine.register(site.name, 'take leases', 'timer', {
      fire: (index, nowUs) => this.scan(leasing.workers[index]!, nowUs),
    });
  }

  start(worker: LeaseWorker, fromUs: number): void {
    const look = new Look(this.leasing);
    this.looks[worker.index] = look;
    look.ticket = this.site.engine.schedule(this.handler, worker.index, fromUs);
  }

  stop(worker: LeaseWorker): void {
    this.site.engine.cancel(this.looks[worker.index]!.ticket);
  }

  // What it was taken for is taken only where nothing has happened to it since the scan.
  made(request: LeaseRequest): void {
    const { action, about: shard, tag, id } = request;
    const lease = this.leasing.leases[shard]!;
    if (action !== 'take' || lease.counter !== tag || !lease.isOpen) return;
    lease.owner = id;
    lease.counter++;
    request.isDone = true;
  }

  answered(request: LeaseRequest, isServed: boolean, nowUs: number): void {
    const { action, worker, about: shard, tries, tag } = request;
    const look = this.looks[worker.index]!;
    if (action === 'scan') {
      if (isServed) {
        look.view.scanned(nowUs);
        const { failoverUs } = this.leasing;
        look.left.push(...leasesToTake(look.view, worker.id, failoverUs, this.most, this.stream));
      }
      this.next(worker, nowUs);
      return;
    }
    if (!isServed && tries + 1 < TAKE_TRIES.value) {
      this.take(worker, shard, tag, tries + 1, nowUs);
      return;
    }
    look.left.shift();
    if (request.isDone) {
      worker.holds(shard, nowUs);
      this.watcher.taken(nowUs);
    }
    this.next(worker, nowUs);
  }

  private scan(worker: LeaseWorker, nowUs: number): void {
    this.table.send(this, 'scan', worker, 0, nowUs, { items: this.looks[worker.index]!.view.items });
  }

  private next(worker: LeaseWorker, nowUs: number): void {
    const look = this.looks[worker.index]!;
    const lease = look.left[0];
    if (lease !== undefined) this.take(worker, lease.shard, lease.counter, 0, nowUs);
    else look.ticket = this.site.engine.schedule(this.handler, worker.index, nowUs + this.periodUs);
  }

  private take(worker: LeaseWorker, shard: number, counter: number, tries: number, nowUs: number): void {
    const lease = this.leasing.leases[shard]!;
    const holds = lease.counter === counter && lease.isOpen;
    this.table.send(this, 'take', worker, shard, nowUs, { holds, tag: counter, tries });
  }
}
