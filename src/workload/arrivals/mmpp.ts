// A Markov-modulated Poisson process: traffic that changes between a few rates at random moments. It stays in a
// state for an exponential time and then goes to any of the others, each as likely; its share of time in a state
// is that state's mean stay over the sum of all, and that is also how the first state is drawn.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { US_PER_SECOND } from '../../engine/time-units.ts';
import { required } from '../../language/field.ts';
import { duration, rate } from '../../language/words.ts';
import { exponentialDraw } from '../distributions/sampler.ts';
import { WeightedChoice } from '../weighted-choice.ts';
import { type ArrivalProcess, type ArrivalSite, batchField } from './arrival-process.ts';
import { AreaClock, type Intensity } from './intensity.ts';
import { VaryingPoisson } from './poisson.ts';

export const mmppSchema = z
  .strictObject({
    rates: required(z.array(rate()).min(2), 'The rate of each state.'),
    meanStay: required(
      z.array(duration({ min: '1 us' })).min(2),
      'How long each state lasts on average: one time for each rate.',
    ),
    ...batchField(),
  })
  .refine(({ rates, meanStay }) => rates.length === meanStay.length, {
    message: 'each rate needs its mean stay',
    path: ['meanStay'],
  });

/** Arrivals of a Markov-modulated Poisson process. */
export function mmppArrivals(config: z.output<typeof mmppSchema>, site: ArrivalSite): ArrivalProcess {
  return new VaryingPoisson(new AreaClock(new StateIntensity(config, site), site.endUs), site.stream);
}

class StateIntensity implements Intensity {
  endUs = 0;
  startRate = 0;
  endRate = 0;
  private readonly rates: readonly number[];
  private readonly staysUs: readonly number[];
  private readonly stream: Stream;
  private state = -1;

  constructor({ rates, meanStay }: z.output<typeof mmppSchema>, { stream, load }: ArrivalSite) {
    this.rates = rates.map((perSecond) => (perSecond * load) / US_PER_SECOND);
    this.staysUs = meanStay;
    this.stream = stream;
  }

  next(): boolean {
    const { rates, stream } = this;
    if (this.state < 0) this.state = new WeightedChoice(this.staysUs).pick(stream.double());
    else {
      const step = 1 + Math.floor(stream.double() * (rates.length - 1));
      this.state = (this.state + step) % rates.length;
    }
    this.endUs += exponentialDraw(this.staysUs[this.state]!, stream);
    this.startRate = rates[this.state]!;
    this.endRate = this.startRate;
    return true;
  }
}
