// A token bucket in whole numbers: the level counts millionths of a unit, so the refill per microsecond is the
// rate per second, and however often the bucket is looked at, it holds the same. In every window of T seconds it
// admits at most burst + rate × T units, and exactly that while it is saturated. Under Poisson arrivals of unit
// cost it is the queue M/D/1/B.

import { invariant } from './invariant.ts';

const MICRO = 1_000_000;

/** What a bucket holds at the most, units. */
export const MOST_BURST = 2 ** 32;

/** A bucket of `burst` units, refilled at `ratePerSecond`; it starts full. Times never go back. */
export class TokenBucket {
  readonly ratePerSecond: number;
  readonly burst: number;
  private readonly capacity: number;
  private level: number;
  private atUs = 0;

  /**
   * @param ratePerSecond whole units a second
   * @param burst whole units, at most `MOST_BURST`
   */
  constructor(ratePerSecond: number, burst: number) {
    invariant(
      Number.isInteger(ratePerSecond) && Number.isInteger(burst) && burst >= 1 && burst <= MOST_BURST,
      'a bucket has a whole rate and a whole burst',
      { ratePerSecond, burst },
    );
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.capacity = burst * MICRO;
    this.level = this.capacity;
  }

  /** Brings the level up to `nowUs`. */
  refill(nowUs: number): void {
    if (nowUs > this.atUs) {
      const level = this.level + (nowUs - this.atUs) * this.ratePerSecond;
      this.level = level < this.capacity ? level : this.capacity;
      this.atUs = nowUs;
    }
  }

  /** How many of `count` things of `unitsEach` can be paid at `nowUs`; takes nothing. */
  affordable(nowUs: number, unitsEach: number, count: number): number {
    this.refill(nowUs);
    const each = unitsEach * MICRO;
    if (this.level >= each * count) return count;
    return Math.max(0, Math.floor(this.level / each));
  }

  /** Whether the bucket, brought up to now, can pay `units`. */
  holds(units: number): boolean {
    return this.level >= units * MICRO;
  }

  /** Takes `units`; the level may not go below zero (see `Allowance` for what may). */
  take(units: number): void {
    this.level -= units * MICRO;
    if (!(this.level >= 0)) this.refuse(units);
  }

  /** Takes back `units` that were taken and are not needed. */
  give(units: number): void {
    this.level = Math.min(this.capacity, this.level + units * MICRO);
  }

  private refuse(units: number): never {
    invariant(false, 'a bucket pays only what it holds', { units, level: this.level });
  }

  /** Admits as many of `count` unit-cost things as the bucket can pay. @returns how many */
  admit(nowUs: number, count: number): number {
    const admitted = this.affordable(nowUs, 1, count);
    this.take(admitted);
    return admitted;
  }

  /** Units held at `nowUs`. */
  levelAt(nowUs: number): number {
    this.refill(nowUs);
    return this.level / MICRO;
  }
}
