// Keys that stand for places in the range of the hash: a scan goes through a table by the hash of its partition keys, from one
// partition to the next.

import { KeySpace } from '../../../workload/key-space.ts';
import type { Keys } from '../../../workload/keys.ts';

/** Places that are told apart: a hundred for each of as many partitions as tables commonly have. */
const PLACES = 8192;
const HASHES = 2 ** 32;

/** Keys by their places. */
export class HashRange {
  private readonly sorted: readonly { readonly key: number; readonly hash: number }[];

  constructor(keys: Keys) {
    const first = keys.bring('scan/places', new KeySpace(PLACES, (rank) => `scanned-${rank}`));
    this.sorted = Array.from({ length: PLACES }, (_, i) => ({
      key: first + i,
      hash: keys.hash32(first + i, 0),
    })).sort((a, b) => a.hash - b.hash);
  }

  /** The key that lies nearest at or below a place. @param place from 0 to 1, without 1 */
  keyAt(place: number): number {
    const wanted = place * HASHES;
    let low = 0;
    let high = PLACES;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]!.hash <= wanted) low = middle;
      else high = middle;
    }
    return this.sorted[low]!.key;
  }
}
