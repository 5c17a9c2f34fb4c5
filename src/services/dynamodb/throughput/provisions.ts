// What a table is provisioned with, as CloudWatch shows it.

import type { Counter, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { provisionedOf, type ThroughputConfig } from './throughput-schema.ts';

/** The provisioned capacity of one table. */
export class Provisions {
  private readonly reads: Level;
  private readonly writes: Level;
  /** Null where nothing changes. */
  private readonly changes: { readonly more: Counter; readonly less: Counter } | null;
  private present: { readonly reads: number; readonly writes: number };

  constructor(site: Site, config: ThroughputConfig) {
    this.reads = site.level('ProvisionedReadCapacityUnits');
    this.writes = site.level('ProvisionedWriteCapacityUnits');
    this.changes =
      config.autoScaling === undefined
        ? null
        : { more: site.counter('CapacityIncreases'), less: site.counter('CapacityDecreases') };
    this.present = provisionedOf(config)!;
    this.show(0);
  }

  change(reads: number, writes: number, nowUs: number): void {
    const { present, changes } = this;
    for (const by of [reads - present.reads, writes - present.writes]) {
      if (by > 0) changes?.more.add(nowUs, 1);
      if (by < 0) changes?.less.add(nowUs, 1);
    }
    this.present = { reads, writes };
    this.show(nowUs);
  }

  private show(nowUs: number): void {
    this.reads.set(nowUs, this.present.reads);
    this.writes.set(nowUs, this.present.writes);
  }
}
