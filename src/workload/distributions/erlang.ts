// The sum of k exponential stages with mean mean/k: squared variation 1/k. The logarithm is taken of the product
// of the uniforms, a few at a time so that the product cannot underflow.

import { z } from 'zod';
import { exactLog } from '../../engine/math/log.ts';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import type { QuantityWord, Sampler } from './sampler.ts';

export const erlangSchema = (quantity: QuantityWord) =>
  z.strictObject({
    mean: required(quantity, 'The mean of the sum of all stages.'),
    k: required(count({ min: 1, max: 1_000 }), 'How many exponential stages there are.'),
  });

const FACTORS = 16; // each at least 2^-53, so a product is at least 2^-848

export class ErlangSampler implements Sampler {
  readonly mean: number;
  private readonly k: number;

  constructor({ mean, k }: z.output<ReturnType<typeof erlangSchema>>) {
    this.mean = mean;
    this.k = k;
  }

  sample(stream: Stream): number {
    let sum = 0;
    let product = 1;
    for (let stage = 1; stage <= this.k; stage++) {
      product *= 1 - stream.double();
      if (stage % FACTORS !== 0 && stage !== this.k) continue;
      sum -= exactLog(product);
      product = 1;
    }
    return (this.mean / this.k) * sum;
  }
}
