// Quotas, defaults and constants of Kinesis Data Streams: each with where it was read, and the date.

import type { Limit } from '../component.ts';
import * as saturations from './saturations.ts';

const QUOTAS = 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';
const API = 'Kinesis API model (botocore, kinesis 2013-12-02)';
const LARGE = 'docs.aws.amazon.com/streams/latest/dev/large-records.html';
const MIB = 1_048_576;

export const SHARD_WRITE_RECORDS: Limit = {
  value: 1000,
  unit: 'records/s',
  description:
    'Records that one shard takes a second; a bucket of one second’s worth (the burst is an assumption).',
  source: QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SHARD_RECORDS_SATURATION,
};

export const SHARD_WRITE_BYTES: Limit = {
  value: MIB,
  unit: 'bytes/s',
  description: 'Data and partition keys that one shard takes a second.',
  source: `${QUOTAS}; ${API}, CreateStream`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SHARD_BYTES_SATURATION,
};

export const LARGE_RECORD_BURST: Limit = {
  value: 10 * MIB,
  unit: 'bytes',
  description: 'Burst of a shard’s write bytes where records above 1 MiB are allowed.',
  source: LARGE,
  date: '2025-10',
  enforced: true,
  saturation: saturations.LARGE_BURST_SATURATION,
};

export const PUT_RECORDS_COUNT: Limit = {
  value: 500,
  unit: 'records',
  description: 'Records in one PutRecords call.',
  source: `${API}, PutRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.PUT_RECORDS_COUNT_SATURATION,
};

export const PUT_RECORDS_BYTES: Limit = {
  value: 10 * MIB,
  unit: 'bytes',
  description: 'Data and keys in one PutRecords call.',
  source: `${API}, PutRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.PUT_RECORDS_BYTES_SATURATION,
};

export const MAX_RECORD_SIZE: Limit = {
  value: MIB,
  unit: 'bytes',
  description: 'Largest record, data and key, unless the stream’s maxRecordSize says otherwise.',
  source: LARGE,
  date: '2025-10',
  enforced: true,
  saturation: saturations.RECORD_SIZE_SATURATION,
};

export const THROTTLE_ROUNDING: Limit = {
  value: 1024,
  unit: 'bytes',
  description:
    'What a shard counts is rounded up to whole KiB: each record of PutRecord, the whole call of PutRecords.',
  source: 'docs.aws.amazon.com/streams/latest/dev/troubleshooting-producers.html',
  date: '2026-08',
  enforced: true,
  saturation: saturations.ROUNDING_SATURATION,
};

export const GET_RECORDS_CALLS: Limit = {
  value: 5,
  unit: 'calls/s',
  description: 'GetRecords calls to one shard, all shared consumers together.',
  source: `${QUOTAS}; ${API}, GetRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.READ_CALLS_SATURATION,
};

export const GET_RECORDS_BYTES: Limit = {
  value: 2 * MIB,
  unit: 'bytes/s',
  description:
    'Bytes read from one shard by all shared consumers together. A second’s worth at once, which one reply may overdraw; whoever spends it closes the shard’s shared reads until it is there again: for 1 s, and after a reply of 10 MiB for 5 s.',
  source: `${QUOTAS}; ${API}, GetRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.READ_BYTES_SATURATION,
};

export const GET_RECORDS_COUNT: Limit = {
  value: 10_000,
  unit: 'records',
  description: 'Records in one GetRecords reply.',
  source: `${API}, GetRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.REPLY_RECORDS_SATURATION,
};

export const GET_RECORDS_REPLY: Limit = {
  value: 10 * MIB,
  unit: 'bytes',
  description: 'Bytes in one GetRecords reply.',
  source: `${API}, GetRecords`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.REPLY_BYTES_SATURATION,
};

export const FAN_OUT_BYTES: Limit = {
  value: 2 * MIB,
  unit: 'bytes/s',
  description: 'Bytes pushed to one enhanced fan-out consumer from one shard.',
  source: 'docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html',
  date: '2026-08',
  enforced: true,
  saturation: saturations.PUSH_BYTES_SATURATION,
};

export const FAN_OUT_CONSUMERS: Limit = {
  value: 20,
  unit: 'consumers',
  description: 'Consumers with enhanced fan-out of one stream; more are refused before the run.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const FAN_OUT_CONSUMERS_ADVANTAGE: Limit = {
  value: 50,
  unit: 'consumers',
  description: 'The same of an on-demand stream under the account’s throughput commitment.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const SUBSCRIPTION_LIFE: Limit = {
  value: 300,
  unit: 'seconds',
  description: 'How long a SubscribeToShard lasts before the consumer must subscribe again.',
  source: `${API}, SubscribeToShard`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SUBSCRIPTION_SATURATION,
};

export const SHARDS: Limit = {
  value: 10_000,
  unit: 'shards',
  description: 'Shards that one stream can be brought to.',
  source: `${API}, UpdateShardCount`,
  date: '2026-08',
  enforced: false,
};

export const RETENTION_DEFAULT: Limit = {
  value: 24,
  unit: 'hours',
  description: 'How long records can be read, unless retentionPeriod says otherwise (up to 8,760 h).',
  source: `${API}, IncreaseStreamRetentionPeriod`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.RETENTION_SATURATION,
};
