// Application Auto Scaling of a provisioned table ("Managing throughput capacity automatically with DynamoDB auto scaling"): alarms
// on what CloudWatch says of each minute, and UpdateTable to as much as brings it to its target. It sees what was served, which
// never exceeds what is provisioned for long, so that it cannot tell how much more was asked for. Decreases are limited.

import { US_PER_HOUR } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import { HALVES } from '../capacity/units.ts';
import { DECREASES_PER_DAY } from '../limits.ts';
import type { MinuteFollower } from './minute-follower.ts';

const SECONDS_PER_MINUTE = 60;
const US_PER_DAY = 24 * US_PER_HOUR;
/** Minutes on end above the target before it asks for more. */
const MINUTES_ABOVE = 2;
/** Minutes on end so far below the target before it asks for less. */
const MINUTES_BELOW = 15;
const POINTS_BELOW = 0.2;

/** What reads, or writes, are to be kept at. */
export interface ScalingTarget {
  readonly min: number;
  readonly max: number;
  /** Consumed over provisioned. */
  readonly target: number;
}

class Tracked {
  units: number;
  readonly target: ScalingTarget;
  private above = 0;
  private below = 0;
  /** What was asked for and is not there yet; 0 when nothing was. */
  pending = 0;

  constructor(units: number, target: ScalingTarget) {
    this.units = units;
    this.target = target;
  }

  /** @param perSecond consumed in the last minute @returns what it wants now; 0 for no change */
  look(perSecond: number): number {
    const { min, max, target } = this.target;
    const used = perSecond / this.units;
    this.above = used > target ? this.above + 1 : 0;
    this.below = used < target - POINTS_BELOW ? this.below + 1 : 0;
    if (this.pending > 0 || (this.above < MINUTES_ABOVE && this.below < MINUTES_BELOW)) return 0;
    const wanted = Math.min(max, Math.max(min, Math.ceil(perSecond / target)));
    return wanted === this.units ? 0 : wanted;
  }

  ask(wanted: number): void {
    this.pending = wanted;
    this.above = 0;
    this.below = 0;
  }
}

/** Follows one provisioned table. */
export class AutoScaling implements MinuteFollower {
  private readonly site: Site;
  private readonly updateUs: number;
  private readonly changed: (reads: number, writes: number, nowUs: number) => void;
  private readonly refused: (nowUs: number) => void;
  private readonly reads: Tracked | null;
  private readonly writes: Tracked | null;
  private readonly begins: { readonly reads: number; readonly writes: number };
  private readonly updateHandler: number;
  private lastDecreaseUs = Number.NEGATIVE_INFINITY;
  private day = 0;
  private decreases = 0;

  /**
   * @param updateUs from an alarm until the new capacity is there
   * @param changed told of what is provisioned from now on
   * @param refused told of each decrease that the day's limit does not allow
   */
  constructor(
    site: Site,
    start: { readonly reads: number; readonly writes: number },
    targets: { readonly read?: ScalingTarget | undefined; readonly write?: ScalingTarget | undefined },
    updateUs: number,
    changed: (reads: number, writes: number, nowUs: number) => void,
    refused: (nowUs: number) => void,
  ) {
    this.site = site;
    this.begins = start;
    this.updateUs = updateUs;
    this.changed = changed;
    this.refused = refused;
    this.reads = targets.read === undefined ? null : new Tracked(start.reads, targets.read);
    this.writes = targets.write === undefined ? null : new Tracked(start.writes, targets.write);
    this.updateHandler = site.engine.register(site.name, 'update', 'timer', {
      fire: (_slot, nowUs) => this.update(nowUs),
    });
  }

  minute(readHalves: number, writeUnits: number, nowUs: number): void {
    this.look(this.reads, readHalves / HALVES / SECONDS_PER_MINUTE, nowUs);
    this.look(this.writes, writeUnits / SECONDS_PER_MINUTE, nowUs);
  }

  private look(tracked: Tracked | null, perSecond: number, nowUs: number): void {
    const wanted = tracked?.look(perSecond) ?? 0;
    if (tracked === null || wanted === 0) return;
    if (wanted < tracked.units && !this.mayDecrease(nowUs)) {
      this.refused(nowUs);
      return;
    }
    tracked.ask(wanted);
    this.site.engine.schedule(this.updateHandler, 0, nowUs + this.updateUs);
  }

  // Four a day at any time, and beyond them one whenever the hour before had none. Days begin with the run.
  private mayDecrease(nowUs: number): boolean {
    const day = Math.floor(nowUs / US_PER_DAY);
    if (day !== this.day) {
      this.day = day;
      this.decreases = 0;
    }
    if (this.decreases >= DECREASES_PER_DAY.value && nowUs - this.lastDecreaseUs < US_PER_HOUR) return false;
    this.decreases++;
    this.lastDecreaseUs = nowUs;
    return true;
  }

  private update(nowUs: number): void {
    for (const tracked of [this.reads, this.writes]) {
      if (tracked === null || tracked.pending === 0) continue;
      tracked.units = tracked.pending;
      tracked.pending = 0;
    }
    this.changed(this.reads?.units ?? this.begins.reads, this.writes?.units ?? this.begins.writes, nowUs);
  }
}
