// The shards of a table's stream: one for each partition. When a partition is split, its shard is closed and has two children, so
// that what is read of an item keeps its order.

import { ShardLog } from '../../records/shard-log.ts';

/** Learns what a split did to the shards. */
export interface ShardsChanged {
  /** A shard was made. */
  opened(log: ShardLog): void;
  /** A shard was closed, and has all its records. */
  sealed(shard: number, nowUs: number): void;
}

/** All shards of one stream, by number. */
export class StreamShards {
  readonly logs: ShardLog[] = [];
  private readonly parentsOf: (readonly number[])[] = [];
  private readonly childrenOf: number[][] = [];
  /** By partition: its open shard. */
  private readonly shardOf: number[] = [];
  private readonly changed: ShardsChanged;

  constructor(changed: ShardsChanged) {
    this.changed = changed;
  }

  /** How many are open. */
  get open(): number {
    return this.shardOf.length;
  }

  parents(shard: number): readonly number[] {
    return this.parentsOf[shard]!;
  }

  children(shard: number): readonly number[] {
    return this.childrenOf[shard]!;
  }

  /** The log of a partition's open shard. */
  logOf(partition: number): ShardLog {
    return this.logs[this.shardOf[partition]!]!;
  }

  /** A partition is there from the start. */
  begin(partition: number): void {
    this.shardOf[partition] = this.make([]);
  }

  /** A partition was split: `made` has a part of its range. */
  split(partition: number, made: number, nowUs: number): void {
    const parent = this.shardOf[partition]!;
    this.logs[parent]!.sealed = true;
    for (const each of [partition, made]) this.shardOf[each] = this.make([parent]);
    this.changed.sealed(parent, nowUs);
  }

  private make(parents: readonly number[]): number {
    const number = this.logs.length;
    const log = new ShardLog(`shard-${number}`);
    this.logs.push(log);
    this.parentsOf.push(parents);
    this.childrenOf.push([]);
    for (const parent of parents) this.childrenOf[parent]!.push(number);
    this.changed.opened(log);
    return number;
  }
}
