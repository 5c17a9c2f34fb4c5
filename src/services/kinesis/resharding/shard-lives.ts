// How long each shard was open in the window, and which shards, open or closed, have had a key in their range.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import type { Topology } from './topology.ts';

/** How a stream's shards changed in the window. */
export interface ShardChanges {
  /** Open shards when the window began, when it ended, and the most of them meanwhile. */
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** Splits and merges in the window, and when the first and the last were over, seconds into it. */
  readonly steps: number;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** The lives of a stream's shards. */
export class ShardLives {
  private readonly site: Site;
  private readonly topology: Topology;
  private readonly openShards;
  /** By shard: when it was opened, and closed (Infinity while open), µs. */
  private readonly openedUs: number[] = [];
  private readonly closedUs: number[] = [];
  private openBefore = 0;
  private changed: ShardChanges | null = null;

  constructor(site: Site, topology: Topology) {
    this.site = site;
    this.topology = topology;
    this.openShards = site.level('OpenShards');
    this.resharded([], 0);
  }

  /** Shards were closed, and all that the topology has more were opened. */
  resharded(closed: readonly number[], nowUs: number): void {
    if (closed.length > 0) this.note(nowUs);
    for (const shard of closed) this.closedUs[shard] = nowUs;
    while (this.openedUs.length < this.topology.shards.length) {
      this.openedUs.push(nowUs);
      this.closedUs.push(Number.POSITIVE_INFINITY);
    }
    this.openBefore = this.topology.openShards.length;
    this.openShards.set(nowUs, this.openBefore);
  }

  /** What changed in the window; null when nothing did. */
  get changes(): ShardChanges | null {
    return this.changed;
  }

  private note(nowUs: number): void {
    const { startUs, endUs } = this.site.window;
    if (nowUs < startUs || nowUs >= endUs) return;
    const open = this.topology.openShards.length;
    const untilSeconds = (nowUs - startUs) / US_PER_SECOND;
    const before = this.changed ?? {
      first: this.openBefore,
      most: this.openBefore,
      steps: 0,
      fromSeconds: untilSeconds,
    };
    const most = Math.max(before.most, open);
    this.changed = { ...before, last: open, most, steps: before.steps + 1, untilSeconds };
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
