// The target tracking that teams build for provisioned streams: alarms on what CloudWatch says of each minute, and
// UpdateShardCount to as many shards as bring the stream to its target. It sees what was stored, which never exceeds what the
// shards take, so that it cannot tell how much more was offered; and it knows the stream's mean, not its fullest shard.

import type { Site } from '../../component.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';
import { UPDATE_SHARD_COUNT_LEAST, UPDATE_SHARD_COUNT_MOST } from './scaling-limits.ts';
import type { ScalingConfig } from './scaling-schema.ts';
import { type MinuteWatcher, ShardLoad, type StoredSums } from './shard-load.ts';
import type { StreamResharding } from './stream-resharding.ts';
import type { Topology } from './topology.ts';

const MINUTE_US = 60_000_000;
/** Fewer shards are asked for only below this share of the target: else it would go up and down. */
const SCALE_IN_SHARE = 0.9;

/** Scales one provisioned stream. */
export class TargetTracking implements MinuteWatcher {
  private readonly topology: Topology;
  private readonly resharding: StreamResharding;
  private readonly config: ScalingConfig;
  private readonly load: ShardLoad;
  /** Minutes on end above the target, and below what scales in. */
  private above = 0;
  private below = 0;
  private quietUntilUs = 0;

  constructor(
    site: Site,
    topology: Topology,
    sums: StoredSums,
    config: ScalingConfig,
    resharding: StreamResharding,
  ) {
    this.topology = topology;
    this.config = config;
    this.resharding = resharding;
    this.load = new ShardLoad(site, sums, () => topology.shards.length, this);
  }

  minuteOver(nowUs: number): void {
    const { targetUtilization, scaleOutAfter, scaleInAfter, cooldown } = this.config;
    const utilization = this.utilization();
    this.above = utilization > targetUtilization ? this.above + 1 : 0;
    this.below = utilization < targetUtilization * SCALE_IN_SHARE ? this.below + 1 : 0;
    if (this.resharding.isUpdating || nowUs < this.resharding.endedUs + cooldown) return;
    if (nowUs < this.quietUntilUs) return;
    const out = this.above * MINUTE_US >= scaleOutAfter;
    if (!out && this.below * MINUTE_US < scaleInAfter) return;
    this.ask(utilization, out, nowUs);
  }

  /** What the stream stored in the minute, of what the shards take that are open at its end: by the nearer of the two limits. */
  private utilization(): number {
    let records = 0;
    let bytes = 0;
    for (const { number } of this.topology.shards) {
      records += this.load.recordsPerSecond(number);
      bytes += this.load.bytesPerSecond(number);
    }
    const open = this.topology.openShards.length;
    return Math.max(records / (open * SHARD_WRITE_RECORDS.value), bytes / (open * SHARD_WRITE_BYTES.value));
  }

  private ask(utilization: number, out: boolean, nowUs: number): void {
    const { targetUtilization, minShards, maxShards, cooldown } = this.config;
    const open = this.topology.openShards.length;
    const wanted = Math.ceil((open * utilization) / targetUtilization);
    const least = Math.max(minShards, Math.ceil(open * UPDATE_SHARD_COUNT_LEAST.value));
    const most = Math.min(maxShards, open * UPDATE_SHARD_COUNT_MOST.value);
    const targetShardCount = Math.max(Math.min(wanted, most), Math.min(least, most));
    if (out ? targetShardCount <= open : targetShardCount >= open) return;
    // Whether AWS takes it or refuses it, it does not ask again at once.
    this.resharding.request({ operation: 'UpdateShardCount', targetShardCount }, nowUs);
    this.quietUntilUs = nowUs + cooldown;
    this.above = 0;
    this.below = 0;
  }
}
