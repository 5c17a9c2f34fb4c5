// Which shard a partition key belongs to: the MD5 of its UTF-8 text, read as a big-endian number of 128 bits,
// lies in one shard's hash-key range (Kinesis API, PutRecord). A new stream's ranges divide the space evenly.

import type { Keys } from '../../workload/keys.ts';

const SPACE = 1n << 128n;
const UNKNOWN = -1;

/** The first hash key of each of `count` equal ranges: i × floor(2^128 / count); the last one bears the rest. */
export function evenRanges(count: number): readonly bigint[] {
  const step = SPACE / BigInt(count);
  return Array.from({ length: count }, (_, i) => step * BigInt(i));
}

/** The range that holds a hash: the last one whose start is not above it. */
export function rangeOf(starts: readonly bigint[], hash: bigint): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= hash) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Remembers the shard of every key of a run. */
export class Router {
  private readonly keys: Keys;
  private readonly starts: readonly bigint[];
  private shards = new Int32Array(0);

  constructor(keys: Keys, starts: readonly bigint[]) {
    this.keys = keys;
    this.starts = starts;
  }

  /** The index of the shard that a key's records go to. */
  shardOf(key: number): number {
    if (key >= this.shards.length) this.grow();
    const known = this.shards[key]!;
    if (known !== UNKNOWN) return known;
    const shard = rangeOf(this.starts, this.keys.hash(key));
    this.shards[key] = shard;
    return shard;
  }

  private grow(): void {
    const wider = new Int32Array(this.keys.size).fill(UNKNOWN);
    wider.set(this.shards);
    this.shards = wider;
  }
}
