// How AWS scales an on-demand stream: a shard that takes more than 500 KB/s or 500 records/s for a minute is split in half, some
// time later, whatever else happens; several may be at a time. It goes by what shards took, so it lags, and it is
// blind to keys: one key is never above one shard, however often the shard that has it is split. It splits no shard so
// often that it would be left with next to no hash keys, and it merges none: the peak is remembered for 30 days.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import { SHARD_WRITE_BYTES } from '../limits.ts';
import { HASH_SPACE } from './hash-range.ts';
import { takeStep } from './reshard-plan.ts';
import type { Resharded } from './resharder.ts';
import { ON_DEMAND_MOST, ON_DEMAND_SPLIT_BYTES, ON_DEMAND_SPLIT_RECORDS } from './scaling-limits.ts';
import { type MinuteWatcher, ShardLoad, type StoredSums } from './shard-load.ts';
import type { Topology } from './topology.ts';

/** A shard with fewer hash keys is split no more: it is one key that makes it hot. */
const LEAST_RANGE = HASH_SPACE >> 32n;
const MOST_SHARDS = ON_DEMAND_MOST.value / SHARD_WRITE_BYTES.value;

/** Scales one on-demand stream. */
export class OnDemandScaling implements MinuteWatcher {
  private readonly site: Site;
  private readonly topology: Topology;
  private readonly load: ShardLoad;
  private readonly scaleUs: number;
  private readonly changed: (resharded: Resharded, nowUs: number) => void;
  private readonly planned = new Set<number>();
  private readonly handler: number;

  /**
   * @param scaleUs from the minute that was too much until the split, µs
   * @param changed called at each split
   */
  constructor(
    site: Site,
    topology: Topology,
    sums: StoredSums,
    scaleUs: number,
    changed: (resharded: Resharded, nowUs: number) => void,
  ) {
    this.site = site;
    this.topology = topology;
    this.scaleUs = scaleUs;
    this.changed = changed;
    this.load = new ShardLoad(site, sums, () => topology.shards.length, this);
    const split: Handler = { fire: (shard, nowUs) => this.split(shard, nowUs) };
    this.handler = site.engine.register(site.name, 'on-demand-split', 'complete', split);
  }

  minuteOver(nowUs: number): void {
    for (const { number, start, end } of this.topology.openShards) {
      if (this.topology.openShards.length + this.planned.size >= MOST_SHARDS) return;
      if (this.planned.has(number) || end - start < LEAST_RANGE) continue;
      const hot =
        this.load.bytesPerSecond(number) > ON_DEMAND_SPLIT_BYTES.value ||
        this.load.recordsPerSecond(number) > ON_DEMAND_SPLIT_RECORDS.value;
      if (!hot) continue;
      this.planned.add(number);
      this.site.engine.schedule(this.handler, number, nowUs + this.scaleUs);
    }
  }

  private split(number: number, nowUs: number): void {
    this.planned.delete(number);
    const at = this.topology.middleOf(this.topology.shards[number]!);
    this.changed(takeStep(this.topology, { kind: 'split', at }), nowUs);
  }
}
