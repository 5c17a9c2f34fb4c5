// What `dynamodb.index` declares: a global secondary index, as its table makes it.

import type { ComponentType } from '../../component.ts';
import { INDEX_EXAMPLE } from '../examples.ts';
import { tableCredit, throughputFindings } from '../findings/table-findings.ts';
import { TABLE_METERS } from '../meters.ts';
import { TABLE_PRICES } from '../prices.ts';
import { throughputMetrics } from '../throughput/throughput-metrics.ts';
import { startParts, throughputTriggers, throughputUnused } from '../throughput/throughput-schema.ts';
import { GlobalIndex } from './global-index.ts';
import { indexRefusals, indexSchema } from './index-schema.ts';

export const indexType: ComponentType<typeof indexSchema> = {
  name: 'dynamodb.index',
  summary:
    'A global secondary index of a DynamoDB table. A table makes it for each of its globalSecondaryIndexes; it has capacity and partitions of its own.',
  example: INDEX_EXAMPLE,
  schema: indexSchema,
  limits: {},
  meters: TABLE_METERS,
  prices: TABLE_PRICES,
  partKind: 'partition',
  metrics: throughputMetrics,
  parts: startParts,
  triggers: throughputTriggers,
  unused: throughputUnused,
  offers: () => [],
  check: indexRefusals,
  build: (config, site) => new GlobalIndex(config, site),
  notPriced: ({ items, itemSize }) =>
    items === undefined || itemSize === undefined ? ['storage (no items)'] : [],
  findings: throughputFindings,
  credit: tableCredit,
};
