// What each key brought in the window, at first attempts: finds the key behind a hot shard. With packing a key has a share of
// the records that carry it, and which key is the hottest depends on the limit that binds.

import type { Keys } from '../../../workload/keys.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { wider } from '../../records/wider.ts';

/** A key and what it brought. */
export interface OfferedKey {
  readonly key: string;
  /** The user's records. */
  readonly userRecords: number;
  /** Records as they are put: with packing, its share of those that carry it. */
  readonly records: number;
  /** Data and keys as they are put, bytes. */
  readonly bytes: number;
}

/** What the keys in a shard's range brought. */
export interface OfferedShard {
  /** The key with the most records, and the one with the most bytes; null when there were none. */
  readonly hottest: OfferedKey | null;
  readonly heaviest: OfferedKey | null;
  /** User records in each record; 1 where nothing is packed. */
  readonly packed: number;
}

/** Sums up by key. The places go by key index; what comes together lies together. */
export class OfferedKeys {
  /** Of records put by themselves, two places a key: how many, and their bytes. */
  private alone = new Float64Array(0);
  /** Of packed ones, three places a key: the user's records, their share of the records, their share of the bytes. */
  private packed = new Float64Array(0);
  private readonly keys: Keys;

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** All records of a batch are offered, each put by itself. */
  addRows({ length, key, count, sizeBytes, keyBytes }: RecordBatch): void {
    const { size } = this.keys;
    if (this.alone.length < 2 * size) this.alone = wider(this.alone, new Float64Array(2 * size));
    const { alone } = this;
    for (let row = 0; row < length; row++) {
      const at = 2 * key[row]!;
      const n = count[row]!;
      alone[at]! += n;
      alone[at + 1]! += n * (sizeBytes[row]! + keyBytes[row]!);
    }
  }

  /** A key's records are offered in a packed one, of which `records` and `bytes` are their share. */
  addPacked(key: number, userRecords: number, records: number, bytes: number): void {
    const { size } = this.keys;
    if (this.packed.length < 3 * size) this.packed = wider(this.packed, new Float64Array(3 * size));
    const { packed } = this;
    const at = 3 * key;
    packed[at]! += userRecords;
    packed[at + 1]! += records;
    packed[at + 2]! += bytes;
  }

  /**
   * What the keys brought, by shard: one pass over all keys.
   * @param shards how many there are
   * @param visit calls back with each shard that has the key in its range
   */
  byShard(shards: number, visit: (key: number, each: (shard: number) => void) => void): OfferedShard[] {
    const most = Array.from({ length: shards }, () => new ShardSum());
    for (let key = 0; key < this.keys.size; key++) {
      const sums = this.of(key);
      if (sums.records > 0) visit(key, (shard) => most[shard]!.add(sums));
    }
    return most.map(({ hottest, heaviest, userRecords, records }) => ({
      hottest: this.named(hottest),
      heaviest: this.named(heaviest),
      packed: records > 0 ? userRecords / records : 1,
    }));
  }

  private of(key: number): KeySums {
    const { alone, packed } = this;
    const records = alone[2 * key] ?? 0;
    return {
      key,
      userRecords: records + (packed[3 * key] ?? 0),
      records: records + (packed[3 * key + 1] ?? 0),
      bytes: (alone[2 * key + 1] ?? 0) + (packed[3 * key + 2] ?? 0),
    };
  }

  private named(sums: KeySums | null): OfferedKey | null {
    return sums === null ? null : { ...sums, key: this.keys.text(sums.key) };
  }
}

/** An offered key, by its index. */
type KeySums = Omit<OfferedKey, 'key'> & { readonly key: number };

class ShardSum {
  hottest: KeySums | null = null;
  heaviest: KeySums | null = null;
  userRecords = 0;
  records = 0;

  add(sums: KeySums): void {
    this.userRecords += sums.userRecords;
    this.records += sums.records;
    if (this.hottest === null || sums.records > this.hottest.records) this.hottest = sums;
    if (this.heaviest === null || sums.bytes > this.heaviest.bytes) this.heaviest = sums;
  }
}
