// What capacity is billed for: the hours of what is provisioned, or each request's units; and what is stored.

import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import { STORAGE_OVERHEAD_BYTES } from '../meters.ts';
import { provisionedOf, type ThroughputConfig } from './throughput-schema.ts';

/** The bill of the capacity of a table or an index. */
export class ThroughputBilling {
  private readonly site: Site;
  /** Null where capacity is provisioned. */
  private readonly reads: UsageMeter | null;
  private readonly writes: UsageMeter | null;

  constructor(site: Site, config: ThroughputConfig) {
    const provisioned = provisionedOf(config);
    this.reads = provisioned === null ? site.usage('read-request-half-unit') : null;
    this.writes = provisioned === null ? site.usage('write-request-unit') : null;
    this.site = site;
    if (provisioned !== null) this.provision(provisioned.reads, provisioned.writes, 0);
  }

  /** So much is provisioned from now on. */
  provision(reads: number, writes: number, nowUs: number): void {
    this.site.usage('read-capacity-unit-hour').hold(reads, nowUs);
    this.site.usage('write-capacity-unit-hour').hold(writes, nowUs);
  }

  /** Halves of a unit were read. */
  read(halves: number, nowUs: number): void {
    this.reads?.add(halves, nowUs);
  }

  write(units: number, nowUs: number): void {
    this.writes?.add(units, nowUs);
  }
}

/** Bills the storage of items of so many bytes in the mean, from the start on. */
export function billStorage(site: Site, items: number, meanBytes: number): void {
  site.usage('storage-gb-month').hold(items * (meanBytes + STORAGE_OVERHEAD_BYTES), 0);
}
