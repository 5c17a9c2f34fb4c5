// The Pareto distribution: min · U^(−1/alpha). Below alpha 2 its variance is infinite, up to alpha 1 its mean too.

import { z } from 'zod';
import { exactExp } from '../../engine/math/exp.ts';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { decimal } from '../../language/words.ts';
import { type QuantityWord, type Sampler, standardExponential } from './sampler.ts';

export const paretoSchema = (quantity: QuantityWord) =>
  z.strictObject({
    min: required(quantity, 'The smallest value.'),
    alpha: required(decimal({ min: 0.1, max: 1000 }), 'How fast the tail falls: P(X > x) = (min/x)^alpha.'),
  });

export class ParetoSampler implements Sampler {
  readonly mean: number;
  readonly least: number;
  private readonly alpha: number;

  constructor({ min, alpha }: z.output<ReturnType<typeof paretoSchema>>) {
    this.least = min;
    this.alpha = alpha;
    this.mean = alpha > 1 ? (min * alpha) / (alpha - 1) : Infinity;
  }

  sample(stream: Stream): number {
    return this.least * exactExp(standardExponential(stream) / this.alpha);
  }
}
