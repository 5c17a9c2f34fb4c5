// A trace whose counts all arrive at the beginning of their period: the worst that a minute's sum can hide.
// Under a load, what a period's count leaves of a whole number is carried to the next.

import type { RateOfTime } from '../../language/rate-of-time.ts';
import { type ArrivalProcess, type ArrivalSite, MOST_IDLE_SEGMENTS } from './arrival-process.ts';

type Trace = Extract<RateOfTime, { readonly kind: 'trace' }>;

/** All arrivals of a trace's period at its beginning. Before t = 0 the first period's count holds. */
export class BurstArrivals implements ArrivalProcess {
  private readonly trace: Trace;
  private readonly originUs: number;
  private readonly load: number;
  private readonly windowEndUs: number;
  /** The period that `left` belongs to, counted from t = 0. */
  private bin: number;
  private left = 0;
  private carried = 0;

  constructor(trace: Trace, { originUs, load, endUs = Infinity }: ArrivalSite) {
    this.trace = trace;
    this.originUs = originUs;
    this.load = load;
    this.windowEndUs = endUs;
    this.bin = -Math.floor(originUs / trace.binUs) - 1;
  }

  fill(into: Float64Array, length: number): number {
    let i = 0;
    while (i < length) {
      for (let idle = 0; this.left === 0; ) {
        if (!this.nextBin()) return i;
        if (this.originUs + this.binStartUs() > this.windowEndUs && ++idle > MOST_IDLE_SEGMENTS) return i;
      }
      const atUs = this.originUs + this.binStartUs();
      const until = Math.min(length, i + this.left);
      this.left -= until - i;
      while (i < until) into[i++] = atUs;
    }
    return length;
  }

  private nextBin(): boolean {
    const { counts, periodUs } = this.trace;
    if (counts.length === 0) return false;
    this.bin++;
    if (periodUs === null && this.bin >= counts.length) return false;
    const count = this.bin < 0 ? counts[0]! : (counts[this.bin % this.binsPerRound()] ?? 0);
    const exact = this.carried + count * this.load;
    this.left = Math.floor(exact + 1e-9); // 10 × 0.1 is one arrival
    this.carried = exact - this.left;
    return true;
  }

  private binsPerRound(): number {
    const { binUs, periodUs, counts } = this.trace;
    return periodUs === null ? counts.length : Math.ceil(periodUs / binUs);
  }

  private binStartUs(): number {
    const { binUs, periodUs } = this.trace;
    if (periodUs === null || this.bin < 0) return this.bin * binUs;
    const bins = this.binsPerRound();
    return Math.floor(this.bin / bins) * periodUs + (this.bin % bins) * binUs;
  }
}
