// What `dynamodb.table` declares.

import type { ComponentType } from '../../component.ts';
import { RecordLogPort } from '../../ports/record-log.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { TABLE_EXAMPLE } from '../examples.ts';
import { tableCredit, tableFindings } from '../findings/table-findings.ts';
import * as limits from '../limits.ts';
import { TABLE_METERS } from '../meters.ts';
import { TABLE_PRICES } from '../prices.ts';
import { readerRefusals } from '../stream/reader-refusals.ts';
import { startParts, throughputTriggers, throughputUnused } from '../throughput/throughput-schema.ts';
import { IndexedTablePort } from './indexed-table.ts';
import { DynamoDbTable } from './table.ts';
import { tableMetrics } from './table-metrics.ts';
import { operationsOf } from './table-operations.ts';
import { impliedIndexes, tableRefusals, tableSchema } from './table-schema.ts';

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
    partitionBytes: limits.PARTITION_BYTES,
    pageBytes: limits.PAGE_BYTES,
    transactionItems: limits.TRANSACTION_ITEMS,
    transactionBytes: limits.TRANSACTION_BYTES,
    streamRetention: limits.STREAM_RETENTION,
    streamReaders: limits.STREAM_READERS,
    streamReadRecords: limits.STREAM_READ_RECORDS,
    streamReadBytes: limits.STREAM_READ_BYTES,
    streamPollPeriod: limits.STREAM_POLL_PERIOD,
    globalIndexes: limits.GLOBAL_INDEXES,
    localIndexes: limits.LOCAL_INDEXES,
  },
  meters: TABLE_METERS,
  prices: TABLE_PRICES,
  partKind: 'partition',
  faults: { slow: 'Requests that come meanwhile take so many times as long.' },
  metrics: tableMetrics,
  parts: startParts,
  triggers: throughputTriggers,
  unused: throughputUnused,
  offers: ({ streamSpecification }) => [
    RecordSinkPort,
    IndexedTablePort,
    ...(streamSpecification === undefined ? [] : [RecordLogPort]),
  ],
  checkWired: readerRefusals,
  operations: (config) => operationsOf(config).map(({ name }) => name),
  implies: impliedIndexes,
  check: tableRefusals,
  build: (config, site) => new DynamoDbTable(config, site),
  notPriced: ({ items, itemSize, warmThroughput }) => [
    ...(items === undefined || itemSize === undefined ? ['storage (no items)'] : []),
    ...(warmThroughput === undefined ? [] : ['warming up (once)']),
  ],
  findings: tableFindings,
  credit: tableCredit,
};
