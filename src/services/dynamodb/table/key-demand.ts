// What each key asks for: finds the key behind a hot partition.

import type { Keys } from '../../../workload/keys.ts';
import { wider } from '../../records/wider.ts';

/** The key that asked a partition for most, and the units that all of its keys asked for. */
export interface PartitionDemand {
  readonly hottestKey: string | null;
  readonly hottestUnits: number;
  readonly units: number;
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
    }));
  }
}
