// What `kinesis.stream` declares.

import { z } from 'zod';
import { MOST_BURST } from '../../../engine/token-bucket.ts';
import { assumed, optional, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, size } from '../../../language/words.ts';
import { writtenSize } from '../../../language/written.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { sizeOr } from '../../client/size-or-word.ts';
import type { ComponentType, Refusal } from '../../component.ts';
import { PushedLogPort, RecordLogPort } from '../../ports/record-log.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { STREAM_EXAMPLE } from '../examples.ts';
import { openShare } from '../findings/shard-facts.ts';
import { streamFindings } from '../findings/stream-findings.ts';
import * as limits from '../limits.ts';
import { CONSUMER_METERS, STREAM_METERS } from '../meters.ts';
import { CONSUMER_PRICES, STREAM_PRICES } from '../prices.ts';
import { plannedTimes, RESHARD_FIELDS, reshardRefusals, shardsOf } from '../resharding/reshard-schema.ts';
import * as scalingLimits from '../resharding/scaling-limits.ts';
import { modeRefusals, SCALING_FIELDS, startShards } from '../resharding/scaling-schema.ts';
import { ShardDirectoryPort } from '../shard-directory.ts';
import { fanOutRefusals } from '../wired-limits.ts';
import { BURST_AUTO, burstBytes } from '../writing/write-burst.ts';
import { PUT_OPERATIONS } from '../writing/write-path.ts';
import { KinesisStream } from './stream.ts';
import { billingModeOf } from './stream-billing.ts';
import type { StreamConfig } from './stream-config.ts';
import { streamCredit } from './stream-credit.ts';
import { STREAM_METRICS } from './stream-metrics.ts';

const RETENTION = `${limits.RETENTION_DEFAULT.value} h`;

const streamSchema = z.strictObject({
  streamMode: withDefault(
    oneOf(['PROVISIONED', 'ON_DEMAND']),
    'PROVISIONED',
    'Who sizes the stream: you, in shards, or AWS by what it takes.',
    'ours: a plan names its shards; AWS’s console proposes ON_DEMAND',
  ),
  shardCount: optional(
    count({ min: 1, max: limits.SHARDS.value, source: limits.SHARDS.source }),
    'Open shards at the start: each takes 1,000 records/s and 1 MiB/s. Left out: 1, and in on-demand mode 4 (or what the past peak or the warm throughput asks for); an on-demand stream that was provisioned keeps its shards.',
  ),
  retentionPeriod: withDefault(
    duration({ min: RETENTION, max: '8760 h', source: limits.RETENTION_DEFAULT.source }),
    RETENTION,
    'How long records can be read.',
    limits.RETENTION_DEFAULT.source,
  ),
  maxRecordSize: withDefault(
    size({ min: '1 MiB', max: '10 MiB', source: limits.MAX_RECORD_SIZE.source }),
    writtenSize(limits.MAX_RECORD_SIZE.value),
    'Largest record, data and key. A larger one fails the call that carries it.',
    limits.MAX_RECORD_SIZE.source,
  ),
  writeBurst: assumed(
    sizeOr('auto', BURST_AUTO),
    'auto',
    'What a shard’s byte limit can take at once: auto is 1 MiB, and 10 MiB where maxRecordSize is above 1 MiB.',
    {
      why: 'AWS documents a burst of 10 MiB for streams with large records and is silent for others',
      low: '1 MiB',
      high: '10 MiB',
    },
  ),
  pushLatency: requestLatency(
    'SubscribeToShardEvent',
    'How long a push of enhanced fan-out takes from readable to received.',
  ),
  ...SCALING_FIELDS,
  ...RESHARD_FIELDS,
});

type StreamInput = z.output<typeof streamSchema>;

/** The shards at the start, and what is planned for them. */
function plannedOf(config: StreamInput) {
  return { ...config, shards: startShards(config) };
}

function builtFrom(config: StreamInput): StreamConfig {
  return { ...plannedOf(config), writeBurst: burstBytes(config), billing: billingModeOf(config) };
}

export const streamType: ComponentType<typeof streamSchema> = {
  name: 'kinesis.stream',
  summary: 'A Kinesis data stream, provisioned or on-demand: shards with write and read limits of their own.',
  example: STREAM_EXAMPLE,
  schema: streamSchema,
  limits: {
    shardWriteRecords: limits.SHARD_WRITE_RECORDS,
    shardWriteBytes: limits.SHARD_WRITE_BYTES,
    largeRecordBurst: limits.LARGE_RECORD_BURST,
    maxRecordSize: limits.MAX_RECORD_SIZE,
    throttleRounding: limits.THROTTLE_ROUNDING,
    getRecordsCalls: limits.GET_RECORDS_CALLS,
    getRecordsBytes: limits.GET_RECORDS_BYTES,
    getRecordsCount: limits.GET_RECORDS_COUNT,
    getRecordsReply: limits.GET_RECORDS_REPLY,
    fanOutBytes: limits.FAN_OUT_BYTES,
    fanOutConsumers: limits.FAN_OUT_CONSUMERS,
    fanOutConsumersAdvantage: limits.FAN_OUT_CONSUMERS_ADVANTAGE,
    subscriptionLife: limits.SUBSCRIPTION_LIFE,
    shards: limits.SHARDS,
    updateShardCountMost: scalingLimits.UPDATE_SHARD_COUNT_MOST,
    updateShardCountLeast: scalingLimits.UPDATE_SHARD_COUNT_LEAST,
    updateShardCountsPerDay: scalingLimits.UPDATE_SHARD_COUNTS_PER_DAY,
    onDemandStart: scalingLimits.ON_DEMAND_START,
    onDemandSplitBytes: scalingLimits.ON_DEMAND_SPLIT_BYTES,
    onDemandSplitRecords: scalingLimits.ON_DEMAND_SPLIT_RECORDS,
    onDemandSplitWithin: scalingLimits.ON_DEMAND_SPLIT_WITHIN,
    onDemandMost: scalingLimits.ON_DEMAND_MOST,
    retention: limits.RETENTION_DEFAULT,
  },
  // A function that is pushed to has the bill of it here.
  meters: [...STREAM_METERS, ...CONSUMER_METERS],
  prices: { ...STREAM_PRICES, ...CONSUMER_PRICES },
  partKind: 'shard',
  faults: {
    slow: 'Puts, reads and pushes that begin meanwhile take so many times as long; limits stay as they are.',
  },
  metrics: () => STREAM_METRICS,
  parts: (config) => shardsOf(plannedOf(config)),
  partOpen: openShare,
  triggers: ({ resharding, scaling, streamMode }) => [
    ...(resharding.length > 0
      ? [{ property: 'resharding', once: true, planned: plannedTimes(resharding) }]
      : []),
    ...(scaling !== undefined ? [{ property: 'scaling', once: false }] : []),
    ...(streamMode === 'ON_DEMAND' ? [{ property: 'streamMode', once: false, keepsBill: true }] : []),
  ],
  unused: ({ resharding, scaling, streamMode }) => [
    ...(streamMode === 'ON_DEMAND' ? [] : ['scaleTime']),
    ...(resharding.length > 0 || scaling !== undefined ? [] : ['reshardTime']),
  ],
  offers: () => [RecordSinkPort, RecordLogPort, PushedLogPort, ShardDirectoryPort],
  operations: () => PUT_OPERATIONS.map(({ name }) => name),
  check(config): readonly Refusal[] {
    const burst = burstBytes(config);
    const refusals = [...modeRefusals(config), ...reshardRefusals(plannedOf(config))];
    if (burst > MOST_BURST) {
      const message =
        'it is too large: a burst of more than 4 GiB is an hour and more of what the shard takes';
      return [...refusals, { path: ['writeBurst'], message }];
    }
    if (burst >= config.maxRecordSize) return refusals;
    return [
      ...refusals,
      {
        path: ['writeBurst'],
        message:
          'a burst below maxRecordSize could never take a record of that size: write at least maxRecordSize',
        source: limits.LARGE_RECORD_BURST.source,
      },
    ];
  },
  checkWired: fanOutRefusals,
  build: (config, site) => new KinesisStream(builtFrom(config), site),
  findings: streamFindings,
  credit: streamCredit,
};
