// A limit on what is only known once it was given, such as the bytes of a reply. A bucket like the token bucket, in the
// same whole numbers, that the last thing admitted may overdraw: whoever spends it closes it, and it stays closed until
// it is full again. Spent to the last unit it is closed for burst / rate; overdrawn, for as much longer as the overdraft
// takes at the rate. In every window of T seconds it gives at most burst + rate × T units and the largest single thing
// less one; used again as soon as it opens, exactly its rate.

import { invariant } from './invariant.ts';

const MICRO = 1_000_000;

/** An allowance of `burst` units, refilled at `ratePerSecond`; it starts full. Times never go back. */
export class Allowance {
  readonly ratePerSecond: number;
  readonly burst: number;
  private readonly capacity: number;
  /** Millionths of a unit, below zero while overdrawn: exact up to an overdraft of 2^33 units. */
  private level: number;
  private spent = false;
  private atUs = 0;

  /**
   * @param ratePerSecond whole units a second
   * @param burst whole units, at most 2^32
   */
  constructor(ratePerSecond: number, burst: number) {
    invariant(
      Number.isInteger(ratePerSecond) &&
        ratePerSecond >= 1 &&
        Number.isInteger(burst) &&
        burst >= 1 &&
        burst <= 2 ** 32,
      'an allowance has a whole rate and a whole burst',
      { ratePerSecond, burst },
    );
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.capacity = burst * MICRO;
    this.level = this.capacity;
  }

  /** Whether anything may be asked for at `nowUs`. */
  open(nowUs: number): boolean {
    this.refill(nowUs);
    return !this.spent;
  }

  /** When it is open again, in whole µs (rounded up): `nowUs` if it is open. */
  opensAtUs(nowUs: number): number {
    this.refill(nowUs);
    return this.spent ? nowUs + Math.ceil((this.capacity - this.level) / this.ratePerSecond) : nowUs;
  }

  /** Takes `units`, at least none, at `nowUs`, at which it is open. */
  charge(units: number, nowUs: number): void {
    invariant(this.open(nowUs) && units >= 0, 'an allowance is charged while it is open', { units, nowUs });
    this.level -= units * MICRO;
    if (this.level <= 0) this.spent = true;
  }

  private refill(nowUs: number): void {
    if (nowUs <= this.atUs) return;
    const level = this.level + (nowUs - this.atUs) * this.ratePerSecond;
    this.atUs = nowUs;
    if (level < this.capacity) {
      this.level = level;
      return;
    }
    this.level = this.capacity;
    this.spent = false;
  }
}
