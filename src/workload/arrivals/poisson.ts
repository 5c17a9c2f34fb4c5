// Poisson arrivals: many independent users. The gaps are exponential; where the rate follows time, exponential
// gaps of mean 1 are spent as area under it.

import { z } from 'zod';
import { exactLog } from '../../engine/math/log.ts';
import type { Sequence } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { rateOfTime } from '../../language/rate-of-time.ts';
import { standardExponential } from '../distributions/sampler.ts';
import { type ArrivalProcess, type ArrivalSite, batchField } from './arrival-process.ts';
import { BurstArrivals } from './burst.ts';
import { EvenArrivals } from './constant.ts';
import { AreaClock } from './intensity.ts';
import { intensityOf, steadyRate } from './rate.ts';

export const poissonSchema = z.strictObject({
  rate: required(rateOfTime(), 'Arrivals per second: a rate, an expression of t, steps, or a trace.'),
  ...batchField(),
});

/** Poisson arrivals; a trace says itself how its counts lie within a period. */
export function poissonArrivals({ rate }: z.output<typeof poissonSchema>, site: ArrivalSite): ArrivalProcess {
  if (rate.kind === 'trace' && rate.withinPeriod === 'burst') return new BurstArrivals(rate, site);
  if (rate.kind === 'trace' && rate.withinPeriod === 'constant') {
    return new EvenArrivals(intensityOf(rate, site), site);
  }
  const steady = steadyRate(rate, site.load);
  if (steady !== null) return new SteadyPoisson(steady, site.stream);
  return new VaryingPoisson(new AreaClock(intensityOf(rate, site), site.endUs), site.stream);
}

class SteadyPoisson implements ArrivalProcess {
  private readonly gapUs: number;
  private readonly stream: Sequence;
  private clockUs = 0;

  constructor(perUs: number, stream: Sequence) {
    this.gapUs = 1 / perUs;
    this.stream = stream;
  }

  fill(into: Float64Array, length: number): number {
    const { gapUs, stream } = this;
    if (gapUs === Infinity) return 0;
    let clockUs = this.clockUs;
    stream.fill(into, length);
    for (let i = 0; i < length; i++) {
      clockUs -= gapUs * exactLog(1 - into[i]!);
      into[i] = clockUs;
    }
    this.clockUs = clockUs;
    return length;
  }
}

/** Poisson arrivals at the rate of a clock's intensity. */
export class VaryingPoisson implements ArrivalProcess {
  private readonly clock: AreaClock;
  private readonly stream: Sequence;

  constructor(clock: AreaClock, stream: Sequence) {
    this.clock = clock;
    this.stream = stream;
  }

  fill(into: Float64Array, length: number): number {
    for (let i = 0; i < length; i++) {
      const atUs = this.clock.spend(standardExponential(this.stream));
      if (atUs === Infinity) return i;
      into[i] = atUs;
    }
    return length;
  }
}
