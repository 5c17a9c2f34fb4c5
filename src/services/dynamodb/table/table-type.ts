// What `dynamodb.table` declares.

import type { ComponentType } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { TABLE_EXAMPLE } from '../examples.ts';
import { tableCredit, tableFindings } from '../findings/table-findings.ts';
import * as limits from '../limits.ts';
import { TABLE_METERS } from '../meters.ts';
import { TABLE_PRICES } from '../prices.ts';
import { partitionId } from './partitions.ts';
import { DynamoDbTable } from './table.ts';
import { tableMetrics } from './table-metrics.ts';
import { TABLE_OPERATIONS } from './table-operations.ts';
import { startPartitions, tableRefusals, tableSchema } from './table-schema.ts';

export const tableType: ComponentType<typeof tableSchema> = {
  name: 'dynamodb.table',
  summary:
    'A DynamoDB table, provisioned or on-demand: partitions with limits of their own, and the capacity of the whole.',
  example: TABLE_EXAMPLE,
  schema: tableSchema,
  limits: {
    partitionWrites: limits.PARTITION_WRITES,
    partitionReads: limits.PARTITION_READS,
    partitionEventualReads: limits.PARTITION_EVENTUAL_READS,
    burstSeconds: limits.BURST_SECONDS,
    itemBytes: limits.ITEM_BYTES,
    onDemandWrites: limits.ON_DEMAND_WRITES,
    onDemandReads: limits.ON_DEMAND_READS,
    tableQuota: limits.TABLE_QUOTA,
    decreasesPerDay: limits.DECREASES_PER_DAY,
    batchWriteItems: limits.BATCH_WRITE_ITEMS,
    batchGetItems: limits.BATCH_GET_ITEMS,
    batchBytes: limits.BATCH_BYTES,
  },
  meters: TABLE_METERS,
  prices: TABLE_PRICES,
  partKind: 'partition',
  faults: { slow: 'Requests that come meanwhile take so many times as long.' },
  metrics: tableMetrics,
  parts: (config) => Array.from({ length: startPartitions(config) }, (_, number) => partitionId(number)),
  triggers: ({ autoScaling }) =>
    autoScaling === undefined ? [] : [{ property: 'autoScaling', once: false }],
  unused: ({ billingMode, autoScaling }) => [
    ...(billingMode === 'PROVISIONED' ? ['growthTime'] : []),
    ...(autoScaling === undefined ? ['updateTime'] : []),
  ],
  offers: () => [RecordSinkPort],
  operations: () => TABLE_OPERATIONS.map(({ name }) => name),
  check: tableRefusals,
  build: (config, site) => new DynamoDbTable(config, site),
  notPriced: ({ items, itemSize }) =>
    items === undefined || itemSize === undefined ? ['storage (no items)'] : [],
  findings: tableFindings,
  credit: tableCredit,
};
