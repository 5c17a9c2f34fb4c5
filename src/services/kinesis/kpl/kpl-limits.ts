// Constants of the Kinesis Producer Library's mechanisms, with where they were read; what can be set is in its schema.

import type { Limit } from '../../component.ts';

const KPL = 'Kinesis Producer Library 1.0';

export const KPL_LIMITER_BURST_BYTES: Limit = {
  value: 10 * 1_048_576,
  unit: 'bytes',
  description: 'Burst of the byte bucket that the KPL keeps for each shard; it starts full.',
  source: `${KPL}, aws/kinesis/core/limiter.h`,
  date: '2026-03',
  enforced: false,
};

export const KPL_LIMITER_PERIOD: Limit = {
  value: 25,
  unit: 'milliseconds',
  description: 'How often the KPL’s limiter looks whether it can let waiting records through.',
  source: `${KPL}, aws/kinesis/core/limiter.h`,
  date: '2026-03',
  enforced: false,
};

export const KPL_COLLECTOR_SHARD_BYTES: Limit = {
  value: 256 * 1024,
  unit: 'bytes',
  description: 'Bytes for one shard at which the KPL sends all that it has collected.',
  source: `${KPL}, aws/kinesis/core/collector.h`,
  date: '2026-03',
  enforced: false,
};

export const KPL_COLLECTOR_SLACK: Limit = {
  value: 50,
  unit: 'milliseconds',
  description:
    'How long the KPL’s collector goes on collecting at most where records are packed; less where a record may wait for less.',
  source: `${KPL}, aws/kinesis/core/pipeline.h`,
  date: '2026-03',
  enforced: false,
};

export const KPL_COLLECTOR_SLACK_SHARE: Limit = {
  value: 0.2,
  unit: 'share',
  description: 'Of recordMaxBufferedTime: how long the KPL’s collector goes on collecting, up to that most.',
  source: `${KPL}, aws/kinesis/core/pipeline.h`,
  date: '2026-03',
  enforced: false,
};
