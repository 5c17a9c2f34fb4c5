// Splits for heat: a partition that stays near its limits is split, where the keys that were asked for leave half of the demand
// on either side (Elhemali et al., USENIX ATC 2022, section 4.4). It does not help a single key, which is why one that has
// most of the demand is left where it is.

import { US_PER_MINUTE } from '../../../engine/time-units.ts';
import { HALVES } from '../capacity/units.ts';
import { PARTITION_READS, PARTITION_WRITES } from '../limits.ts';
import type { KeyDemand } from './key-demand.ts';
import type { MinuteFollower } from './minute-follower.ts';
import type { Partition } from './partition.ts';
import type { Partitions } from './partitions.ts';

const SECONDS_PER_MINUTE = 60;
/** Of what a partition takes: from here on it is near its limits (an assumption). */
const HOT_SHARE = 0.8;

const HOT_WRITES = HOT_SHARE * PARTITION_WRITES.value * SECONDS_PER_MINUTE;
const HOT_HALVES = HOT_SHARE * PARTITION_READS.value * HALVES * SECONDS_PER_MINUTE;

/** Splits the hot partitions of one table or index. */
export class HeatSplits implements MinuteFollower {
  private readonly partitions: Partitions;
  private readonly demand: { readonly reads: KeyDemand; readonly writes: KeyDemand };
  private readonly minutes: number;
  private readonly split: (nowUs: number) => void;
  /** By number of the partition: minutes on end that it was hot. */
  private readonly hotMinutes: number[] = [];

  /**
   * @param heatUs for how long a partition is hot before it is split
   * @param split told of each split
   */
  constructor(
    partitions: Partitions,
    demand: { readonly reads: KeyDemand; readonly writes: KeyDemand },
    heatUs: number,
    split: (nowUs: number) => void,
  ) {
    this.partitions = partitions;
    this.demand = demand;
    this.minutes = Math.max(1, Math.round(heatUs / US_PER_MINUTE));
    this.split = split;
  }

  minute(_readHalves: number, _writeUnits: number, nowUs: number): void {
    const { partitions, hotMinutes } = this;
    // Those that are made now are looked at from the next minute on.
    const { count } = partitions;
    for (let number = 0; number < count; number++) {
      const partition = partitions.at(number);
      const isHot = partition.servedUnits >= HOT_WRITES || partition.servedHalves >= HOT_HALVES;
      hotMinutes[number] = isHot ? (hotMinutes[number] ?? 0) + 1 : 0;
      if (hotMinutes[number]! >= this.minutes) {
        hotMinutes[number] = 0;
        this.relieve(number, partition, nowUs);
      }
      partition.forgetServed();
    }
  }

  private relieve(number: number, partition: Partition, nowUs: number): void {
    const { partitions } = this;
    const demand = partition.servedUnits >= HOT_WRITES ? this.demand.writes : this.demand.reads;
    const at = demand.medianHash(
      (key) => partitions.numberOf(key) === number,
      (key) => partitions.hashOf(key),
    );
    if (at === null) return;
    partitions.split(number, at);
    this.split(nowUs);
  }
}
