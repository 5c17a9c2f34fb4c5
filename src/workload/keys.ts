// A run's keys. Records carry an index; this says its text, its bytes and its hash. Each workload reserves a range
// of indices, one behind the other, and components may add single keys of their own.

import { invariant } from '../engine/invariant.ts';
import { KeySpace, keySpaceOf } from './key-space.ts';
import type { PartitionKeyConfig } from './partition-key.ts';

/** All keys of one run, by index. */
export class Keys {
  private readonly starts: number[] = [];
  private readonly spaces: KeySpace[] = [];
  private readonly interned = new Map<string, number>();
  private readonly brought = new Map<string, number>();
  private total = 0;
  // The range that was asked last: most questions come in runs.
  private start = 0;
  private end = 0;
  private space: KeySpace | null = null;

  /** How many indices are in use: all are below. */
  get size(): number {
    return this.total;
  }

  /** Reserves the keys of a configuration. @returns the index of rank 0 with salt 0 */
  reserve(config: PartitionKeyConfig): number {
    return this.add(keySpaceOf(config));
  }

  /** The index of one key, given as text; the same text has one index. */
  intern(text: string): number {
    const known = this.interned.get(text);
    if (known !== undefined) return known;
    const index = this.add(new KeySpace(1, () => text));
    this.interned.set(text, index);
    return index;
  }

  /** The keys of a space that a component brings, under a name: the same name has one range. @returns the first index */
  bring(name: string, space: KeySpace): number {
    const known = this.brought.get(name);
    if (known !== undefined) return known;
    const start = this.add(space);
    this.brought.set(name, start);
    return start;
  }

  /** The key's text. */
  text(index: number): string {
    return this.find(index).text(index - this.start);
  }

  /** The key's length in UTF-8, bytes. */
  byteLength(index: number): number {
    return this.find(index).byteLength(index - this.start);
  }

  /** Writes the lengths of the first `rows` keys of a column, all of them in one range that was reserved. */
  byteLengths(keys: Int32Array, rows: number, into: Int32Array): void {
    if (rows === 0) return;
    const space = this.find(keys[0]!);
    space.byteLengths(keys, this.start, rows, into);
  }

  /** A word (0 the most significant, to 3) of the key's MD5 as a big-endian number of 128 bits. */
  hash32(index: number, word: 0 | 1 | 2 | 3): number {
    return this.find(index).hash32(index - this.start, word);
  }

  /** The key's MD5 as a number of 128 bits: what Kinesis compares with the hash-key ranges of its shards. */
  hash(index: number): bigint {
    let hash = 0n;
    for (const word of [0, 1, 2, 3] as const) hash = (hash << 32n) | BigInt(this.hash32(index, word));
    return hash;
  }

  private add(space: KeySpace): number {
    const start = this.total;
    this.starts.push(start);
    this.spaces.push(space);
    this.total += space.size;
    invariant(this.total < 2 ** 31, 'key indices fit 32 bits', { total: this.total });
    return start;
  }

  private find(index: number): KeySpace {
    if (index >= this.start && index < this.end) return this.space!;
    invariant(index >= 0 && index < this.total, 'a key index is one of the run', {
      index,
      total: this.total,
    });
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    const space = this.spaces[low]!;
    this.space = space;
    this.start = this.starts[low]!;
    this.end = this.start + space.size;
    return space;
  }
}
