// What each key asks for: finds the key behind a hot partition.

import type { Keys } from '../../../workload/keys.ts';
import { wider } from '../../records/wider.ts';

/** The key that asked a partition for most, and the units that all of its keys asked for. */
export interface PartitionDemand {
  readonly hottestKey: string | null;
  readonly hottestUnits: number;
  /** Scans included. */
  readonly units: number;
  /** What scans asked it for. */
  readonly scannedUnits: number;
}

/** What scans ask for has no key. */
export function withScans(
  demand: readonly PartitionDemand[],
  scans: readonly PartitionDemand[],
): readonly PartitionDemand[] {
  return demand.map((one, at) => {
    const scannedUnits = scans[at]!.units;
    return { ...one, units: one.units + scannedUnits, scannedUnits };
  });
}

/** Sums of units asked for, by key. */
export class KeyDemand {
  private readonly keys: Keys;
  private units = new Float64Array(0);

  constructor(keys: Keys) {
    this.keys = keys;
  }

  add(key: number, units: number): void {
    if (key >= this.units.length) {
      this.units = wider(this.units, new Float64Array(Math.max(key + 1, this.keys.size)));
    }
    this.units[key]! += units;
  }

  /**
   * Where some of the keys part so that each side has half of what they asked for.
   * @param isAmong which of the keys
   * @param hashOf a key's place in the order
   * @returns the first place of the upper side; null where no place parts them: one key has more than half of all
   */
  medianHash(isAmong: (key: number) => boolean, hashOf: (key: number) => number): number | null {
    const { units } = this;
    const found: { readonly hash: number; readonly units: number }[] = [];
    let sum = 0;
    let most = 0;
    for (const [key, asked] of units.entries()) {
      if (asked === 0 || !isAmong(key)) continue;
      found.push({ hash: hashOf(key), units: asked });
      sum += asked;
      most = Math.max(most, asked);
    }
    if (most > sum / 2) return null;
    found.sort((a, b) => a.hash - b.hash);
    let below = 0;
    for (const [i, { hash, units: asked }] of found.entries()) {
      if (i > 0 && hash !== found[i - 1]!.hash && below + asked / 2 >= sum / 2) return hash;
      below += asked;
    }
    return null;
  }

  /** @param partitionOf the partition of a key, by number */
  byPartition(partitions: number, partitionOf: (key: number) => number): readonly PartitionDemand[] {
    const hottest = new Int32Array(partitions).fill(-1);
    const sums = new Float64Array(partitions);
    for (const [key, units] of this.units.entries()) {
      if (units === 0) continue;
      const at = partitionOf(key);
      sums[at]! += units;
      if (hottest[at]! < 0 || units > this.units[hottest[at]!]!) hottest[at] = key;
    }
    return Array.from(hottest, (key, at) => ({
      hottestKey: key < 0 ? null : this.keys.text(key),
      hottestUnits: key < 0 ? 0 : this.units[key]!,
      units: sums[at]!,
      scannedUnits: 0,
    }));
  }
}
