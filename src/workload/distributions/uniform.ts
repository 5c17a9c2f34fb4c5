// Every value from `min` to `max` is as likely: min + (max − min) U.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import type { QuantityWord, Sampler } from './sampler.ts';

export const uniformSchema = (quantity: QuantityWord) =>
  z
    .strictObject({
      min: required(quantity, 'The smallest value.'),
      max: required(quantity, 'The largest value.'),
    })
    .refine(({ min, max }) => min <= max, { message: 'min is above max', path: ['min'] });

export class UniformSampler implements Sampler {
  readonly mean: number;
  readonly least: number;
  private readonly width: number;

  constructor({ min, max }: z.output<ReturnType<typeof uniformSchema>>) {
    this.least = min;
    this.width = max - min;
    this.mean = min + this.width / 2;
  }

  sample(stream: Stream): number {
    return this.least + this.width * stream.double();
  }
}
