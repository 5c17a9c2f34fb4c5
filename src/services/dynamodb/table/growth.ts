// How an on-demand table grows: what it takes at once is twice the highest peak before, a minute's mean, for which it has
// partitions; after a new peak it has more, some time later. It never gets fewer.

import { US_PER_MINUTE } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import { HALVES } from '../capacity/units.ts';
import { partitionsFor } from './table-schema.ts';

const SECONDS_PER_MINUTE = 60;

/** Follows one on-demand table. */
export class OnDemandGrowth {
  private readonly site: Site;
  private readonly growthUs: number;
  private readonly grow: (wanted: number, nowUs: number) => void;
  private readonly lookHandler: number;
  private readonly growHandler: number;
  private wanted: number;
  private readHalves = 0;
  private writeUnits = 0;

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
    this.grow = grow;
    this.wanted = partitions;
    this.lookHandler = site.engine.register(site.name, 'minute', 'timer', {
      fire: (_slot, nowUs) => this.look(nowUs),
    });
    this.growHandler = site.engine.register(site.name, 'grow', 'timer', {
      fire: (wanted, nowUs) => this.grow(wanted, nowUs),
    });
  }

  start(): void {
    this.site.engine.schedule(this.lookHandler, 0, US_PER_MINUTE);
  }

  /** A request was served. */
  served(readHalves: number, writeUnits: number): void {
    this.readHalves += readHalves;
    this.writeUnits += writeUnits;
  }

  private look(nowUs: number): void {
    const { engine } = this.site;
    engine.schedule(this.lookHandler, 0, nowUs + US_PER_MINUTE);
    const reads = this.readHalves / HALVES / SECONDS_PER_MINUTE;
    const writes = this.writeUnits / SECONDS_PER_MINUTE;
    this.readHalves = 0;
    this.writeUnits = 0;
    const wanted = partitionsFor(2 * reads, 2 * writes);
    if (wanted <= this.wanted) return;
    this.wanted = wanted;
    engine.schedule(this.growHandler, wanted, nowUs + this.growthUs);
  }
}
