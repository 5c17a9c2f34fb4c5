// Values as they were measured, each with its weight.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { decimal } from '../../language/words.ts';
import { WeightedChoice } from '../weighted-choice.ts';
import type { QuantityWord, Sampler } from './sampler.ts';
import { sameLength, someWeight } from './weights.ts';

export const empiricalSchema = (quantity: QuantityWord) =>
  z
    .strictObject({
      values: required(z.array(quantity).min(1), 'The values that occur.'),
      weights: required(
        z.array(decimal({ min: 0 })).min(1),
        'How often each of them occurs; counts or shares, they need not add up to 1.',
      ),
    })
    .check(sameLength('values'), someWeight());

export class EmpiricalSampler implements Sampler {
  readonly mean: number;
  readonly least: number;
  private readonly values: readonly number[];
  private readonly choice: WeightedChoice;

  constructor({ values, weights }: z.output<ReturnType<typeof empiricalSchema>>) {
    this.values = values;
    this.choice = new WeightedChoice(weights);
    this.mean = this.choice.meanOf(values);
    this.least = values.reduce(
      (least, value, i) => (weights[i]! > 0 ? Math.min(least, value) : least),
      Infinity,
    );
  }

  sample(stream: Stream): number {
    return this.values[this.choice.pick(stream.double())]!;
  }
}
