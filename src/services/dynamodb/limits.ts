// Quotas and constants of DynamoDB: each with where it was read, and the date.

import type { Limit } from '../component.ts';
import * as saturations from './saturations.ts';

const GUIDE = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide';
const QUOTAS = `${GUIDE}/ServiceQuotas.html`;
const PARTITIONS = `${GUIDE}/bp-partition-key-design.html`;
const BURST = `${GUIDE}/burst-adaptive-capacity.html`;
const ON_DEMAND = `${GUIDE}/on-demand-capacity-mode.html`;
const API = 'Amazon DynamoDB API reference';
const STREAMS = `${GUIDE}/Streams.html`;

export const PARTITION_WRITES: Limit = {
  value: 1000,
  unit: 'write units/s',
  description: 'What one partition takes, in both modes; a burst of one second’s worth (an assumption).',
  source: PARTITIONS,
  date: '2026-11',
  enforced: true,
  saturation: saturations.PARTITION_WRITES_SATURATION,
};

export const PARTITION_READS: Limit = {
  value: 3000,
  unit: 'read units/s',
  description:
    'What one partition takes, in both modes: its leader, which serves all consistent reads; a burst of one second’s worth (an assumption).',
  source: PARTITIONS,
  date: '2026-11',
  enforced: true,
  saturation: saturations.PARTITION_READS_SATURATION,
};

export const PARTITION_EVENTUAL_READS: Limit = {
  value: 4500,
  unit: 'read units/s',
  description:
    'What the three replicas of one partition serve of eventually consistent reads, as AWS measured it on one key.',
  source:
    'AWS Database Blog, Scaling DynamoDB: how partitions, hot keys, and split for heat impact performance, part 2',
  date: '2023-01',
  enforced: true,
  saturation: saturations.PARTITION_EVENTUAL_SATURATION,
};

export const PARTITION_BYTES: Limit = {
  value: 10 * 1_073_741_824,
  unit: 'bytes',
  description: 'What one partition holds, about: a table that holds more has more of them.',
  source: PARTITIONS,
  date: '2026-11',
  enforced: false,
};

export const BURST_SECONDS: Limit = {
  value: 300,
  unit: 'seconds',
  description: 'Of unused provisioned capacity that are kept for a burst.',
  source: BURST,
  date: '2026-11',
  enforced: true,
  saturation: saturations.BURST_SATURATION,
};

export const ITEM_BYTES: Limit = {
  value: 409_600,
  unit: 'bytes',
  description: 'Largest item, with the names of its attributes.',
  source: QUOTAS,
  date: '2026-11',
  enforced: true,
  saturation: saturations.ITEM_BYTES_SATURATION,
};

export const ON_DEMAND_WRITES: Limit = {
  value: 4000,
  unit: 'write units/s',
  description: 'What a new on-demand table takes: four partitions.',
  source: ON_DEMAND,
  date: '2026-11',
  enforced: false,
};

export const ON_DEMAND_READS: Limit = {
  value: 12_000,
  unit: 'read units/s',
  description: 'What a new on-demand table takes: four partitions.',
  source: ON_DEMAND,
  date: '2026-11',
  enforced: false,
};

export const TABLE_QUOTA: Limit = {
  value: 40_000,
  unit: 'units/s',
  description:
    'Read units, and write units, of one table: the most that can be provisioned, and that an on-demand table takes.',
  source: QUOTAS,
  date: '2026-11',
  enforced: true,
  saturation: saturations.TABLE_QUOTA_SATURATION,
};

export const BATCH_WRITE_ITEMS: Limit = {
  value: 25,
  unit: 'items',
  description: 'Puts and deletes in one BatchWriteItem.',
  source: `${API}, BatchWriteItem`,
  date: '2026-11',
  enforced: false,
};

export const BATCH_GET_ITEMS: Limit = {
  value: 100,
  unit: 'items',
  description: 'Items in one BatchGetItem.',
  source: `${API}, BatchGetItem`,
  date: '2026-11',
  enforced: false,
};

export const BATCH_BYTES: Limit = {
  value: 16 * 1_048_576,
  unit: 'bytes',
  description: 'Of one batch.',
  source: `${API}, BatchWriteItem and BatchGetItem`,
  date: '2026-11',
  enforced: false,
};

export const DECREASES_PER_DAY: Limit = {
  value: 4,
  unit: 'decreases',
  description:
    'Of a table’s provisioned capacity on one day, at any time; beyond them one more whenever the hour before had none, 27 in all.',
  source: QUOTAS,
  date: '2026-11',
  enforced: true,
  saturation: saturations.DECREASES_SATURATION,
};

export const GLOBAL_INDEXES: Limit = {
  value: 20,
  unit: 'indexes',
  description: 'Global secondary indexes of one table (a default quota).',
  source: QUOTAS,
  date: '2026-11',
  enforced: false,
};

export const LOCAL_INDEXES: Limit = {
  value: 5,
  unit: 'indexes',
  description: 'Local secondary indexes of one table.',
  source: QUOTAS,
  date: '2026-11',
  enforced: false,
};

export const PAGE_BYTES: Limit = {
  value: 1_048_576,
  unit: 'bytes',
  description: 'What one Query or Scan evaluates: it stops after the item that reaches it.',
  source: `${API}, Query and Scan`,
  date: '2026-11',
  enforced: false,
};

export const STREAM_RETENTION: Limit = {
  value: 24,
  unit: 'hours',
  description: 'How long the records of a table’s stream can be read.',
  source: STREAMS,
  date: '2026-11',
  enforced: false,
};

export const STREAM_READERS: Limit = {
  value: 2,
  unit: 'readers',
  description: 'What may read one shard of a table’s stream at a time.',
  source: STREAMS,
  date: '2026-11',
  enforced: false,
};

export const STREAM_READ_RECORDS: Limit = {
  value: 1000,
  unit: 'records',
  description: 'What one GetRecords call of a table’s stream gives.',
  source: `${API}, GetRecords`,
  date: '2026-11',
  enforced: false,
};

export const STREAM_READ_BYTES: Limit = {
  value: 1_048_576,
  unit: 'bytes',
  description: 'What one GetRecords call of a table’s stream gives.',
  source: `${API}, GetRecords`,
  date: '2026-11',
  enforced: false,
};

export const STREAM_POLL_PERIOD: Limit = {
  value: 0.25,
  unit: 'seconds',
  description: 'How often an event source mapping polls a shard of a table’s stream.',
  source: 'docs.aws.amazon.com/lambda/latest/dg/with-ddb.html',
  date: '2026-08',
  enforced: false,
};

export const TRANSACTION_ITEMS: Limit = {
  value: 100,
  unit: 'items',
  description: 'Items in one transaction.',
  source: `${API}, TransactWriteItems and TransactGetItems`,
  date: '2026-11',
  enforced: false,
};

export const TRANSACTION_BYTES: Limit = {
  value: 4 * 1_048_576,
  unit: 'bytes',
  description: 'Of the items of one transaction.',
  source: `${API}, TransactWriteItems and TransactGetItems`,
  date: '2026-11',
  enforced: false,
};
