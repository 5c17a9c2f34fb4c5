// A few hot keys: the first `hotKeys` ranks share `hotShare` of the records evenly, the others share the rest.

import { z } from 'zod';
import { required, withDefault } from '../../language/field.ts';
import { count, share } from '../../language/words.ts';
import { keyTextFields, ranksFit } from './key-text.ts';
import type { Popularity } from './popularity.ts';
import { MAX_KEYS } from './uniform.ts';

export const hotKeysSchema = z
  .strictObject({
    keys: required(
      count({ min: 1, max: MAX_KEYS }),
      'How many different keys there are, the hot ones included.',
    ),
    hotKeys: withDefault(count({ min: 1, max: MAX_KEYS }), 1, 'How many of them are hot.', 'one hot key'),
    hotShare: required(share(), 'The share of all records that the hot keys have between them.'),
    ...keyTextFields(),
  })
  .check(ranksFit)
  .refine(({ keys, hotKeys }) => hotKeys <= keys, {
    message: 'there are more hot keys than keys',
    path: ['hotKeys'],
  })
  .refine(({ keys, hotKeys, hotShare }) => hotKeys !== keys || hotShare === 1, {
    message: 'all keys are hot, so their share is 100%',
    path: ['hotShare'],
  });

export class HotKeys implements Popularity {
  readonly keys: number;
  private readonly hotKeys: number;
  private readonly hotShare: number;
  /** Hot ranks per unit of u below the hot share, and cold ones above it. */
  private readonly hotPerUnit: number;
  private readonly coldPerUnit: number;

  constructor({ keys, hotKeys, hotShare }: z.output<typeof hotKeysSchema>) {
    this.keys = keys;
    this.hotKeys = hotKeys;
    this.hotShare = hotShare;
    this.hotPerUnit = hotKeys / hotShare;
    this.coldPerUnit = (keys - hotKeys) / (1 - hotShare);
  }

  rank(u: number): number {
    const { hotShare, hotKeys } = this;
    if (u < hotShare) return Math.min(Math.floor(u * this.hotPerUnit), hotKeys - 1);
    return Math.min(hotKeys + Math.floor((u - hotShare) * this.coldPerUnit), this.keys - 1);
  }

  probability(rank: number): number {
    const { hotShare, hotKeys, keys } = this;
    return rank < hotKeys ? hotShare / hotKeys : (1 - hotShare) / (keys - hotKeys);
  }
}
