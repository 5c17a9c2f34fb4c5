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

  /** The key with the most records, or bytes, among those that `isAmong` names; null when there are none. */
  hottest(by: 'records' | 'bytes', isAmong: (key: number) => boolean): OfferedKey | null {
    const column = this[by];
    let hottest = -1;
    let most = 0;
    for (let key = 0; key < column.length; key++) {
      if (column[key]! > most && isAmong(key)) {
        hottest = key;
        most = column[key]!;
      }
    }
    if (hottest < 0) return null;
    return {
      key: this.keys.text(hottest),
      userRecords: this.userRecords[hottest]!,
      records: this.records[hottest]!,
      bytes: this.bytes[hottest]!,
    };
  }

  /** The user's records of the keys that `isAmong` names. */
  sum(isAmong: (key: number) => boolean): number {
    return this.userRecords.reduce((sum, count, key) => (count > 0 && isAmong(key) ? sum + count : sum), 0);
  }
}

function widened(column: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(size);
  wider.set(column);
  return wider;
}
