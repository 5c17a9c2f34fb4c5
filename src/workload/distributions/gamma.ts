// The gamma distribution by mean and coefficient of variation: shape 1/cv², scale mean · cv². Rejection after
// G. Marsaglia and W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000): about 1.05
// normal and uniform draws each; a shape below 1 takes one more, as U^(1/shape) of the shape above it.

import { z } from 'zod';
import { exactLog } from '../../engine/math/log.ts';
import { exactPow } from '../../engine/math/pow.ts';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { decimal } from '../../language/words.ts';
import { type QuantityWord, type Sampler, standardNormal } from './sampler.ts';

export const gammaSchema = (quantity: QuantityWord) =>
  z.strictObject({
    mean: required(quantity, 'The mean.'),
    cv: required(decimal({ min: 0.001, max: 100 }), 'Standard deviation over mean; 1 is the exponential.'),
  });

export class GammaSampler implements Sampler {
  readonly mean: number;
  private readonly scale: number;
  private readonly d: number;
  private readonly c: number;
  /** 1/shape where the shape is below 1, else 0. */
  private readonly boost: number;

  constructor({ mean, cv }: z.output<ReturnType<typeof gammaSchema>>) {
    const shape = 1 / (cv * cv);
    this.mean = mean;
    this.scale = mean * cv * cv;
    this.boost = shape < 1 ? 1 / shape : 0;
    this.d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
    this.c = 1 / Math.sqrt(9 * this.d);
  }

  sample(stream: Stream): number {
    const { d, c, boost } = this;
    for (;;) {
      const z = standardNormal(stream);
      const root = 1 + c * z;
      const u = 1 - stream.double();
      if (root <= 0) continue;
      const v = root * root * root;
      if (exactLog(u) >= 0.5 * z * z + d - d * v + d * exactLog(v)) continue;
      const boosted = boost === 0 ? 1 : exactPow(1 - stream.double(), boost);
      return this.scale * d * v * boosted;
    }
  }
}
