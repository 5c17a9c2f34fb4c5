// Keys by name, each with a weight: tenants, regions, sensors that are known. The rank is the place in the list.

import { z } from 'zod';
import { optional, required } from '../../language/field.ts';
import { count, decimal } from '../../language/words.ts';
import { WeightedChoice } from '../weighted-choice.ts';
import { tooLong } from './key-text.ts';
import type { Popularity } from './popularity.ts';

const fields = z.strictObject({
  keys: required(
    z
      .record(z.string().min(1), decimal({ min: 0 }))
      .refine((weights) => Object.values(weights).some((weight) => weight > 0), 'all weights are 0'),
    'Name and weight of each key; weights need not add up to 1.',
  ),
  salt: optional(count({ min: 1, max: 1_000 }), 'Appends #0 to #n−1 to the key, drawn uniformly per record.'),
});

export const listKeysSchema = fields.check((context) => {
  const { keys, salt } = context.value;
  for (const name of Object.keys(keys)) {
    const message = tooLong(name, salt);
    if (message !== null) context.issues.push({ code: 'custom', input: name, path: ['keys', name], message });
  }
});

export class ListKeys implements Popularity {
  readonly keys: number;
  private readonly choice: WeightedChoice;

  constructor({ keys }: z.output<typeof listKeysSchema>) {
    const weights = Object.values(keys);
    this.keys = weights.length;
    this.choice = new WeightedChoice(weights);
  }

  rank(u: number): number {
    return this.choice.pick(u);
  }

  probability(rank: number): number {
    return this.choice.probability(rank);
  }
}
