// How workers renew their leases: at a fixed rate, a few threads at once. A renewal that is throttled is tried once more and
// then skipped; a lease that was not renewed for the failover time is not renewed any more, but dropped: it is lost (KCL 2.7,
// leases/dynamodb/DynamoDBLeaseRenewer.java). A run that takes longer than the period puts the next one off until it is over.

import { US_PER_MS } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import { EPSILON, RENEWAL_POOL_DIVISOR, RENEWAL_THREADS_LEAST, RENEWAL_TRIES } from './kcl-limits.ts';
import type { Held, LeaseWorker, Leasing } from './lease.ts';
import type { LeaseRequest, Requester } from './lease-request.ts';
import type { LeaseTable } from './lease-table.ts';

/** From one run of renewals to the next, µs. @param failoverUs of the lease */
export function renewPeriodUs(failoverUs: number): number {
  return Math.floor(failoverUs / US_PER_MS / 3) * US_PER_MS - EPSILON.value * US_PER_MS;
}

/** Threads that renew. @param most maxLeaseRenewalThreads */
export function renewalThreads(most: number): number {
  return Math.min(most, Math.max(RENEWAL_THREADS_LEAST.value, Math.floor(most / RENEWAL_POOL_DIVISOR.value)));
}

/** Told what renewals find. */
interface RenewalWatcher {
  /** A worker has dropped a lease. */
  lost(worker: LeaseWorker, shard: number, nowUs: number): void;
  /** A worker has renewed a lease that is to be another's. */
  renewed(worker: LeaseWorker, shard: number, nowUs: number): void;
}

// One worker's renewals.
class Run {
  /** Shards whose turn is still to come. */
  readonly left: number[] = [];
  underWay = 0;
  isRunning = false;
  /** When the next run is due, µs. */
  dueUs = 0;
  ticket = 0;
}

/** The renewals of all workers. */
export class Renewer implements Requester {
  private readonly site: Site;
  private readonly leasing: Leasing;
  private readonly table: LeaseTable;
  private readonly watcher: RenewalWatcher;
  private readonly threads: number;
  private readonly periodUs: number;
  private readonly runs: Run[];
  private readonly handler: number;

  /** @param threads maxLeaseRenewalThreads */
  constructor(site: Site, leasing: Leasing, table: LeaseTable, threads: number, watcher: RenewalWatcher) {
    this.site = site;
    this.leasing = leasing;
    this.table = table;
    this.watcher = watcher;
    this.threads = renewalThreads(threads);
    this.periodUs = renewPeriodUs(leasing.failoverUs);
    this.runs = leasing.workers.map(() => new Run());
    this.handler = site.engine.register(site.name, 'renew leases', 'timer', {
      fire: (index, nowUs) => this.begin(leasing.workers[index]!, nowUs),
    });
  }

  /** The time between runs, µs. */
  get period(): number {
    return this.periodUs;
  }

  /** A worker renews from `fromUs` on. */
  start(worker: LeaseWorker, fromUs: number): void {
    const run = new Run();
    this.runs[worker.index] = run;
    run.dueUs = fromUs;
    run.ticket = this.site.engine.schedule(this.handler, worker.index, fromUs);
  }

  /** A worker is gone. */
  stop(worker: LeaseWorker): void {
    const run = this.runs[worker.index]!;
    this.site.engine.cancel(run.ticket);
    run.left.length = 0;
  }

  made({ about: shard, id }: LeaseRequest): void {
    const lease = this.leasing.leases[shard]!;
    if (lease.owner === id) lease.counter++;
  }

  answered(request: LeaseRequest, isServed: boolean, nowUs: number): void {
    const { worker, about: shard, tries } = request;
    this.runs[worker.index]!.underWay--;
    const held = worker.held.get(shard);
    if (held !== undefined) {
      if (!isServed) {
        if (tries + 1 < RENEWAL_TRIES.value && this.renew(worker, held, tries + 1, nowUs)) return;
      } else if (this.leasing.leases[shard]!.owner === worker.id) {
        worker.renewed(shard, nowUs);
        this.watcher.renewed(worker, shard, nowUs);
      } else this.watcher.lost(worker, shard, nowUs);
    }
    this.goOn(worker, nowUs);
  }

  private begin(worker: LeaseWorker, nowUs: number): void {
    const run = this.runs[worker.index]!;
    run.isRunning = true;
    // From the last key to the first.
    run.left.push(...[...worker.held.keys()].sort((a, b) => a - b));
    this.goOn(worker, nowUs);
  }

  private goOn(worker: LeaseWorker, nowUs: number): void {
    const run = this.runs[worker.index]!;
    while (run.underWay < this.threads && run.left.length > 0) {
      const held = worker.held.get(run.left.pop()!);
      if (held !== undefined) this.renew(worker, held, 0, nowUs);
    }
    if (!run.isRunning || run.underWay > 0) return;
    run.isRunning = false;
    run.dueUs += this.periodUs;
    run.ticket = this.site.engine.schedule(this.handler, worker.index, Math.max(nowUs, run.dueUs));
  }

  // Sends one renewal, unless the lease has expired: then it is lost. Returns whether one is sent.
  private renew(worker: LeaseWorker, { shard, renewedUs }: Held, tries: number, nowUs: number): boolean {
    if (nowUs - renewedUs > this.leasing.failoverUs) {
      this.watcher.lost(worker, shard, nowUs);
      return false;
    }
    this.runs[worker.index]!.underWay++;
    const holds = this.leasing.leases[shard]!.owner === worker.id;
    this.table.send(this, 'renew', worker, shard, nowUs, { holds, tries });
    return true;
  }
}
