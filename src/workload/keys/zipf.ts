// Zipf's law: the key of rank r (from 0) is as likely as 1/(r + 1)^exponent. Exact for any exponent from 0 on, by
// inversion over the cumulated weights. The table depends on two numbers alone and is kept for the replications
// that follow.

import { z } from 'zod';
import { exactPow } from '../../engine/math/pow.ts';
import { assumed, required } from '../../language/field.ts';
import { count, decimal } from '../../language/words.ts';
import { WeightedChoice } from '../weighted-choice.ts';
import { keyTextFields, ranksFit } from './key-text.ts';
import type { Popularity } from './popularity.ts';
import { MAX_KEYS } from './uniform.ts';

export const zipfKeysSchema = z
  .strictObject({
    keys: required(count({ min: 1, max: MAX_KEYS }), 'How many different keys there are.'),
    exponent: assumed(
      decimal({ min: 0, max: 10 }),
      1,
      'How steeply popularity falls with rank: 0 is uniform, 1 the classical law.',
      { why: 'popularity of words, pages and products is near 1 (G. Zipf, 1949)', low: '0.7', high: '1.3' },
    ),
    ...keyTextFields(),
  })
  .check(ranksFit);

interface Table {
  readonly keys: number;
  readonly exponent: number;
  readonly choice: WeightedChoice;
}

let latest: Table | null = null;

export class ZipfKeys implements Popularity {
  readonly keys: number;
  private readonly choice: WeightedChoice;

  constructor({ keys, exponent }: z.output<typeof zipfKeysSchema>) {
    this.keys = keys;
    if (latest?.keys !== keys || latest.exponent !== exponent) {
      const weights = new Float64Array(keys);
      for (let rank = 0; rank < keys; rank++) weights[rank] = exactPow(rank + 1, -exponent);
      latest = { keys, exponent, choice: new WeightedChoice(weights) };
    }
    this.choice = latest.choice;
  }

  rank(u: number): number {
    return this.choice.pick(u);
  }

  probability(rank: number): number {
    return this.choice.probability(rank);
  }
}
