// How a stream that changes its number of shards by itself is written: on-demand mode, where AWS does it, and the target
// tracking that teams build on UpdateShardCount for provisioned streams.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { byteRate, count, duration, oneOf, share } from '../../../language/words.ts';
import { writtenByteRate } from '../../../language/written.ts';
import type { Refusal } from '../../component.ts';
import { SHARD_WRITE_BYTES, SHARDS } from '../limits.ts';
import { ON_DEMAND_MOST, ON_DEMAND_SPLIT_WITHIN, ON_DEMAND_START } from './scaling-limits.ts';

const AUTO_SCALING = 'Application Auto Scaling’s target tracking, as teams build it on CloudWatch alarms';
const MODES = ON_DEMAND_START.source;
const ON_DEMAND_BYTES = writtenByteRate(ON_DEMAND_MOST.value);
/** The minute that was too much is within AWS's promise, too. */
const SCALE_TIME_MOST = `${ON_DEMAND_SPLIT_WITHIN.value - 1} min`;

const targetTracking = z.strictObject({
  targetUtilization: withDefault(
    share({ min: '1%', max: '100%' }),
    '70%',
    'Of the records or bytes that the open shards take, whichever is nearer to its limit.',
    'a team’s own choice; 70 % leaves room for the minutes until it reacts',
  ),
  minShards: withDefault(count({ min: 1, max: SHARDS.value }), 1, 'It never goes below.', 'one is the least'),
  maxShards: required(count({ min: 1, max: SHARDS.value, source: SHARDS.source }), 'It never goes above.'),
  scaleOutAfter: withDefault(
    duration({ min: '1 min', max: '1 h' }),
    '3 min',
    'Whole minutes above the target, one after the other, before it asks for more shards.',
    AUTO_SCALING,
  ),
  scaleInAfter: withDefault(
    duration({ min: '1 min', max: '24 h' }),
    '15 min',
    'Whole minutes below nine tenths of the target, one after the other, before it asks for fewer.',
    AUTO_SCALING,
  ),
  cooldown: withDefault(
    duration({ max: '24 h' }),
    '5 min',
    'From the end of a resharding until it asks again.',
    AUTO_SCALING,
  ),
});

/** The properties of a stream that scale it. */
export const SCALING_FIELDS = {
  peakWriteThroughput: optional(
    byteRate({ min: '1 B/s', max: ON_DEMAND_BYTES, source: ON_DEMAND_MOST.source }),
    'On-demand mode: the most that was written in the last 30 days, in bytes a second; the stream holds twice that. Without it the stream is new.',
  ),
  warmThroughput: optional(
    byteRate({ min: '1 MiB/s', max: ON_DEMAND_BYTES, source: ON_DEMAND_MOST.source }),
    'On-demand mode with a throughput commitment: what the stream is scaled to ahead.',
  ),
  minimumThroughputBillingCommitment: withDefault(
    oneOf(['DISABLED', 'ENABLED']),
    'DISABLED',
    'The account’s throughput commitment (On-demand Advantage): lower prices, no stream hours, and at least 25 MiB/s in and 25 MiB/s out billed for the account.',
    'Kinesis API, UpdateAccountSettings',
  ),
  scaleTime: assumed(
    duration({ min: '1 s', max: SCALE_TIME_MOST, source: ON_DEMAND_SPLIT_WITHIN.source }),
    '5 min',
    'On-demand mode: from the end of a minute above 500 KB/s or 500 records/s until the shard is split.',
    {
      why: 'AWS promises the split within 15 minutes; its own account of a stream that ramps up is quicker',
      low: '1 min',
      high: SCALE_TIME_MOST,
    },
  ),
  scaling: optional(targetTracking, 'Provisioned mode: the team’s own target tracking by UpdateShardCount.'),
};

export type ScalingConfig = z.output<typeof targetTracking>;

interface ModeConfig {
  readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
  readonly shardCount?: number | undefined;
  readonly peakWriteThroughput?: number | undefined;
  readonly warmThroughput?: number | undefined;
  readonly minimumThroughputBillingCommitment: 'DISABLED' | 'ENABLED';
  readonly resharding: readonly unknown[];
  readonly scaling?: ScalingConfig | undefined;
}

/** Shards that are open at the start. */
export function startShards(config: ModeConfig): number {
  const { streamMode, shardCount, peakWriteThroughput = 0, warmThroughput = 0 } = config;
  if (streamMode === 'PROVISIONED') return shardCount ?? 1;
  const held = Math.max(2 * peakWriteThroughput, warmThroughput);
  const most = ON_DEMAND_MOST.value / SHARD_WRITE_BYTES.value;
  return Math.min(
    most,
    Math.max(shardCount ?? ON_DEMAND_START.value, Math.ceil(held / SHARD_WRITE_BYTES.value)),
  );
}

/** What does not go together. */
export function modeRefusals(config: ModeConfig): readonly Refusal[] {
  const { streamMode, scaling } = config;
  const found: Refusal[] = [];
  const refuse = (property: string, message: string, source: string): void => {
    found.push({ path: [property], message, source });
  };
  if (streamMode === 'ON_DEMAND') {
    const own = 'an on-demand stream is resharded by AWS alone';
    if (config.resharding.length > 0) refuse('resharding', own, 'Kinesis API, SplitShard');
    if (scaling !== undefined) refuse('scaling', own, 'Kinesis API, UpdateShardCount');
    if (config.warmThroughput !== undefined && config.minimumThroughputBillingCommitment === 'DISABLED')
      refuse(
        'warmThroughput',
        'warm throughput needs the account’s throughput commitment: minimumThroughputBillingCommitment: ENABLED',
        'Kinesis API, UpdateStreamWarmThroughput',
      );
    return found;
  }
  const past = 'only on-demand streams are scaled by what they took: streamMode: ON_DEMAND';
  if (config.peakWriteThroughput !== undefined) refuse('peakWriteThroughput', past, MODES);
  if (config.warmThroughput !== undefined)
    refuse(
      'warmThroughput',
      'only on-demand streams are warmed: streamMode: ON_DEMAND',
      'Kinesis API, UpdateStreamWarmThroughput',
    );
  if (scaling !== undefined && scaling.minShards > scaling.maxShards)
    found.push({ path: ['scaling', 'minShards'], message: 'minShards is above maxShards' });
  else if (scaling !== undefined) found.push(...startRefusals(startShards(config), scaling));
  return found;
}

/** A stream that begins outside the bounds that it is never to leave. */
function startRefusals(open: number, { minShards, maxShards }: ScalingConfig): readonly Refusal[] {
  const begins = `the stream begins with ${open} of them (shardCount)`;
  if (open < minShards)
    return [{ path: ['scaling', 'minShards'], message: `minShards is ${minShards}, and ${begins}` }];
  if (open > maxShards)
    return [{ path: ['scaling', 'maxShards'], message: `maxShards is ${maxShards}, and ${begins}` }];
  return [];
}
