// How an on-demand table grows: what it takes at once is twice the highest peak before, a minute's mean, for which it has
// partitions; after a new peak it has more, some time later. It never gets fewer.

import type { Site } from '../../component.ts';
import { HALVES } from '../capacity/units.ts';
import type { MinuteFollower } from './minute-follower.ts';
import { partitionsFor } from './throughput-schema.ts';

const SECONDS_PER_MINUTE = 60;

/** Follows one on-demand table. */
export class OnDemandGrowth implements MinuteFollower {
  private readonly site: Site;
  private readonly growthUs: number;
  private readonly growHandler: number;
  private wanted: number;

  /**
   * @param partitions at the start
   * @param grow told how many partitions there are to be
   */
  constructor(
    site: Site,
    partitions: number,
    growthUs: number,
    grow: (wanted: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.growthUs = growthUs;
    this.wanted = partitions;
    this.growHandler = site.engine.register(site.name, 'grow', 'timer', { fire: grow });
  }

  minute(readHalves: number, writeUnits: number, nowUs: number): void {
    const reads = readHalves / HALVES / SECONDS_PER_MINUTE;
    const wanted = partitionsFor(2 * reads, (2 * writeUnits) / SECONDS_PER_MINUTE);
    if (wanted <= this.wanted) return;
    this.wanted = wanted;
    this.site.engine.schedule(this.growHandler, wanted, nowUs + this.growthUs);
  }
}
