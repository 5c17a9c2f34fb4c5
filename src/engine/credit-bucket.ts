// A bucket that anything may be taken from while it holds something: the last thing taken may bring it below zero, and it is
// open again as soon as it is above. In whole numbers, as the token bucket. In every window of T seconds it gives at most
// capacity + rate × T units and the largest single thing; while it is asked for more than its rate, exactly its rate.

import { invariant } from './invariant.ts';

const MICRO = 1_000_000;

/** A bucket that is refilled at `ratePerSecond` up to `capacity`. Times never go back. */
export class CreditBucket {
  private ratePerSecond: number;
  private capacity: number;
  /** Millionths of a unit. */
  private level: number;
  private atUs = 0;

  /**
   * @param ratePerSecond whole units a second
   * @param capacity whole units, at most 2^32
   * @param level whole units at the start
   */
  constructor(ratePerSecond: number, capacity: number, level = capacity) {
    invariant(
      Number.isInteger(ratePerSecond) && Number.isInteger(capacity) && capacity >= 1 && capacity <= 2 ** 32,
      'a credit bucket has a whole rate and a whole capacity',
      { ratePerSecond, capacity },
    );
    this.ratePerSecond = ratePerSecond;
    this.capacity = capacity;
    this.level = level * MICRO;
  }

  /** Whether anything may be taken at `nowUs`. */
  isOpen(nowUs: number): boolean {
    this.refill(nowUs);
    return this.level > 0;
  }

  /** Takes whole `units`; it is open. */
  take(units: number): void {
    invariant(this.level > 0, 'a credit bucket gives while it holds something', { level: this.level });
    this.level -= units * MICRO;
  }

  /** Takes whole `units` at `nowUs`, whatever it holds. */
  charge(units: number, nowUs: number): void {
    this.refill(nowUs);
    this.level -= units * MICRO;
  }

  /** Takes back whole `units` that were taken and are not needed. */
  give(units: number): void {
    this.level = Math.min(this.capacity * MICRO, this.level + units * MICRO);
  }

  /** From `nowUs` on it is refilled at another rate, up to another capacity; what it holds beyond that is gone. */
  change(ratePerSecond: number, capacity: number, nowUs: number): void {
    this.refill(nowUs);
    this.ratePerSecond = ratePerSecond;
    this.capacity = capacity;
    this.level = Math.min(this.level, capacity * MICRO);
  }

  /** Units held at `nowUs`; below zero while it is overdrawn. */
  levelAt(nowUs: number): number {
    this.refill(nowUs);
    return this.level / MICRO;
  }

  private refill(nowUs: number): void {
    if (nowUs <= this.atUs) return;
    this.level = Math.min(this.capacity * MICRO, this.level + (nowUs - this.atUs) * this.ratePerSecond);
    this.atUs = nowUs;
  }
}
