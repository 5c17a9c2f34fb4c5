// What a table or an index as a whole lets through, before any partition is asked: what is provisioned and the credit of what was not
// used, or in on-demand mode its quota and a maximum of the user's own.

import { CreditBucket } from '../../../engine/credit-bucket.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import { HALVES } from '../capacity/units.ts';
import { BURST_SECONDS, TABLE_QUOTA } from '../limits.ts';
import { credit } from './partition.ts';
import { BY_ACCOUNT, BY_MAX_ON_DEMAND, BY_PROVISIONED } from './reasons.ts';
import { provisionedOf, type ThroughputConfig } from './throughput-schema.ts';

/** The limits of the whole table, reads or writes. */
export interface WholeCapacity {
  /** @returns 0 where so much is let through now, else why not; takes nothing */
  refuses(units: number, nowUs: number): number;
  take(units: number): void;
  /** Takes back what was taken and is not needed. */
  give(units: number): void;
  /** Other units a second are provisioned from now on. */
  provision(perSecond: number, nowUs: number): void;
  /** Credit of unused capacity at `nowUs`, in units as they are counted; null where there is none. */
  creditAt(nowUs: number): number | null;
}

class Provisioned implements WholeCapacity {
  private readonly bucket: CreditBucket;

  constructor(perSecond: number, isFull: boolean) {
    this.bucket = credit(perSecond, isFull);
  }

  refuses(_units: number, nowUs: number): number {
    return this.bucket.isOpen(nowUs) ? 0 : BY_PROVISIONED;
  }

  take(units: number): void {
    this.bucket.take(units);
  }

  give(units: number): void {
    this.bucket.give(units);
  }

  provision(perSecond: number, nowUs: number): void {
    this.bucket.change(perSecond, perSecond * BURST_SECONDS.value, nowUs);
  }

  creditAt(nowUs: number): number {
    return this.bucket.levelAt(nowUs);
  }
}

class OnDemand implements WholeCapacity {
  private readonly quota: TokenBucket;
  private readonly maximum: CreditBucket | null;

  /** @param most units a second that the user allows */
  constructor(quota: number, most: number | undefined) {
    this.quota = new TokenBucket(quota, quota);
    this.maximum = most === undefined ? null : new CreditBucket(most, most);
  }

  refuses(units: number, nowUs: number): number {
    if (this.maximum !== null && !this.maximum.isOpen(nowUs)) return BY_MAX_ON_DEMAND;
    return this.quota.affordable(nowUs, units, 1) === 1 ? 0 : BY_ACCOUNT;
  }

  take(units: number): void {
    this.quota.take(units);
    this.maximum?.take(units);
  }

  give(units: number): void {
    this.quota.give(units);
    this.maximum?.give(units);
  }

  provision(): void {}

  creditAt(): null {
    return null;
  }
}

// In legacy mode each partition has its share, and the table nothing of its own.
const DIVIDED: WholeCapacity = {
  refuses: () => 0,
  take: () => {},
  give: () => {},
  provision: () => {},
  creditAt: () => null,
};

/** What a table lets through of reads (in halves of a unit) and of writes. */
export function capacityOf(config: ThroughputConfig): {
  readonly reads: WholeCapacity;
  readonly writes: WholeCapacity;
} {
  const provisioned = provisionedOf(config);
  if (provisioned === null) {
    const { maxReadRequestUnits: reads, maxWriteRequestUnits: writes } = config.onDemandThroughput ?? {};
    return {
      reads: new OnDemand(TABLE_QUOTA.value * HALVES, reads === undefined ? undefined : reads * HALVES),
      writes: new OnDemand(TABLE_QUOTA.value, writes),
    };
  }
  if (config.partitioning === 'legacy') return { reads: DIVIDED, writes: DIVIDED };
  const isFull = config.burstCredit === 'full';
  return {
    reads: new Provisioned(provisioned.reads * HALVES, isFull),
    writes: new Provisioned(provisioned.writes, isFull),
  };
}
