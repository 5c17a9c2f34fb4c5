// The memoryless distribution: what is left has the same distribution however long it has lasted. Squared
// variation 1.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { exponentialDraw, type QuantityWord, type Sampler } from './sampler.ts';

export const exponentialSchema = (quantity: QuantityWord) =>
  z.strictObject({ mean: required(quantity, 'The mean, which is also the standard deviation.') });

export class ExponentialSampler implements Sampler {
  readonly mean: number;

  constructor({ mean }: z.output<ReturnType<typeof exponentialSchema>>) {
    this.mean = mean;
  }

  sample(stream: Stream): number {
    return exponentialDraw(this.mean, stream);
  }
}
