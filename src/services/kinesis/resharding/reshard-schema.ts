// How the resharding of a stream is written in a scenario, and what of it AWS would refuse.

import { z } from 'zod';
import { assumed, required, withDefault } from '../../../language/field.ts';
import { tagged } from '../../../language/tagged.ts';
import { count, duration } from '../../../language/words.ts';
import type { Refusal } from '../../component.ts';
import { SHARDS } from '../limits.ts';
import { type PlannedOperation, type ReshardSchedule, reshardSchedule } from './reshard-schedule.ts';
import { shardId } from './topology.ts';

const at = () =>
  required(
    duration({ max: '3650 d' }),
    'When it is asked for, counted from the start of the measured window.',
  );
const shard = (what: string) => required(count({ min: 0, max: 1_000_000 }), what);

const operations = {
  SplitShard: z.strictObject({
    at: at(),
    shardToSplit: shard('The number of the shard that is split in half.'),
  }),
  MergeShards: z.strictObject({
    at: at(),
    shardToMerge: shard('The number of a shard.'),
    adjacentShardToMerge: shard('The number of the shard next to it, which it is merged with.'),
  }),
  UpdateShardCount: z.strictObject({
    at: at(),
    targetShardCount: required(
      count({ min: 1, max: SHARDS.value, source: SHARDS.source }),
      'Shards of even ranges to get to.',
    ),
  }),
};

/** The properties of a stream that reshard it. */
export const RESHARD_FIELDS = {
  resharding: withDefault(
    z.array(tagged('operation', operations)),
    [],
    'Splits and merges at given times. Shards are numbered from 0, those that they make from the next number on.',
    'AWS reshards when it is asked to',
  ),
  reshardTime: assumed(
    duration({ min: '1 ms', max: '24 h' }),
    '30 s',
    'What one split or one merge takes; UpdateShardCount makes one after the other.',
    {
      why: 'AWS publishes no duration; 30 s a split is what resharding 1,000 shards to 2,000 in 30,000 s comes to',
      low: '10 s',
      high: '60 s',
    },
  ),
};

/** A stream's configuration, as far as its shards go. */
interface ReshardConfig {
  /** Shards at the start. */
  readonly shards: number;
  readonly resharding: readonly PlannedOperation[];
  readonly reshardTime: number;
  /** Who else asks for other shards, if anybody does. */
  readonly scaling?: unknown;
}

// Beside a scaling that follows the traffic nobody knows which shards a request will find: the run tells, and counts.
function scheduleOf({ shards, resharding, reshardTime, scaling }: ReshardConfig): ReshardSchedule {
  return reshardSchedule(shards, scaling === undefined ? resharding : [], reshardTime);
}

/** The names of all shards that are known before the run, by number. */
export function shardsOf(config: ReshardConfig): readonly string[] {
  return scheduleOf(config).topology.shards.map(({ number }) => shardId(number));
}

/** When each request comes, and where that is written. */
export function plannedTimes(resharding: readonly PlannedOperation[]) {
  return resharding.map(({ at }, index) => ({ path: ['resharding', index, 'at'], atUs: at }));
}

/** What AWS would refuse, each at its place in the list. */
export function reshardRefusals(config: ReshardConfig): readonly Refusal[] {
  return scheduleOf(config).refusals.map(({ index, error: { code, message, source, property } }) => ({
    path: ['resharding', index, ...(property === null ? [] : [property])],
    message: `${code}: ${message}`,
    source,
  }));
}
