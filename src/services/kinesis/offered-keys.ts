// What each key brought in the window, at first attempts: finds the key behind a hot shard. With packing a key has a share of
// the records that carry it, and which key is the hottest depends on the limit that binds.

import type { Keys } from '../../workload/keys.ts';

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

/** Sums up by key. The columns go by key index. */
export class OfferedKeys {
  userRecords = new Float64Array(0);
  records = new Float64Array(0);
  bytes = new Float64Array(0);
  private readonly keys: Keys;

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** Makes room for every key of the run. */
  reserve(): void {
    const { size } = this.keys;
    if (this.records.length >= size) return;
    this.userRecords = widened(this.userRecords, size);
    this.records = widened(this.records, size);
    this.bytes = widened(this.bytes, size);
  }

  /**
   * What the keys brought, by shard: one pass over all keys.
   * @param shards how many there are
   * @param visit calls back with each shard that has the key in its range
   */
  byShard(shards: number, visit: (key: number, each: (shard: number) => void) => void): OfferedShard[] {
    const most = Array.from({ length: shards }, () => new ShardSum());
    for (let key = 0; key < this.records.length; key++) {
      if (this.records[key] === 0) continue;
      visit(key, (shard) => most[shard]!.add(this, key));
    }
    return most.map((sum) => ({
      hottest: this.of(sum.hottest),
      heaviest: this.of(sum.heaviest),
      packed: sum.records > 0 ? sum.userRecords / sum.records : 1,
    }));
  }

  private of(key: number): OfferedKey | null {
    if (key < 0) return null;
    return {
      key: this.keys.text(key),
      userRecords: this.userRecords[key]!,
      records: this.records[key]!,
      bytes: this.bytes[key]!,
    };
  }
}

class ShardSum {
  hottest = -1;
  heaviest = -1;
  userRecords = 0;
  records = 0;

  add({ userRecords, records, bytes }: OfferedKeys, key: number): void {
    this.userRecords += userRecords[key]!;
    this.records += records[key]!;
    if (this.hottest < 0 || records[key]! > records[this.hottest]!) this.hottest = key;
    if (this.heaviest < 0 || bytes[key]! > bytes[this.heaviest]!) this.heaviest = key;
  }
}

function widened(column: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(size);
  wider.set(column);
  return wider;
}
