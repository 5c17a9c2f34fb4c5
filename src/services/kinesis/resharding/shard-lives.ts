// How long each shard was open in the window, and which shards, open or closed, have had a key in their range.

import type { Site } from '../../component.ts';
import type { Topology } from './topology.ts';

const US_PER_SECOND = 1_000_000;

/** The lives of a stream's shards. */
export class ShardLives {
  private readonly site: Site;
  private readonly topology: Topology;
  private readonly openShards;
  /** By shard: when it was opened, and closed (Infinity while open), µs. */
  private readonly openedUs: number[] = [];
  private readonly closedUs: number[] = [];

  constructor(site: Site, topology: Topology) {
    this.site = site;
    this.topology = topology;
    this.openShards = site.level('OpenShards');
    this.resharded([], 0);
  }

  /** Shards were closed, and all that the topology has more were opened. */
  resharded(closed: readonly number[], nowUs: number): void {
    for (const shard of closed) this.closedUs[shard] = nowUs;
    while (this.openedUs.length < this.topology.shards.length) {
      this.openedUs.push(nowUs);
      this.closedUs.push(Number.POSITIVE_INFINITY);
    }
    this.openShards.set(nowUs, this.topology.openShards.length);
  }

  /** Seconds of the window in which a shard was open. */
  openSeconds(shard: number): number {
    const { startUs, endUs } = this.site.window;
    const fromUs = Math.max(this.openedUs[shard]!, startUs);
    const toUs = Math.min(this.closedUs[shard]!, endUs);
    return Math.max(0, toUs - fromUs) / US_PER_SECOND;
  }

  /**
   * Goes through the shards with a key in their range: the open one, and its ancestors as far as they had it.
   * @param hash the key's hash, asked for only where a merged shard has two parents
   */
  eachWithKey(open: number, hash: () => bigint, each: (shard: number) => void): void {
    const { shards } = this.topology;
    let shard = open;
    for (;;) {
      each(shard);
      const { parents } = shards[shard]!;
      const [first, second] = parents;
      if (first === undefined) return;
      shard = second !== undefined && hash() >= shards[second]!.start ? second : first;
    }
  }
}
