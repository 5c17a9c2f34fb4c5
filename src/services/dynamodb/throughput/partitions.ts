// The partitions of a table: ranges of the hash of the partition key, equal at the start. They are split and
// never merged.

import { invariant } from '../../../engine/invariant.ts';
import type { Keys } from '../../../workload/keys.ts';
import { wider } from '../../records/wider.ts';
import { Partition, type PartitionShare } from './partition.ts';

const HASHES = 2 ** 32;

/** A partition's name. */
export function partitionId(number: number): string {
  return `partition-${number}`;
}

/** All partitions of one table. */
export class Partitions {
  private readonly keys: Keys;
  /** By number, as they came. */
  private readonly all: Partition[] = [];
  /** Where ranges begin, in order, and the number of the partition that has each. */
  private readonly starts: number[] = [];
  private readonly owners: number[] = [];
  /** By key: 1 + the number that `numberOf` found since the last split, or 0. */
  private known = new Int32Array(0);
  /** Told of every split: the partition that keeps the lower part of its range, and the new one. */
  onSplit: (partition: number, made: number) => void = () => {};

  constructor(keys: Keys, count: number, share: PartitionShare | null) {
    this.keys = keys;
    for (let number = 0; number < count; number++) {
      this.all.push(new Partition(share));
      this.starts.push(Math.floor((number * HASHES) / count));
      this.owners.push(number);
    }
  }

  get count(): number {
    return this.all.length;
  }

  /** The number of the partition that a key lies on. */
  numberOf(key: number): number {
    if (key >= this.known.length) {
      this.known = wider(this.known, new Int32Array(Math.max(key + 1, this.keys.size)));
    }
    const known = this.known[key]!;
    if (known !== 0) return known - 1;
    const number = this.find(key);
    this.known[key] = number + 1;
    return number;
  }

  private find(key: number): number {
    const hash = this.hashOf(key);
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= hash) low = middle;
      else high = middle;
    }
    return this.owners[low]!;
  }

  /** A key's place in the ranges. */
  hashOf(key: number): number {
    return this.keys.hash32(key, 0);
  }

  at(number: number): Partition {
    return this.all[number]!;
  }

  /** Splits partitions until there are so many: the upper half of the largest range goes to a new one. */
  grow(wanted: number): void {
    while (this.all.length < wanted) {
      const at = this.largest();
      const start = this.starts[at]!;
      const end = this.starts[at + 1] ?? HASHES;
      this.splitAt(at, start + Math.floor((end - start) / 2));
    }
  }

  /** Splits one partition: what lies at `hash` and above, within its range, goes to a new one. */
  split(number: number, hash: number): void {
    const at = this.owners.indexOf(number);
    invariant(
      hash > this.starts[at]! && hash < (this.starts[at + 1] ?? HASHES),
      'a partition is split within its range',
      { number, hash },
    );
    this.splitAt(at, hash);
  }

  private splitAt(at: number, hash: number): void {
    this.starts.splice(at + 1, 0, hash);
    this.owners.splice(at + 1, 0, this.all.length);
    this.all.push(new Partition(null));
    this.known = new Int32Array(0);
    this.onSplit(this.owners[at]!, this.all.length - 1);
  }

  private largest(): number {
    let largest = 0;
    let most = 0;
    for (const [at, start] of this.starts.entries()) {
      const size = (this.starts[at + 1] ?? HASHES) - start;
      if (size > most) {
        most = size;
        largest = at;
      }
    }
    return largest;
  }
}
