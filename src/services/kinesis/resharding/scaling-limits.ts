// AWS's limits on how a stream's shards change, each with its source and date.

import type { Limit } from '../../component.ts';
import { UPDATES_PER_DAY_SATURATION } from './scaling-saturations.ts';

const API = 'Kinesis API reference';
const QUOTAS = 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';
const MIB = 1_048_576;

export const UPDATE_SHARD_COUNT_MOST: Limit = {
  value: 2,
  unit: 'times the open shards',
  description: 'The most shards that one UpdateShardCount may ask for.',
  source: `${API}, UpdateShardCount`,
  date: '2026-08',
  enforced: false,
};

export const UPDATE_SHARD_COUNT_LEAST: Limit = {
  value: 0.5,
  unit: 'times the open shards',
  description: 'The fewest shards that one UpdateShardCount may ask for.',
  source: `${API}, UpdateShardCount`,
  date: '2026-08',
  enforced: false,
};

export const UPDATE_SHARD_COUNTS_PER_DAY: Limit = {
  value: 10,
  unit: 'requests',
  description: 'UpdateShardCount requests that one stream takes in any 24 hours.',
  source: `${API}, UpdateShardCount; ${QUOTAS}`,
  date: '2026-08',
  enforced: true,
  saturation: UPDATES_PER_DAY_SATURATION,
};

const MODES = 'docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html';

export const ON_DEMAND_START: Limit = {
  value: 4,
  unit: 'shards',
  description: 'What a new on-demand stream begins with: 4 MiB/s and 4,000 records/s.',
  source: MODES,
  date: '2026-08',
  enforced: false,
};

export const ON_DEMAND_SPLIT_BYTES: Limit = {
  value: 500 * 1024,
  unit: 'bytes/s',
  description: 'A shard of an on-demand stream that takes more for a minute is split.',
  source: MODES,
  date: '2026-08',
  enforced: false,
};

export const ON_DEMAND_SPLIT_RECORDS: Limit = {
  value: 500,
  unit: 'records/s',
  description: 'A shard of an on-demand stream that takes more for a minute is split.',
  source: MODES,
  date: '2026-08',
  enforced: false,
};

export const ON_DEMAND_SPLIT_WITHIN: Limit = {
  value: 15,
  unit: 'minutes',
  description: 'Within which AWS splits such a shard, the minute included.',
  source: MODES,
  date: '2026-08',
  enforced: false,
};

export const ON_DEMAND_MOST: Limit = {
  value: 10 * 1024 * MIB,
  unit: 'bytes/s',
  description: 'What an on-demand stream can be scaled to, in the Regions with the largest quota.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};
