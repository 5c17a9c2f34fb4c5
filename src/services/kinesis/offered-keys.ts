// How many records of each key were offered in the window: finds the key behind a hot shard.

import type { Keys } from '../../workload/keys.ts';

/** Counts offered records by key. */
export class OfferedKeys {
  /** By key index. */
  counts = new Float64Array(0);
  private readonly keys: Keys;

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** Makes room for every key of the run. */
  reserve(): void {
    if (this.counts.length >= this.keys.size) return;
    const wider = new Float64Array(this.keys.size);
    wider.set(this.counts);
    this.counts = wider;
  }

  /** The key with the most records among those that `isAmong` names, and how many; null when there are none. */
  hottest(isAmong: (key: number) => boolean): { readonly key: string; readonly records: number } | null {
    let hottest = -1;
    let records = 0;
    for (let key = 0; key < this.counts.length; key++) {
      const offered = this.counts[key]!;
      if (offered > records && isAmong(key)) {
        hottest = key;
        records = offered;
      }
    }
    return hottest < 0 ? null : { key: this.keys.text(hottest), records };
  }
}
