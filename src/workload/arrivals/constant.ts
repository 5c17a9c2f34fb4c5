// Arrivals at even distances: one at t = 0 and one whenever the area under the rate has grown by 1, before 0 as
// well as after. At a steady rate the n-th lies at n/rate, worked out anew for each so that nothing adds up.

import { z } from 'zod';
import { required } from '../../language/field.ts';
import { rateOfTime } from '../../language/rate-of-time.ts';
import { type ArrivalProcess, type ArrivalSite, batchField } from './arrival-process.ts';
import { BurstArrivals } from './burst.ts';
import { AreaClock, type Intensity } from './intensity.ts';
import { intensityOf, steadyRate } from './rate.ts';

export const constantSchema = z
  .strictObject({
    rate: required(rateOfTime(), 'Arrivals per second: a rate, an expression of t, steps, or a trace.'),
    ...batchField(),
  })
  .refine(({ rate }) => rate.kind !== 'trace' || rate.withinPeriod !== 'poisson', {
    message:
      'constant arrivals do not fall at random within a period: write withinPeriod: constant (or burst)',
    path: ['rate'],
  });

/** Arrivals at even distances. */
export function constantArrivals(
  { rate }: z.output<typeof constantSchema>,
  site: ArrivalSite,
): ArrivalProcess {
  if (rate.kind === 'trace' && rate.withinPeriod === 'burst') return new BurstArrivals(rate, site);
  const steady = steadyRate(rate, site.load);
  if (steady !== null) return new SteadyArrivals(1 / steady, site.originUs);
  return new EvenArrivals(intensityOf(rate, site), site);
}

class SteadyArrivals implements ArrivalProcess {
  private readonly gapUs: number;
  private readonly originUs: number;
  /** Gaps from t = 0 to the next arrival; negative in the warm-up. */
  private gaps: number;

  constructor(gapUs: number, originUs: number) {
    this.gapUs = gapUs;
    this.originUs = originUs;
    this.gaps = -Math.floor(originUs / gapUs);
  }

  fill(into: Float64Array, length: number): number {
    const { gapUs, originUs, gaps } = this;
    if (gapUs === Infinity) return 0;
    for (let i = 0; i < length; i++) into[i] = Math.max(originUs + (gaps + i) * gapUs, 0);
    this.gaps = gaps + length;
    return length;
  }
}

/** One arrival each time that the area under the rate has grown by 1. */
export class EvenArrivals implements ArrivalProcess {
  private readonly clock: AreaClock;
  private area: number;

  constructor(intensity: Intensity, { originUs, endUs }: Pick<ArrivalSite, 'originUs' | 'endUs'>) {
    this.clock = new AreaClock(intensity, endUs);
    // Counted back from t = 0 at the rate that holds there; the first segment begins with it.
    const before = intensity.startRate * originUs;
    this.area = before - Math.floor(before);
  }

  fill(into: Float64Array, length: number): number {
    for (let i = 0; i < length; i++) {
      const atUs = this.clock.spend(this.area);
      if (atUs === Infinity) return i;
      into[i] = atUs;
      this.area = 1;
    }
    return length;
  }
}
