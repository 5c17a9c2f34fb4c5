// What one worker has seen of the leases: it scans the table now and then, and a lease whose counter has not grown for the
// failover time, by this worker's scans, has expired. So a lease is seen to expire by the second scan after its last renewal.

import type { Lease, Leasing } from './lease.ts';
import { NOBODY } from './lease.ts';

/** A lease as it was at the last scan. */
export interface SeenLease {
  readonly shard: number;
  readonly owner: number;
  readonly counter: number;
  /** When the counter was seen to have grown, µs; −1 of one that nobody ever had. */
  readonly grewUs: number;
}

const NEVER = -1;

/** One worker's view. */
export class LeaseView {
  private readonly leasing: Leasing;
  private seen = new Map<number, SeenLease>();
  private scannedUs = 0;

  constructor(leasing: Leasing) {
    this.leasing = leasing;
  }

  /** All leases of shards that are not over, in the order of their shards. */
  get all(): readonly SeenLease[] {
    return [...this.seen.values()];
  }

  /** How many leases a scan reads. */
  get items(): number {
    return this.leasing.leases.filter(({ isOpen }) => isOpen).length;
  }

  /** A scan has been answered. */
  scanned(nowUs: number): void {
    const fresh = new Map<number, SeenLease>();
    for (const lease of this.leasing.leases) {
      if (lease.isOpen) fresh.set(lease.shard, this.see(lease, nowUs));
    }
    this.seen = fresh;
    this.scannedUs = nowUs;
  }

  /** This worker has written into a lease who is to have it: that its counter grew was seen then. */
  assigned(shard: number, owner: number, nowUs: number): void {
    const seen = this.seen.get(shard);
    if (seen !== undefined) this.seen.set(shard, { shard, owner, counter: seen.counter + 1, grewUs: nowUs });
  }

  /** This worker has written into a lease whom its owner is to hand it over to: the counter has grown, its owner lives no longer for it. */
  announced(shard: number): void {
    const seen = this.seen.get(shard);
    if (seen !== undefined) this.seen.set(shard, { ...seen, counter: seen.counter + 1 });
  }

  /** Whether anybody may take it: it has expired, or nobody has it. */
  isAvailable(lease: SeenLease): boolean {
    return lease.owner === NOBODY || this.expiredFor(lease) > this.leasing.failoverUs;
  }

  /** How long ago the counter grew, µs. */
  expiredFor({ grewUs }: SeenLease): number {
    return grewUs === NEVER ? Number.POSITIVE_INFINITY : this.scannedUs - grewUs;
  }

  private see({ shard, owner, counter }: Lease, nowUs: number): SeenLease {
    const before = this.seen.get(shard);
    let grewUs = before === undefined && owner === NOBODY ? NEVER : nowUs;
    if (before !== undefined && before.counter === counter) grewUs = before.grewUs;
    return { shard, owner, counter, grewUs };
  }
}
