// How workers of the KCL 3.x get leases: the leader scans the table and writes into it who is to have what; each worker asks an
// index now and then which leases are its own. A lease that is moved is handed over by its owner, who checkpoints first; one
// whose owner does not do so in time is taken from it (coordinator/assignment/LeaseAssignmentManager.java and
// leases/dynamodb/DynamoDBLeaseDiscoverer.java of the Kinesis Client Library 3.5).

import { US_PER_MS } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import { assignFree, type Candidate, rebalance } from './balance.ts';
import { DISCOVERY_MARGIN, HANDOFF_TIMEOUT, REBALANCE_RUNS, REPORT_PERIOD } from './kcl-limits.ts';
import { Leader } from './leader.ts';
import { type Lease, type LeaseWorker, type Leasing, NOBODY } from './lease.ts';
import type { LeaseRequest, Requester } from './lease-request.ts';
import type { LeaseTable } from './lease-table.ts';
import { LeaseView } from './lease-view.ts';
import type { LeaseSource, LeaseTakenWatcher } from './taker.ts';

/** A worker that has missed so many reports gets no lease. */
const MISSED_REPORTS = 2;

// What one worker does as a leader, and the events of its loops.
class Duty {
  view: LeaseView;
  sinceUs = -1;
  runs = 0;
  underWay = 0;
  assignTicket = 0;
  discoverTicket = 0;

  constructor(leasing: Leasing) {
    this.view = new LeaseView(leasing);
  }
}

// What a worker reported of itself: it is believed to be there until its reports are missed.
interface Reporter {
  readonly id: number;
  readonly upUs: number;
  /** When it went, µs; null while it is there. */
  goneUs: number | null;
  /** What it reported then: the throughput of its leases, and how many they were. */
  load: number;
  leases: number;
}

/** Assigns leases to all workers. */
export class Assigner implements LeaseSource, Requester {
  readonly periodUs: number;
  private readonly site: Site;
  private readonly leasing: Leasing;
  private readonly table: LeaseTable;
  private readonly watcher: LeaseTakenWatcher;
  private readonly discoverUs: number;
  private readonly leader = new Leader();
  private hasLeader = false;
  private readonly duties: Duty[];
  private readonly reporters: Reporter[] = [];
  private readonly assignHandler: number;
  private readonly discoverHandler: number;

  constructor(site: Site, leasing: Leasing, table: LeaseTable, watcher: LeaseTakenWatcher) {
    this.site = site;
    this.leasing = leasing;
    this.table = table;
    this.watcher = watcher;
    this.periodUs = 2 * leasing.failoverUs;
    this.discoverUs = leasing.failoverUs - DISCOVERY_MARGIN.value * US_PER_MS;
    this.duties = leasing.workers.map(() => new Duty(leasing));
    this.assignHandler = site.engine.register(site.name, 'assign leases', 'timer', {
      fire: (index, nowUs) => this.lead(leasing.workers[index]!, nowUs),
    });
    this.discoverHandler = site.engine.register(site.name, 'discover leases', 'timer', {
      fire: (index, nowUs) => this.discover(leasing.workers[index]!, nowUs),
    });
  }

  start(worker: LeaseWorker, fromUs: number): void {
    const { engine } = this.site;
    const { nowUs } = engine;
    const duty = new Duty(this.leasing);
    this.duties[worker.index] = duty;
    if (!this.hasLeader) this.leader.begin(worker, nowUs);
    this.hasLeader = true;
    this.reporters.push({ id: worker.id, upUs: nowUs, goneUs: null, load: 0, leases: 0 });
    duty.assignTicket = engine.schedule(this.assignHandler, worker.index, fromUs);
    duty.discoverTicket = engine.schedule(
      this.discoverHandler,
      worker.index,
      nowUs + Math.floor((fromUs - nowUs) / 2),
    );
  }

  stop(worker: LeaseWorker): void {
    const { engine } = this.site;
    const duty = this.duties[worker.index]!;
    engine.cancel(duty.assignTicket);
    engine.cancel(duty.discoverTicket);
    this.leader.gone(worker, engine.nowUs);
    const reporter = this.reporters.find(({ id }) => id === worker.id);
    if (reporter === undefined) return;
    const own = this.leasing.leases.filter(({ owner, isOpen }) => isOpen && owner === worker.id);
    reporter.goneUs = engine.nowUs;
    reporter.load = sumOf(own);
    reporter.leases = own.length;
  }

  // Only where the lease is still whose it was when the leader scanned.
  made(request: LeaseRequest, nowUs: number): void {
    const { action, about: shard, tag } = request;
    const lease = this.leasing.leases[shard]!;
    if (action !== 'assign' || !isAsSeen(lease, tag, request.epoch)) return;
    lease.counter++;
    const isHandedOver = tag < 0;
    const to = isHandedOver ? -tag : tag;
    request.isDone = true;
    if (isHandedOver) {
      lease.nextOwner = to;
      lease.handoffUs = nowUs;
    } else {
      lease.owner = to;
      lease.nextOwner = NOBODY;
    }
  }

  answered(request: LeaseRequest, isServed: boolean, nowUs: number): void {
    const { action, worker } = request;
    const duty = this.duties[worker.index]!;
    if (action === 'query') {
      if (isServed) this.found(worker, nowUs);
      duty.discoverTicket = this.site.engine.schedule(
        this.discoverHandler,
        worker.index,
        nowUs + this.discoverUs,
      );
      return;
    }
    if (action === 'scan') {
      if (isServed) {
        duty.view.scanned(nowUs);
        this.decide(worker, duty, nowUs);
      }
    } else {
      duty.underWay--;
      if (request.isDone && request.tag < 0) duty.view.announced(request.about);
      else if (request.isDone) duty.view.assigned(request.about, request.tag, nowUs);
    }
    if (duty.underWay === 0) this.nextRun(worker, duty, nowUs);
  }

  private nextRun(worker: LeaseWorker, duty: Duty, nowUs: number): void {
    duty.assignTicket = this.site.engine.schedule(this.assignHandler, worker.index, nowUs + this.periodUs);
  }

  private lead(worker: LeaseWorker, nowUs: number): void {
    const duty = this.duties[worker.index]!;
    const sinceUs = this.leader.leadsSince(worker, nowUs);
    if (sinceUs === null) {
      this.nextRun(worker, duty, nowUs);
      return;
    }
    if (duty.sinceUs !== sinceUs) {
      // A new leader has seen nothing yet.
      duty.sinceUs = sinceUs;
      duty.view = new LeaseView(this.leasing);
      duty.runs = 0;
    }
    this.table.send(this, 'scan', worker, 0, nowUs, { items: duty.view.items });
  }

  private decide(worker: LeaseWorker, duty: Duty, nowUs: number): void {
    const { leases } = this.leasing;
    const { view } = duty;
    const all = view.all.map((seen) => ({ ...seen, throughput: leases[seen.shard]!.throughput }));
    const free = all
      .filter((seen) => view.isAvailable(seen))
      .sort((a, b) => view.expiredFor(b) - view.expiredFor(a) || a.shard - b.shard);
    const held = all.filter((seen) => !view.isAvailable(seen));
    const candidates = this.candidates(all, nowUs);
    const assignments = [...assignFree(free, candidates)];
    for (const { shard, to } of assignments) this.assign(worker, duty, shard, to, nowUs);
    this.takeBack(worker, duty, nowUs);
    if (duty.runs === 0) {
      const settled = held.filter(({ shard }) => leases[shard]!.nextOwner === NOBODY);
      for (const { shard, to } of rebalance(settled, candidates))
        this.assign(worker, duty, shard, -to, nowUs);
    }
    duty.runs = (duty.runs + 1) % REBALANCE_RUNS.value;
  }

  // Whom a lease was to be handed over to, and was not in time, gets it now.
  private takeBack(worker: LeaseWorker, duty: Duty, nowUs: number): void {
    const timeoutUs = HANDOFF_TIMEOUT.value * US_PER_MS + this.leasing.failoverUs;
    for (const { shard, nextOwner, handoffUs, isOpen } of this.leasing.leases) {
      if (!isOpen || nextOwner === NOBODY || nowUs - handoffUs <= timeoutUs) continue;
      this.assign(worker, duty, shard, nextOwner, nowUs);
    }
  }

  private assign(worker: LeaseWorker, duty: Duty, shard: number, tag: number, nowUs: number): void {
    duty.underWay++;
    const epoch = heirOf(this.leasing.leases[shard]!);
    this.table.send(this, 'assign', worker, shard, nowUs, { tag, epoch });
  }

  private candidates(all: readonly { owner: number; throughput: number }[], nowUs: number): Candidate[] {
    const staleUs = MISSED_REPORTS * REPORT_PERIOD.value * US_PER_MS;
    return this.reporters
      .filter(({ upUs, goneUs }) => goneUs === null || nowUs - lastReportUs(upUs, goneUs) <= staleUs)
      .map(({ id, goneUs, load, leases }) => {
        // Of one that is gone the last report is all that is known.
        if (goneUs !== null) return { id, load, leases };
        const own = all.filter(({ owner }) => owner === id);
        return { id, load: sumOf(own), leases: own.length };
      });
  }

  private discover(worker: LeaseWorker, nowUs: number): void {
    const items = this.leasing.leases.filter(({ owner, isOpen }) => isOpen && owner === worker.id).length;
    this.table.send(this, 'query', worker, 0, nowUs, { items });
  }

  private found(worker: LeaseWorker, nowUs: number): void {
    for (const { shard, owner, isOpen } of this.leasing.leases) {
      if (!isOpen || owner !== worker.id || worker.held.has(shard)) continue;
      worker.holds(shard, nowUs);
      this.watcher.taken(nowUs);
    }
  }
}

// Who has a lease, or is to have it.
function heirOf({ owner, nextOwner }: Lease): number {
  return nextOwner === NOBODY ? owner : nextOwner;
}

// Whether what the leader asks for may be done: the lease has the heir whom it saw, and is handed over to one at a time.
function isAsSeen(lease: Lease, tag: number, seen: number): boolean {
  return lease.isOpen && heirOf(lease) === seen && (tag >= 0 || lease.nextOwner === NOBODY);
}

function sumOf(leases: readonly { readonly throughput: number }[]): number {
  return leases.reduce((sum, { throughput }) => sum + throughput, 0);
}

/** When a worker that is gone reported last, µs. */
function lastReportUs(upUs: number, goneUs: number): number {
  const periodUs = REPORT_PERIOD.value * US_PER_MS;
  return upUs + Math.floor((goneUs - upUs) / periodUs) * periodUs;
}
