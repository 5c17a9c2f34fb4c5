// How a table is written in a scenario, and what AWS refuses of it.

import { z } from 'zod';
import { optional } from '../../../language/field.ts';
import { count } from '../../../language/words.ts';
import type { Refusal } from '../../component.ts';
import { itemSizes } from '../capacity/item-sizes-word.ts';
import { indexesRefusals, indexFields, indexSchema } from '../index/index-schema.ts';
import { streamFields } from '../stream/stream-schema.ts';
import { sizeRefusals, throughputFields, throughputRefusals } from '../throughput/throughput-schema.ts';
import { timeToLiveFields } from '../time-to-live/time-to-live-schema.ts';

export const tableSchema = z.strictObject({
  ...throughputFields,
  itemSize: optional(
    itemSizes(),
    'Bytes of the items that are there, by key, for what reads, overwrites or deletes them; without it, as many as the request’s record has.',
  ),
  items: optional(
    count({ max: 1e12 }),
    'Items that the table holds, for the bill of its storage (with itemSize).',
  ),
  ...indexFields,
  ...streamFields,
  ...timeToLiveFields,
});

export type TableConfig = z.output<typeof tableSchema>;

/** What does not go together. */
export function tableRefusals(config: TableConfig): readonly Refusal[] {
  const found = [...throughputRefusals(config), ...sizeRefusals(config)];
  if (config.items !== undefined && config.itemSize === undefined) {
    found.push({ path: ['items'], message: 'the storage of items needs their itemSize' });
  }
  found.push(...indexesRefusals(config, inherited(config)));
  return found;
}

/** The names of the global indexes, by the components that they become. */
export function indexNames(table: string, config: TableConfig): ReadonlyMap<string, string> {
  const names = Object.keys(config.globalSecondaryIndexes ?? {});
  return new Map(names.map((name) => [`${table}-${name}`, name]));
}

/** What a global index has of its table. */
function inherited(config: TableConfig) {
  const { billingMode, growthTime, heatTime, burstCredit, updateTime, partitioning } = config;
  return { billingMode, growthTime, heatTime, burstCredit, updateTime, partitioning };
}

/** The components that a table's global indexes become, as a scenario would have them. */
export function impliedIndexes(
  table: string,
  config: TableConfig,
): Readonly<Record<string, { readonly type: string }>> {
  const { globalSecondaryIndexes = {} } = config;
  return Object.fromEntries(
    Object.entries(globalSecondaryIndexes).map(([name, index]) => {
      const whole = { table, ...inherited(config), ...index };
      return [`${table}-${name}`, { type: 'dynamodb.index', ...(z.encode(indexSchema, whole) as object) }];
    }),
  );
}
