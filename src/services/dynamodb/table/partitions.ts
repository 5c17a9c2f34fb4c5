// The partitions of a table: ranges of the hash of the partition key, equal at the start. They are split, the largest first and
// in the middle, and never merged.

import type { Keys } from '../../../workload/keys.ts';
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
    const hash = this.keys.hash32(key, 0);
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

  at(number: number): Partition {
    return this.all[number]!;
  }

  /** Splits partitions until there are so many: the upper half of a range goes to a new one. */
  grow(wanted: number): void {
    while (this.all.length < wanted) {
      const at = this.largest();
      const start = this.starts[at]!;
      const end = this.starts[at + 1] ?? HASHES;
      this.starts.splice(at + 1, 0, start + Math.floor((end - start) / 2));
      this.owners.splice(at + 1, 0, this.all.length);
      this.all.push(new Partition(null));
    }
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
