// SplitShard, MergeShards and UpdateShardCount: what each may be asked for, what AWS answers to what it may not, and the
// splits and merges that it comes to. A schedule is tried before the run and carried out in it by the same rules.

import { SHARDS } from '../limits.ts';
import { type ReshardStep, reshardPlan } from './reshard-plan.ts';
import {
  UPDATE_SHARD_COUNT_LEAST,
  UPDATE_SHARD_COUNT_MOST,
  UPDATE_SHARD_COUNTS_PER_DAY,
} from './scaling-limits.ts';
import type { Shard, Topology } from './topology.ts';

/** One request. Shards go by their numbers. */
export type ReshardOperation =
  | { readonly operation: 'SplitShard'; readonly shardToSplit: number }
  | {
      readonly operation: 'MergeShards';
      readonly shardToMerge: number;
      readonly adjacentShardToMerge: number;
    }
  | { readonly operation: 'UpdateShardCount'; readonly targetShardCount: number };

/** How AWS refuses a request. */
export interface ReshardError {
  /** AWS's error code. */
  readonly code: string;
  readonly message: string;
  readonly source: string;
  /** The property at fault, or null when it is the moment that is. */
  readonly property: string | null;
}

const API = 'Kinesis API reference';
const US_PER_DAY = 86_400_000_000;

/** What a request comes to: its splits and merges, in order, or how it is refused. */
export type ReshardAnswer = { readonly steps: readonly ReshardStep[] } | { readonly error: ReshardError };

/** Judges one request against the shards that are open. The stream is ACTIVE. */
export function answerTo(topology: Topology, operation: ReshardOperation): ReshardAnswer {
  switch (operation.operation) {
    case 'SplitShard':
      return split(topology, operation.shardToSplit);
    case 'MergeShards':
      return merge(topology, operation.shardToMerge, operation.adjacentShardToMerge);
    case 'UpdateShardCount':
      return update(topology, operation.targetShardCount);
  }
}

function split(topology: Topology, number: number): ReshardAnswer {
  const shard = openShard(topology, number, 'shardToSplit', 'SplitShard');
  if ('error' in shard) return shard;
  const at = topology.middleOf(shard);
  if (at > shard.start) return { steps: [{ kind: 'split', at }] };
  return refused(
    'InvalidArgumentException',
    `shard ${number} has a single hash key by then: there is no second one for another shard to begin at`,
    `${API}, SplitShard`,
    'shardToSplit',
  );
}

function merge(topology: Topology, first: number, second: number): ReshardAnswer {
  const one = openShard(topology, first, 'shardToMerge', 'MergeShards');
  if ('error' in one) return one;
  const other = openShard(topology, second, 'adjacentShardToMerge', 'MergeShards');
  if ('error' in other) return other;
  if (one.end === other.start) return { steps: [{ kind: 'merge', at: other.start }] };
  if (other.end === one.start) return { steps: [{ kind: 'merge', at: one.start }] };
  return refused(
    'InvalidArgumentException',
    `shards ${first} and ${second} are not neighbours: the hash-key ranges of shards that are merged are adjacent`,
    `${API}, MergeShards`,
    'adjacentShardToMerge',
  );
}

function update(topology: Topology, target: number): ReshardAnswer {
  const open = topology.openShards.length;
  const least = Math.ceil(open * UPDATE_SHARD_COUNT_LEAST.value);
  const most = Math.min(open * UPDATE_SHARD_COUNT_MOST.value, SHARDS.value);
  if (target < least || target > most) {
    return refused(
      'LimitExceededException',
      `${target} shards are more than twice or less than half of the ${open} that are open: from ${least} to ${most} can be asked for`,
      UPDATE_SHARD_COUNT_MOST.source,
      'targetShardCount',
    );
  }
  return { steps: reshardPlan(topology, target) };
}

function openShard(
  topology: Topology,
  number: number,
  property: string,
  operation: string,
): Shard | { readonly error: ReshardError } {
  const shard = topology.shards[number];
  if (shard === undefined) {
    const { length } = topology.shards;
    const known = `shards are numbered from 0, and ${length} have been made by then`;
    return refused(
      'ResourceNotFoundException',
      `there is no shard ${number}: ${known}`,
      `${API}, ${operation}`,
      property,
    );
  }
  if (topology.isOpen(number)) return shard;
  const children = topology.children(number).join(' and ');
  return refused(
    'InvalidArgumentException',
    `shard ${number} is closed by then: it was made into ${children}`,
    `${API}, ${operation}`,
    property,
  );
}

function refused(
  code: string,
  message: string,
  source: string,
  property: string,
): { readonly error: ReshardError } {
  return { error: { code, message, source, property } };
}

/** While a stream is UPDATING it takes no other request. */
export function inUse(operation: ReshardOperation): ReshardError {
  return {
    code: 'ResourceInUseException',
    message: 'the stream is UPDATING: the operation before is still under way',
    source: `${API}, ${operation.operation}`,
    property: null,
  };
}

/** Counts UpdateShardCount in the rolling day that AWS limits. */
export class DailyQuota {
  private readonly startedUs: number[] = [];

  /** An UpdateShardCount at `nowUs`: counted, or refused when the day has had as many as AWS allows. */
  take(nowUs: number): ReshardError | null {
    while (this.startedUs.length > 0 && this.startedUs[0]! <= nowUs - US_PER_DAY) this.startedUs.shift();
    if (this.startedUs.length < UPDATE_SHARD_COUNTS_PER_DAY.value) {
      this.startedUs.push(nowUs);
      return null;
    }
    return {
      code: 'LimitExceededException',
      message: `a stream takes ${UPDATE_SHARD_COUNTS_PER_DAY.value} UpdateShardCount in 24 hours`,
      source: UPDATE_SHARD_COUNTS_PER_DAY.source,
      property: null,
    };
  }
}
