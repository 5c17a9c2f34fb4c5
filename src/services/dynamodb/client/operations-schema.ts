// How the mix of a client's operations is written in a scenario.

import { z } from 'zod';
import { optional, required, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, share, text } from '../../../language/words.ts';
import { BATCH_GET_ITEMS, BATCH_WRITE_ITEMS, TRANSACTION_ITEMS } from '../limits.ts';

const API = 'Amazon DynamoDB API reference';

const OF = 'The share of the requests that is';
const shareOf = (what: string) => required(share(), `${OF} ${what}.`);

const consistency = () =>
  withDefault(oneOf(['eventual', 'strong']), 'eventual', 'Whether it sees all writes before it.', API);

const items = (what: string) => required(count({ min: 1, max: 1e6 }), what);

const pageFields = {
  items: items('Items that one request evaluates; it stops behind the one that reaches 1 MiB.'),
  index: optional(
    text(),
    'The index that is read, by the name that the table gives it; the table itself without it.',
  ),
};

/** How many items a request takes, and how long it waits for them. */
const groupFields = (what: string, most: number, source: string) => ({
  share: required(share(), `The share of the items that go by ${what}.`),
  items: withDefault(count({ min: 1, max: most, source }), most, 'Items in one request.', source),
  linger: withDefault(
    duration(),
    '100 ms',
    'How long a request waits to be full, from its first item.',
    'an application that gathers',
  ),
});

export const operationsSchema = z.strictObject({
  GetItem: optional(share(), `${OF} an eventually consistent GetItem.`),
  'GetItem ConsistentRead': optional(share(), `${OF} a GetItem with ConsistentRead.`),
  PutItem: optional(share(), `${OF} a PutItem.`),
  UpdateItem: optional(share(), `${OF} an UpdateItem.`),
  DeleteItem: optional(share(), `${OF} a DeleteItem.`),
  Query: optional(
    z.strictObject({
      share: shareOf('a Query'),
      ...pageFields,
      consistency: consistency(),
      attributes: withDefault(
        oneOf(['projected', 'all']),
        'projected',
        'Of a local index: whether what an entry does not have is fetched from the items.',
        API,
      ),
    }),
    `${OF} a Query of items under one key.`,
  ),
  Scan: optional(
    z.strictObject({ share: shareOf('a Scan'), ...pageFields, consistency: consistency() }),
    `${OF} one page of a Scan.`,
  ),
  BatchGetItem: optional(
    z.strictObject({
      ...groupFields('BatchGetItem', BATCH_GET_ITEMS.value, BATCH_GET_ITEMS.source),
      consistency: consistency(),
    }),
    'Items that are read in batches.',
  ),
  BatchWriteItem: optional(
    z.strictObject(groupFields('BatchWriteItem', BATCH_WRITE_ITEMS.value, BATCH_WRITE_ITEMS.source)),
    'Items that are put in batches.',
  ),
  TransactGetItems: optional(
    z.strictObject(groupFields('TransactGetItems', TRANSACTION_ITEMS.value, TRANSACTION_ITEMS.source)),
    'Items that are read in transactions.',
  ),
  TransactWriteItems: optional(
    z.strictObject(groupFields('TransactWriteItems', TRANSACTION_ITEMS.value, TRANSACTION_ITEMS.source)),
    'Items that are written in transactions.',
  ),
});

export type OperationsConfig = z.output<typeof operationsSchema>;

/** One part of a mix: which action of the table, for which share of the items, and how many a request has. */
export interface Part {
  /** The action's name in the configuration. */
  readonly name: keyof OperationsConfig;
  /** The action's name as its table has it: `Query by-status`. */
  readonly operation: string;
  readonly share: number;
  /** Items that one request reads under a key (Query, Scan). */
  readonly items: number;
  /** How single items are gathered into requests; null where each has its own. */
  readonly batch: { readonly maxRecords: number; readonly linger: number } | null;
}

const CONDITIONAL: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** The parts of a mix, without those that have no share. @param failing the share of conditional writes that fail */
export function partsOf(operations: OperationsConfig, failing: number): readonly Part[] {
  const parts = Object.entries(operations).flatMap(([key, config]) => {
    if (config === undefined) return [];
    const name = key as keyof OperationsConfig;
    return typeof config === 'number' ? itemParts(name, config, failing) : [groupPart(name, config)];
  });
  return parts.filter((part) => part.share > 0);
}

function itemParts(name: keyof OperationsConfig, whole: number, failing: number): Part[] {
  const part = { name, items: 1, batch: null };
  if (failing === 0 || !CONDITIONAL.includes(name)) return [{ ...part, operation: name, share: whole }];
  return [
    { ...part, operation: name, share: whole * (1 - failing) },
    { ...part, operation: `${name} ConditionalCheckFailed`, share: whole * failing },
  ];
}

type Group = Exclude<OperationsConfig[keyof OperationsConfig], number | undefined>;

function groupPart(name: keyof OperationsConfig, config: Group): Part {
  const isStrong = 'consistency' in config && config.consistency === 'strong';
  const operation = [
    name,
    'index' in config ? config.index : undefined,
    'attributes' in config && config.attributes === 'all' ? 'AllAttributes' : undefined,
    isStrong ? 'ConsistentRead' : undefined,
  ]
    .filter((word) => word !== undefined)
    .join(' ');
  if ('linger' in config) {
    const { share, items, linger } = config;
    return { name, operation, share, items: 1, batch: { maxRecords: items, linger } };
  }
  return { name, operation, share: config.share, items: config.items, batch: null };
}
