// Usage of one meter by one component in one run. Two ways to count: so much at a moment, or so much held over
// time (shard-hours). Only what falls in the measured window counts.

import { US_PER_HOUR } from '../engine/time-units.ts';

/** Counts one meter of one component. */
export class UsageMeter {
  readonly component: string;
  readonly meter: string;
  /** USD a unit, when the configuration gives the price itself (hostPrice); else null. */
  usdPerUnit: number | null = null;
  private counted = 0;
  private held = 0;
  private heldUnitUs = 0;
  private changedAtUs: number;
  private readonly startUs: number;
  private readonly endUs: number;

  constructor(component: string, meter: string, startUs: number, endUs: number) {
    this.component = component;
    this.meter = meter;
    this.startUs = startUs;
    this.endUs = endUs;
    this.changedAtUs = startUs;
  }

  /** Counts `quantity` of the meter's counted things at `nowUs`, when that is within the window. */
  add(quantity: number, nowUs: number): void {
    if (nowUs >= this.startUs && nowUs < this.endUs) this.counted += quantity;
  }

  /** From `nowUs` on, `units` are held (shards, hosts): they are billed by the hour. */
  hold(units: number, nowUs: number): void {
    this.settle(nowUs);
    this.held = units;
  }

  /** Counted things plus held unit-hours over the whole window; called once the run is over. */
  total(): number {
    this.settle(this.endUs);
    return this.counted + this.heldUnitUs / US_PER_HOUR;
  }

  private settle(nowUs: number): void {
    const until = Math.min(Math.max(nowUs, this.startUs), this.endUs);
    this.heldUnitUs += this.held * (until - this.changedAtUs);
    this.changedAtUs = until;
  }
}
