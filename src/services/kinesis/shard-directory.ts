// What ListShards tells of a stream: which shards are open and which hash keys each takes. A view is a picture of one
// moment and never changes; a library that keeps one learns of a resharding only by asking again.

import { port } from '../ports/port.ts';

/** The open shards at one moment. Shards go by their numbers, which are never used twice. */
export interface ShardView {
  /** The open shard that a key belongs to. */
  shardOf(key: number): number;
  /** Whether the shard is open in this view. */
  isOpen(shard: number): boolean;
}

/** A stream as ListShards shows it. */
export interface ShardDirectory {
  /** The view of this moment. */
  view(): ShardView;
}

export const ShardDirectoryPort = port<ShardDirectory>('ShardDirectory');
