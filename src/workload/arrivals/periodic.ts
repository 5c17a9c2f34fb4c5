// Devices that report on the minute: every source sends once a period, at t = 0, period, 2 · period, …, each time
// later by a jitter of its own, uniform from 0 to `jitter`. The jitters of one round come out in ascending order
// straight away: of n left in (a, b), the first lies at a + (b − a)(1 − U^(1/n)).

import { z } from 'zod';
import { exactExp } from '../../engine/math/exp.ts';
import type { Stream } from '../../engine/random.ts';
import { required, withDefault } from '../../language/field.ts';
import { count, duration } from '../../language/words.ts';
import { standardExponential } from '../distributions/sampler.ts';
import { type ArrivalProcess, type ArrivalSite, batchField } from './arrival-process.ts';

export const periodicSchema = z
  .strictObject({
    sources: required(count({ min: 1 }), 'How many sources there are; load multiplies them.'),
    period: required(duration({ min: '1 ms' }), 'How often each of them sends.'),
    jitter: withDefault(
      duration(),
      '0 s',
      'Each sends late by a time drawn uniformly from 0 to this; at most the period.',
      'clocks in step',
    ),
    ...batchField(),
  })
  .refine(({ period, jitter }) => jitter <= period, {
    message: 'jitter is longer than the period',
    path: ['jitter'],
  });

/** Arrivals of sources that send once a period. */
export function periodicArrivals(config: z.output<typeof periodicSchema>, site: ArrivalSite): ArrivalProcess {
  return new PeriodicArrivals(config, site);
}

class PeriodicArrivals implements ArrivalProcess {
  private readonly periodUs: number;
  private readonly jitterUs: number;
  private readonly sources: number;
  private readonly originUs: number;
  private readonly stream: Stream;
  /** The present round, counted from t = 0; negative in the warm-up. */
  private round: number;
  private left = 0;
  /** How much of the jitter lies before the latest arrival, µs. */
  private lateUs = 0;

  constructor({ sources, period, jitter }: z.output<typeof periodicSchema>, site: ArrivalSite) {
    this.periodUs = period;
    this.jitterUs = jitter;
    this.sources = sources * site.load;
    this.originUs = site.originUs;
    this.stream = site.stream;
    this.round = -Math.floor(site.originUs / period) - 1;
  }

  fill(into: Float64Array, length: number): number {
    if (this.sources === 0) return 0;
    for (let i = 0; i < length; i++) {
      while (this.left === 0) {
        if (this.round > Number.MAX_SAFE_INTEGER) return i;
        this.nextRound();
      }
      if (this.jitterUs > 0) {
        const rest = exactExp(-standardExponential(this.stream) / this.left);
        this.lateUs = this.jitterUs - (this.jitterUs - this.lateUs) * rest;
      }
      this.left--;
      into[i] = this.originUs + this.round * this.periodUs + this.lateUs;
    }
    return length;
  }

  private nextRound(): void {
    this.round++;
    // With less than one source a round, to just before the next round that has one.
    if (this.sources < 1) {
      const whole = Math.floor(this.round * this.sources);
      this.round = Math.max(this.round, Math.floor((whole + 1) / this.sources) - 2);
    }
    // Whole sources, spread over the rounds when the load leaves a fraction.
    this.left = Math.floor((this.round + 1) * this.sources) - Math.floor(this.round * this.sources);
    this.lateUs = 0;
  }
}
