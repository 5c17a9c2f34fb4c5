// Every key is as likely: what random partition keys (a UUID a record) come to.

import { z } from 'zod';
import { required } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import { keyTextFields, ranksFit } from './key-text.ts';
import type { Popularity } from './popularity.ts';

/** The most keys that a workload may have: their hashes are kept for the whole run. */
export const MAX_KEYS = 1_000_000;

export const uniformKeysSchema = z
  .strictObject({
    keys: required(count({ min: 1, max: MAX_KEYS }), 'How many different keys there are.'),
    ...keyTextFields(),
  })
  .check(ranksFit);

export class UniformKeys implements Popularity {
  readonly keys: number;

  constructor({ keys }: z.output<typeof uniformKeysSchema>) {
    this.keys = keys;
  }

  rank(u: number): number {
    return Math.floor(u * this.keys);
  }

  probability(): number {
    return 1 / this.keys;
  }
}
