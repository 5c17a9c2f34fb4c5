// How secondary indexes are written in a scenario: global ones, which have capacity and partitions of their own, and local ones,
// which share their table's.

import { z } from 'zod';
import { optional, required } from '../../../language/field.ts';
import { NAME, reference } from '../../../language/reference.ts';
import { count } from '../../../language/words.ts';
import { partitionKey } from '../../../workload/partition-key.ts';
import type { Refusal } from '../../component.ts';
import { GLOBAL_INDEXES, LOCAL_INDEXES } from '../limits.ts';
import { sizeRefusals, throughputFields, throughputRefusals } from '../throughput/throughput-schema.ts';
import { entryFields, entryRefusals } from './entry-schema.ts';

const {
  readCapacityUnits,
  writeCapacityUnits,
  previousPeak,
  onDemandThroughput,
  warmThroughput,
  autoScaling,
  partitions,
} = throughputFields;

const globalFields = {
  key: required(
    partitionKey(),
    'The index’s partition key: the values that entries are written and queried under.',
  ),
  ...entryFields,
  readCapacityUnits,
  writeCapacityUnits,
  previousPeak,
  onDemandThroughput,
  warmThroughput,
  autoScaling,
  partitions,
  items: optional(
    count({ max: 1e12 }),
    'Entries that it holds, for the bill of its storage (with itemSize).',
  ),
};

/** A global index as its table has it. */
const globalIndexSchema = z.strictObject(globalFields);

/** A local index. */
const localIndexSchema = z.strictObject(entryFields);

/** The indexes of a table, by name. */
export const indexFields = {
  globalSecondaryIndexes: optional(
    z.record(z.string().regex(NAME), globalIndexSchema),
    'Indexes with capacity of their own, by name; each becomes a component TABLE-NAME.',
  ),
  localSecondaryIndexes: optional(
    z.record(z.string().regex(NAME), localIndexSchema),
    'Indexes in the table’s own partitions and on its capacity, by name.',
  ),
};

/** A global index as the component that it becomes. */
export const indexSchema = z.strictObject({
  table: required(
    reference({ wire: 'from', ports: ['IndexedTable'], what: 'a table' }),
    'The table that it is an index of.',
  ),
  billingMode: throughputFields.billingMode,
  growthTime: throughputFields.growthTime,
  heatTime: throughputFields.heatTime,
  burstCredit: throughputFields.burstCredit,
  updateTime: throughputFields.updateTime,
  partitioning: throughputFields.partitioning,
  ...globalFields,
});

export type GlobalIndexConfig = z.output<typeof globalIndexSchema>;
type LocalIndexConfig = z.output<typeof localIndexSchema>;
export type IndexConfig = z.output<typeof indexSchema>;

const QUOTAS = GLOBAL_INDEXES.source;

/** What AWS refuses of one global index. */
export function indexRefusals(config: IndexConfig): readonly Refusal[] {
  const found = [...throughputRefusals(config), ...sizeRefusals(config), ...entryRefusals(config)];
  if (config.items !== undefined && config.itemSize === undefined) {
    found.push({ path: ['items'], message: 'the storage of entries needs their itemSize' });
  }
  return found;
}

interface Indexed {
  readonly globalSecondaryIndexes?: Readonly<Record<string, GlobalIndexConfig>> | undefined;
  readonly localSecondaryIndexes?: Readonly<Record<string, LocalIndexConfig>> | undefined;
}

/** What AWS refuses of the indexes of one table. @param own what a global index has of its table */
export function indexesRefusals(
  { globalSecondaryIndexes = {}, localSecondaryIndexes = {} }: Indexed,
  own: Omit<IndexConfig, keyof GlobalIndexConfig | 'table'>,
): readonly Refusal[] {
  const found: Refusal[] = [];
  const globals = Object.entries(globalSecondaryIndexes);
  const locals = Object.entries(localSecondaryIndexes);
  if (globals.length > GLOBAL_INDEXES.value) {
    found.push({
      path: ['globalSecondaryIndexes'],
      message: `LimitExceededException: ${globals.length} global secondary indexes, and a table has ${GLOBAL_INDEXES.value} at most`,
      source: QUOTAS,
    });
  }
  if (locals.length > LOCAL_INDEXES.value) {
    found.push({
      path: ['localSecondaryIndexes'],
      message: `ValidationException: ${locals.length} local secondary indexes, and a table has ${LOCAL_INDEXES.value} at most`,
      source: LOCAL_INDEXES.source,
    });
  }
  for (const [name, config] of globals) {
    const refusals = indexRefusals({ ...own, ...config, table: '' });
    for (const { path, message, source } of refusals) {
      // What it has of its table is said of the index as a whole.
      const within = path[0] !== undefined && path[0] in config ? path : [];
      found.push({
        path: ['globalSecondaryIndexes', name, ...within],
        message: message.replaceAll('table', 'index'),
        ...(source === undefined ? {} : { source }),
      });
    }
  }
  for (const [name, config] of locals) {
    if (Object.hasOwn(globalSecondaryIndexes, name)) {
      found.push({
        path: ['localSecondaryIndexes', name],
        message: `ValidationException: two indexes are named "${name}"`,
        source: QUOTAS,
      });
    }
    for (const refusal of entryRefusals(config)) {
      found.push({ ...refusal, path: ['localSecondaryIndexes', name, ...refusal.path] });
    }
  }
  return found;
}
