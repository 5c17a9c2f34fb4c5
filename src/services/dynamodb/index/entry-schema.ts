// What both kinds of secondary indexes say alike of their entries: how large they are, which items have one, and what the
// writes of an item change of it.

import { z } from 'zod';
import { optional, withDefault } from '../../../language/field.ts';
import { oneOf, share } from '../../../language/words.ts';
import type { Refusal } from '../../component.ts';
import { itemSizes } from '../capacity/item-sizes-word.ts';

const INDEXES = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html';

export const entryFields = {
  projection: withDefault(
    oneOf(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    'ALL',
    'Which attributes an entry has.',
    'DynamoDB console',
  ),
  itemSize: optional(
    itemSizes(),
    'Bytes of an entry, keys included; without it (ALL only) those of the item.',
  ),
  indexed: withDefault(
    share(),
    '100%',
    'The share of items that have the index’s key, and so an entry.',
    'an index that is not sparse',
  ),
  keyChangeRate: withDefault(
    share(),
    '0%',
    'The share of writes over an item that change the index’s key: two writes to the index, a delete and a put.',
    'keys that stay',
  ),
  projectedChangeRate: withDefault(
    share(),
    '100%',
    'Of the updates that leave the key, the share that change a projected attribute; the others write nothing to the index.',
    'every update changes one',
  ),
};

const entrySchema = z.strictObject(entryFields);

/** What is known of an index's entries. */
export type EntryConfig = z.output<typeof entrySchema>;

/** What does not go together. */
export function entryRefusals({ projection, itemSize }: EntryConfig): readonly Refusal[] {
  if (projection === 'ALL' || itemSize !== undefined) return [];
  return [
    {
      path: ['projection'],
      message: `an entry with ${projection} is smaller than its item: its itemSize is needed`,
      source: INDEXES,
    },
  ];
}
