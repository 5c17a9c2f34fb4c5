// The shards of a stream and the hash keys that each takes: which are open, which were closed by a split or a merge,
// and who came from whom. Ranges of the open shards partition the key space at all times. It knows no time: the same
// steps give the same shards wherever they are taken, before a run (what will the plan do?) and in it.

import { invariant } from '../../../engine/invariant.ts';
import { evenRanges, HASH_SPACE, type OpenRanges, rangeOf } from './hash-range.ts';

/** One shard, open or closed. Shards are numbered in order of their making; numbers are never used twice. */
export interface Shard {
  readonly number: number;
  /** Hash keys in [start, end) are its own. */
  readonly start: bigint;
  readonly end: bigint;
  /** Whom it was made of: nobody, one shard that was split, or two that were merged. */
  readonly parents: readonly number[];
}

/** AWS's name of a shard: its number in twelve digits. */
export function shardId(number: number): string {
  return `shardId-${String(number).padStart(12, '0')}`;
}

/** A shard's share of the hash keys. */
export function hashShare({ start, end }: Shard): number {
  return Number(end - start) / Number(HASH_SPACE);
}

/** All shards of one stream. */
export class Topology {
  private readonly all: Shard[] = [];
  private readonly childrenOf: number[][] = [];
  /** The open shards, in order of their ranges. */
  private open: readonly Shard[];
  private openStarts: readonly bigint[];

  /** A new stream of so many shards: even ranges of the key space. */
  constructor(count: number) {
    this.openStarts = evenRanges(count);
    this.open = this.openStarts.map((start, i) => this.make(start, this.openStarts[i + 1] ?? HASH_SPACE, []));
  }

  /** Every shard that was ever made, by number. */
  get shards(): readonly Shard[] {
    return this.all;
  }

  /** The open shards, in order of their ranges. A list of its own: later steps leave it as it is. */
  get openShards(): readonly Shard[] {
    return this.open;
  }

  /** The ranges of the open shards: a picture that later steps leave as it is. */
  get ranges(): OpenRanges {
    return { starts: this.openStarts, numbers: this.open.map(({ number }) => number) };
  }

  /** Whether a shard was made, and not closed by now. */
  isOpen(number: number): boolean {
    return this.childrenOf[number]?.length === 0;
  }

  /** The shards that a closed one was made into; none while it is open. */
  children(number: number): readonly number[] {
    return this.childrenOf[number]!;
  }

  /** The open shard that takes a hash key. */
  at(hashKey: bigint): Shard {
    return this.open[this.placeOf(hashKey)]!;
  }

  /** Where an open shard would be split in half. */
  middleOf({ start, end }: Shard): bigint {
    return (start + end) / 2n;
  }

  /**
   * Closes the open shard that takes `hashKey` and opens two: the second begins there.
   * @throws InvariantError when a shard begins there already
   */
  split(hashKey: bigint): readonly [Shard, Shard] {
    const place = this.placeOf(hashKey);
    const parent = this.open[place]!;
    invariant(parent.start < hashKey, 'a shard is split within its range', { shard: parent.number });
    const low = this.make(parent.start, hashKey, [parent.number]);
    const high = this.make(hashKey, parent.end, [parent.number]);
    this.replace(place, 1, [low, high]);
    return [low, high];
  }

  /**
   * Closes the two open shards that meet at `hashKey` and opens one with both ranges.
   * @throws InvariantError when no shard begins there
   */
  merge(hashKey: bigint): Shard {
    const place = this.placeOf(hashKey);
    const high = this.open[place]!;
    const low = this.open[place - 1];
    invariant(low !== undefined && high.start === hashKey, 'two shards meet where they are merged', {
      shard: high.number,
    });
    const child = this.make(low.start, high.end, [low.number, high.number]);
    this.replace(place - 1, 2, [child]);
    return child;
  }

  private replace(place: number, closed: number, opened: readonly Shard[]): void {
    this.open = this.open.toSpliced(place, closed, ...opened);
    this.openStarts = this.openStarts.toSpliced(place, closed, ...opened.map(({ start }) => start));
  }

  private make(start: bigint, end: bigint, parents: readonly number[]): Shard {
    const shard: Shard = { number: this.all.length, start, end, parents };
    this.all.push(shard);
    this.childrenOf.push([]);
    for (const parent of parents) this.childrenOf[parent]!.push(shard.number);
    return shard;
  }

  private placeOf(hashKey: bigint): number {
    return rangeOf(this.openStarts, hashKey);
  }
}
