// What a table is changed by in the course of a run: somebody looks at what it served in each minute.

import { US_PER_MINUTE } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';

/** Looks at one table. */
export interface MinuteFollower {
  /** What was served in the minute that is over. */
  minute(readHalves: number, writeUnits: number, nowUs: number): void;
}

/** Sums up what is served, minute by minute, for a follower. */
export class ServedMinutes {
  private readonly site: Site;
  private readonly follower: MinuteFollower;
  private readonly handler: number;
  private readHalves = 0;
  private writeUnits = 0;

  constructor(site: Site, follower: MinuteFollower) {
    this.site = site;
    this.follower = follower;
    this.handler = site.engine.register(site.name, 'minute', 'timer', {
      fire: (_slot, nowUs) => this.look(nowUs),
    });
  }

  start(): void {
    this.site.engine.schedule(this.handler, 0, US_PER_MINUTE);
  }

  /** A request was served. */
  served(readHalves: number, writeUnits: number): void {
    this.readHalves += readHalves;
    this.writeUnits += writeUnits;
  }

  private look(nowUs: number): void {
    this.site.engine.schedule(this.handler, 0, nowUs + US_PER_MINUTE);
    const { readHalves, writeUnits } = this;
    this.readHalves = 0;
    this.writeUnits = 0;
    this.follower.minute(readHalves, writeUnits, nowUs);
  }
}
