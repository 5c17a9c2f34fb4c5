// What a table is changed by in the course of a run: somebody looks at what it served in each minute.

import { US_PER_MINUTE } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';

/** Looks at one table. */
export interface MinuteFollower {
  /** What was served in the minute that is over. */
  minute(readHalves: number, writeUnits: number, nowUs: number): void;
}

/** Sums up what is served, minute by minute, for followers. */
export class ServedMinutes {
  private readonly site: Site;
  private readonly followers: readonly MinuteFollower[];
  private readonly handler: number;
  private readHalves = 0;
  private writeUnits = 0;

  constructor(site: Site, followers: readonly MinuteFollower[]) {
    this.site = site;
    this.followers = followers;
    this.handler = site.engine.register(site.name, 'minute', 'timer', {
      fire: (_slot, nowUs) => this.look(nowUs),
    });
  }

  start(): void {
    if (this.followers.length === 0) return;
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
    for (const follower of this.followers) follower.minute(readHalves, writeUnits, nowUs);
  }
}
