// A rate in steps: given as such, or a trace's counts per period. Before t = 0 the rate at 0 holds. With a period
// the steps begin again after it; without one the last step holds for ever, and a trace ends.

import type { Intensity } from './intensity.ts';

/** Steps of a rate; times are t, µs from the start of the measured window. */
export interface Steps {
  /** Where each step begins, ascending. The first step also holds before it begins. */
  readonly startsUs: readonly number[];
  /** Arrivals per µs of each step. */
  readonly rates: readonly number[];
  /** Where the last step ends: the period, a trace's end, or ∞. */
  readonly endUs: number;
  /** Whether the steps begin again at `endUs`. */
  readonly repeats: boolean;
}

/** The intensity of steps. */
export class StepIntensity implements Intensity {
  endUs = 0;
  startRate = 0;
  endRate = 0;
  private readonly steps: Steps;
  /** Where the present round of the steps began, on the engine's clock. */
  private roundUs: number;
  private step = -1;

  constructor(steps: Steps, originUs: number) {
    this.steps = steps;
    this.roundUs = originUs;
    // The step that holds at t = 0 also holds in the warm-up.
    while (this.step + 2 < steps.startsUs.length && steps.startsUs[this.step + 2]! <= 0) this.step++;
  }

  next(): boolean {
    const { startsUs, rates, endUs, repeats } = this.steps;
    this.step++;
    if (this.step === startsUs.length) {
      if (!repeats) return false;
      this.step = 0;
      this.roundUs += endUs;
    }
    const last = this.step === startsUs.length - 1;
    this.endUs = this.roundUs + (last ? endUs : startsUs[this.step + 1]!);
    this.startRate = rates[this.step]!;
    this.endRate = this.startRate;
    return true;
  }
}
