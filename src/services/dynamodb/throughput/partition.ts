// One partition: three replicas, of which the leader takes the writes and the consistent reads, and any serves the others. It
// has limits of its own, however much the table has. In legacy mode it also has its even share of what is provisioned.

import { CreditBucket } from '../../../engine/credit-bucket.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import { HALVES } from '../capacity/units.ts';
import { BURST_SECONDS, PARTITION_EVENTUAL_READS, PARTITION_READS, PARTITION_WRITES } from '../limits.ts';

/** What a partition has of the table's capacity in legacy mode: units a second, and whether its credit begins full. */
export interface PartitionShare {
  readonly reads: number;
  readonly writes: number;
  readonly isFull: boolean;
}

/** The limits of one partition. Reads are in halves of a unit. */
export class Partition {
  private readonly writes = new TokenBucket(PARTITION_WRITES.value, PARTITION_WRITES.value);
  private readonly leaderReads = new TokenBucket(
    PARTITION_READS.value * HALVES,
    PARTITION_READS.value * HALVES,
  );
  private readonly replicaReads = new TokenBucket(
    PARTITION_EVENTUAL_READS.value * HALVES,
    PARTITION_EVENTUAL_READS.value * HALVES,
  );
  private readonly shareOfWrites: CreditBucket | null;
  private readonly shareOfReads: CreditBucket | null;
  /** Let through since `forgetServed`, but for what goes from key to key. */
  servedUnits = 0;
  servedHalves = 0;

  /** @param share null where the table's capacity is not divided */
  constructor(share: PartitionShare | null) {
    this.shareOfWrites = share === null ? null : credit(share.writes, share.isFull);
    this.shareOfReads = share === null ? null : credit(share.reads * HALVES, share.isFull);
  }

  /** Whether its share of the table's capacity allows a write (or a read) now. */
  hasShare(isWrite: boolean, nowUs: number): boolean {
    return (isWrite ? this.shareOfWrites : this.shareOfReads)?.isOpen(nowUs) ?? true;
  }

  /** Whether its own limits allow a write of so many units. */
  allowsWrite(units: number, nowUs: number): boolean {
    return this.writes.affordable(nowUs, within(units, this.writes), 1) === 1;
  }

  /** Whether its own limits allow a read of so many halves. */
  allowsRead(halves: number, isConsistent: boolean, nowUs: number): boolean {
    if (this.replicaReads.affordable(nowUs, within(halves, this.replicaReads), 1) === 0) return false;
    return !isConsistent || this.leaderReads.affordable(nowUs, within(halves, this.leaderReads), 1) === 1;
  }

  /** A write is let through. */
  write(units: number): void {
    this.writes.take(within(units, this.writes));
    this.servedUnits += units;
    this.shareOfWrites?.take(units);
  }

  /** A write that was let through is not made. */
  unwrite(units: number): void {
    this.writes.give(within(units, this.writes));
    this.servedUnits -= units;
    this.shareOfWrites?.give(units);
  }

  /** A read is let through. @param isInOrder whether it goes from key to key: a partition is not split for that */
  read(halves: number, isConsistent: boolean, isInOrder: boolean): void {
    this.replicaReads.take(within(halves, this.replicaReads));
    if (!isInOrder) this.servedHalves += halves;
    if (isConsistent) this.leaderReads.take(within(halves, this.leaderReads));
    this.shareOfReads?.take(halves);
  }

  /** Counts what it lets through from 0 again. */
  forgetServed(): void {
    this.servedUnits = 0;
    this.servedHalves = 0;
  }
}

/** A bucket of unused capacity. @param perSecond whole units */
export function credit(perSecond: number, isFull: boolean): CreditBucket {
  const capacity = perSecond * BURST_SECONDS.value;
  return new CreditBucket(perSecond, capacity, isFull ? capacity : 0);
}

// One request may take more than a second's worth (an item with its local indexes, a query that fetches): then it takes all of it.
function within(units: number, { burst }: TokenBucket): number {
  return units < burst ? units : burst;
}
