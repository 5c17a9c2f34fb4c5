// The word for the sizes of a table's items: a size, a distribution, or an item itself (`{ fromItem: { id: { S: abc } } }`), whose size
// is worked out.

import { described, descriptionOf } from '../../../language/description.ts';
import { inputSchema } from '../../../language/json-form.ts';
import { readBy } from '../../../language/reading.ts';
import { type WordIssue, word } from '../../../language/word.ts';
import { size } from '../../../language/words.ts';
import { type DistributionConfig, distribution } from '../../../workload/distribution.ts';
import { ITEM_BYTES } from '../limits.ts';
import { AttributeError, itemBytes } from './item-size.ts';

/** Sizes of items, bytes. */
export function itemSizes() {
  const plain = distribution(size({ min: '1 B', max: `${ITEM_BYTES.value} B`, source: ITEM_BYTES.source }));
  const either = word<DistributionConfig, unknown>({
    json: () => {
      const { anyOf = [] } = inputSchema(plain) as { readonly anyOf?: readonly unknown[] };
      return { anyOf: [...anyOf, FROM_ITEM] };
    },
    decode: (raw, issues) => {
      const item = itemIn(raw);
      if (item !== undefined) return sizeOf(item, issues);
      const reading = readBy(plain, raw);
      if (reading.ok) return reading.value;
      issues.push(...reading.issues);
      return undefined;
    },
    encode: (value) => plain.encode(value),
  });
  const description = descriptionOf(plain);
  return description === undefined ? either : described(either, description);
}

const FROM_ITEM = {
  type: 'object',
  properties: {
    fromItem: {
      type: ['object', 'string'],
      description:
        'An item, as DynamoDB’s JSON has it, or the name of a file that holds one: its size is worked out.',
      need: 'required',
    },
  },
  required: ['fromItem'],
  additionalProperties: false,
};

function itemIn(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'fromItem')) return undefined;
  return Object.keys(raw).length === 1 ? (raw as { readonly fromItem: unknown }).fromItem : undefined;
}

function sizeOf(item: unknown, issues: WordIssue[]): DistributionConfig | undefined {
  try {
    const value = itemBytes(item);
    if (value >= 1 && value <= ITEM_BYTES.value) return { distribution: 'constant', value };
    issues.push({
      path: ['fromItem'],
      message:
        value < 1
          ? 'the item has no attributes'
          : `ValidationException: the item has ${value} B, and the largest has ${ITEM_BYTES.value} B`,
      expected: ITEM_BYTES.source,
    });
  } catch (error) {
    if (!(error instanceof AttributeError)) throw error;
    issues.push({
      path: ['fromItem', ...error.path],
      message: error.message,
      expected: 'DynamoDB JSON, as in { id: { S: abc }, count: { N: "12" } }',
    });
  }
  return undefined;
}
