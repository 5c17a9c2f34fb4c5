// A mixture of exponentials: one of several means is drawn by weight, then an exponential with it. Squared
// variation above 1: many short ones and a few very long ones.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { decimal } from '../../language/words.ts';
import { WeightedChoice } from '../weighted-choice.ts';
import { exponentialDraw, type QuantityWord, type Sampler } from './sampler.ts';
import { sameLength, someWeight } from './weights.ts';

export const hyperexponentialSchema = (quantity: QuantityWord) =>
  z
    .strictObject({
      means: required(z.array(quantity).min(1), 'The means of the exponentials.'),
      weights: required(
        z.array(decimal({ min: 0 })).min(1),
        'How likely each of them is; in any unit, they need not add up to 1.',
      ),
    })
    .check(sameLength('means'), someWeight());

export class HyperexponentialSampler implements Sampler {
  readonly mean: number;
  private readonly means: readonly number[];
  private readonly choice: WeightedChoice;

  constructor({ means, weights }: z.output<ReturnType<typeof hyperexponentialSchema>>) {
    this.means = means;
    this.choice = new WeightedChoice(weights);
    this.mean = this.choice.meanOf(means);
  }

  sample(stream: Stream): number {
    const mean = this.means[this.choice.pick(stream.double())]!;
    return exponentialDraw(mean, stream);
  }
}
