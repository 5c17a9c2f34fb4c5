// What capacity is billed for: the hours of what is provisioned, or each request's units; and what is stored.

import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import { STORAGE_OVERHEAD_BYTES } from '../meters.ts';
import { type Stored, storedBytes } from './stored-bytes.ts';
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

/** Bills the storage of what is there, from the start on; nothing where that is not said. */
export function billStorage(site: Site, stored: Stored): void {
  const bytes = storedBytes(stored);
  if (bytes === 0) return;
  site.usage('storage-gb-month').hold(bytes + (stored.items ?? 0) * STORAGE_OVERHEAD_BYTES, 0);
}
