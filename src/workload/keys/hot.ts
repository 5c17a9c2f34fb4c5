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
  private readonly lastHot: number;
  private readonly firstHot: number;

  constructor({ keys, hotKeys, hotShare }: z.output<typeof hotKeysSchema>) {
    this.keys = keys;
    this.hotKeys = hotKeys;
    this.hotShare = hotShare;
    this.lastHot = hotKeys - 1;
    // Without a hot share every record is past the hot ranks; with all of it, none is.
    this.firstHot = hotShare > 0 ? 0 : this.lastHot;
    this.hotPerUnit = hotShare > 0 ? hotKeys / hotShare : 0;
    this.coldPerUnit = hotShare < 1 ? (keys - hotKeys) / (1 - hotShare) : Infinity;
  }

  // Whether a record is hot is what a processor cannot foresee, so nothing branches on it: below the hot share the cold
  // part is 0, from there on the hot part is the last hot rank.
  rank(u: number): number {
    const hot = Math.min(this.firstHot + Math.floor(u * this.hotPerUnit), this.lastHot);
    const cold = Math.max(1 + Math.floor((u - this.hotShare) * this.coldPerUnit), 0);
    return Math.min(hot + cold, this.keys - 1);
  }

  probability(rank: number): number {
    const { hotShare, hotKeys, keys } = this;
    return rank < hotKeys ? hotShare / hotKeys : (1 - hotShare) / (keys - hotKeys);
  }
}
