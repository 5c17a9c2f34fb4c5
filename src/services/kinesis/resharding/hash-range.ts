// Which shard a partition key belongs to: the MD5 of its UTF-8 text, read as a big-endian number of 128 bits,
// lies in one shard's hash-key range (Kinesis API, PutRecord). A new stream's ranges divide the space evenly.

import type { Keys } from '../../../workload/keys.ts';

/** How many hash keys there are. */
export const HASH_SPACE = 1n << 128n;
const UNKNOWN = -1;

/** The first hash key of each of `count` equal ranges: i × floor(2^128 / count); the last one bears the rest. */
export function evenRanges(count: number): readonly bigint[] {
  const step = HASH_SPACE / BigInt(count);
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

/** The ranges of the open shards at one time, in order: together they are the whole space. */
export interface OpenRanges {
  readonly starts: readonly bigint[];
  /** By range: the number of its shard. */
  readonly numbers: readonly number[];
}

/** The shard of every key, as ranges are at one time. It remembers what it was asked, and never changes its answer. */
export class Router {
  private readonly keys: Keys;
  private readonly ranges: OpenRanges;
  private shards = new Int32Array(0);

  constructor(keys: Keys, ranges: OpenRanges) {
    this.keys = keys;
    this.ranges = ranges;
  }

  /** The router after a resharding: what it knows of shards that are open still is known from the first. */
  after(ranges: OpenRanges): Router {
    const next = new Router(this.keys, ranges);
    const isOpen = new Uint8Array(Math.max(...ranges.numbers) + 1);
    for (const shard of ranges.numbers) isOpen[shard] = 1;
    const shards = this.shards.slice();
    for (let key = 0; key < shards.length; key++) {
      if (isOpen[shards[key]!] !== 1) shards[key] = UNKNOWN;
    }
    next.shards = shards;
    return next;
  }

  /** The number of the shard that a key's records go to. */
  shardOf(key: number): number {
    const known = key < this.shards.length ? this.shards[key]! : UNKNOWN;
    return known === UNKNOWN ? this.find(key) : known;
  }

  /** Writes the shards of the first `rows` keys of a column. */
  route(keys: Int32Array, rows: number, into: Int32Array): void {
    for (let row = 0; row < rows; row++) into[row] = this.shardOf(keys[row]!);
  }

  private find(key: number): number {
    if (key >= this.shards.length) this.grow();
    const { starts, numbers } = this.ranges;
    const shard = numbers[rangeOf(starts, this.keys.hash(key))]!;
    this.shards[key] = shard;
    return shard;
  }

  private grow(): void {
    const wider = new Int32Array(this.keys.size).fill(UNKNOWN);
    wider.set(this.shards);
    this.shards = wider;
  }
}
