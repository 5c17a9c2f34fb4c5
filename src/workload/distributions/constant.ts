// Always the same value. A bare quantity is short for it.

import { z } from 'zod';
import type { Sequence } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import type { QuantityWord, Sampler } from './sampler.ts';

export const constantSchema = (quantity: QuantityWord) =>
  z.strictObject({ value: required(quantity, 'The value that every draw has.') });

export class ConstantSampler implements Sampler {
  readonly mean: number;
  readonly least: number;

  constructor({ value }: z.output<ReturnType<typeof constantSchema>>) {
    this.mean = value;
    this.least = value;
  }

  sample(): number {
    return this.mean;
  }

  fill(_stream: Sequence, into: Float64Array, length: number): void {
    into.fill(this.mean, 0, length);
  }
}
