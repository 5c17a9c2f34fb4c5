// What each shard took in the last whole minute: CloudWatch's resolution, and what every kind of scaling goes by.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';

const MINUTE_US = 60_000_000;

/** What was stored in a shard since the run began. */
export interface StoredSums {
  /** By shard. */
  readonly storedRecords: Float64Array;
  readonly storedBytes: Float64Array;
}

/** Told at the end of each minute, when everything else of that instant has happened. */
export interface MinuteWatcher {
  minuteOver(nowUs: number): void;
}

/** Follows the load of a stream's shards by the minute. */
export class ShardLoad {
  private readonly sums: StoredSums;
  private recordsBefore = new Float64Array(0);
  private bytesBefore = new Float64Array(0);
  private readonly records: number[] = [];
  private readonly bytes: number[] = [];

  /** @param shards how many there are by now */
  constructor(site: Site, sums: StoredSums, shards: () => number, watcher: MinuteWatcher) {
    this.sums = sums;
    const handler: Handler = {
      fire: (_slot, nowUs) => {
        this.look(shards());
        watcher.minuteOver(nowUs);
        site.engine.schedule(minute, 0, nowUs + MINUTE_US);
      },
    };
    const minute = site.engine.register(site.name, 'minute', 'sample', handler);
    site.engine.schedule(minute, 0, MINUTE_US);
  }

  /** Records a second that a shard took in the last minute. */
  recordsPerSecond(shard: number): number {
    return (this.records[shard] ?? 0) / 60;
  }

  /** Bytes a second, data and keys. */
  bytesPerSecond(shard: number): number {
    return (this.bytes[shard] ?? 0) / 60;
  }

  private look(shards: number): void {
    const { storedRecords, storedBytes } = this.sums;
    for (let shard = 0; shard < shards; shard++) {
      this.records[shard] = storedRecords[shard]! - (this.recordsBefore[shard] ?? 0);
      this.bytes[shard] = storedBytes[shard]! - (this.bytesBefore[shard] ?? 0);
    }
    this.recordsBefore = storedRecords.slice(0, shards);
    this.bytesBefore = storedBytes.slice(0, shards);
  }
}
