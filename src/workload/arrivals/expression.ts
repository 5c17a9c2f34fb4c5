// A rate as an expression of t, taken as linear between points 10 ms apart. The error is at most h²/8 · max|rate''|
// (linear interpolation, h = 10 ms): for a rate that swings with period P, (0.02 s / P)² · π²/8 ≈ 5e-4 s²/P² of
// the swing, so 1.4e-7 at P = 1 min; a jump is spread over at most 10 ms. Swings faster than 20 ms are not seen.

import { US_PER_SECOND } from '../../engine/time-units.ts';
import type { Intensity } from './intensity.ts';

/** Distance between the points at which an expression is looked at, µs. */
const CELL_US = 10_000;

/** The intensity of an expression of t; before t = 0 its value at 0 holds. */
export class ExpressionIntensity implements Intensity {
  endUs: number;
  startRate = 0;
  endRate = 0;
  private readonly perSecond: (tSeconds: number) => number;
  private readonly periodUs: number;
  private readonly factor: number;
  /** Where the present period began, on the engine's clock. */
  private roundUs: number;
  /** Cells into the present period. */
  private cell = 0;
  private begun = false;

  /**
   * @param perSecond the rate per second at t seconds
   * @param periodUs the period after which it repeats, or ∞
   */
  constructor(perSecond: (tSeconds: number) => number, periodUs: number, originUs: number, load: number) {
    this.perSecond = perSecond;
    this.periodUs = periodUs;
    this.factor = load / US_PER_SECOND;
    this.roundUs = originUs;
    this.endUs = originUs;
  }

  next(): boolean {
    if (!this.begun) {
      this.begun = true;
      this.startRate = this.rateAt(0);
      this.endRate = this.startRate;
      return true;
    }
    let startUs = this.cell * CELL_US;
    if (startUs >= this.periodUs) {
      this.roundUs += this.periodUs;
      this.cell = 0;
      startUs = 0;
    }
    this.cell++;
    const endUs = Math.min(this.cell * CELL_US, this.periodUs);
    this.startRate = startUs === 0 ? this.rateAt(0) : this.endRate;
    this.endRate = this.rateAt(endUs);
    this.endUs = this.roundUs + endUs;
    return true;
  }

  private rateAt(tUs: number): number {
    return this.perSecond(tUs / US_PER_SECOND) * this.factor;
  }
}
