// A rate that follows time, as segments in which it is linear, and the clock that such a rate drives. A process
// with unit gaps (1 for constant arrivals, exponential with mean 1 for Poisson) becomes one with this rate when
// each gap is spent as area under it: the time-change theorem (D. Cox and P. Lewis, 1966). Segments are
// integrated and inverted in closed form, so nothing is approximated here.

import { invariant } from '../../engine/invariant.ts';
import { MOST_IDLE_SEGMENTS } from './arrival-process.ts';

/** Segments of a rate, one after the other from the engine's time 0 on. */
export interface Intensity {
  /** End of the present segment, µs on the engine's clock; may be ∞. */
  endUs: number;
  /** Arrivals per µs at the segment's beginning. */
  startRate: number;
  /** Arrivals per µs at its end. */
  endRate: number;
  /** Goes on to the next segment (the first call: to the first). @returns false when no rate is left */
  next(): boolean;
}

/** A clock that moves by area under an intensity. */
export class AreaClock {
  /** Where it stands, µs on the engine's clock. */
  nowUs = 0;
  private rate = 0;
  private readonly intensity: Intensity;
  private readonly windowEndUs: number;
  private ended = false;

  /** @param windowEndUs where the measured window ends, µs: see `MOST_IDLE_SEGMENTS` */
  constructor(intensity: Intensity, windowEndUs = Infinity) {
    this.intensity = intensity;
    this.windowEndUs = windowEndUs;
    this.ended = !this.enter();
  }

  /** Moves on until `area` arrivals are spent. @returns the moment, µs, or ∞ when the rate ends before */
  spend(area: number): number {
    const { intensity } = this;
    let left = area;
    let idle = 0;
    while (!this.ended) {
      const width = intensity.endUs - this.nowUs;
      const mean = (this.rate + intensity.endRate) / 2;
      const here = mean === 0 ? 0 : mean * width;
      if (left < here) {
        this.move(left, width);
        return this.nowUs;
      }
      left -= here;
      if (intensity.endUs === Infinity) break;
      if (intensity.endUs > this.windowEndUs && ++idle > MOST_IDLE_SEGMENTS) break;
      this.nowUs = intensity.endUs;
      this.ended = !this.enter();
    }
    this.ended = true;
    return Infinity;
  }

  private move(area: number, width: number): void {
    const { endRate, endUs } = this.intensity;
    if (endRate === this.rate) {
      this.nowUs = Math.min(this.nowUs + area / this.rate, endUs);
      return;
    }
    // rate·x + slope·x²/2 = area, in the form that does not cancel
    const slope = (endRate - this.rate) / width;
    const x = (2 * area) / (this.rate + Math.sqrt(Math.max(this.rate * this.rate + 2 * slope * area, 0)));
    this.nowUs = Math.min(this.nowUs + x, endUs);
    this.rate = Math.max(this.rate + slope * x, 0);
  }

  private enter(): boolean {
    if (!this.intensity.next()) return false;
    const { startRate, endRate, endUs } = this.intensity;
    const sound = startRate >= 0 && endRate >= 0 && startRate < Infinity && endRate < Infinity;
    invariant(sound, 'a rate is a number from 0 on', { startRate, endRate, endUs });
    this.rate = startRate;
    return true;
  }
}
