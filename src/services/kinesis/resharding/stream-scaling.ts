// What changes the shards of a stream in a run: planned requests, the team's target tracking, or AWS in on-demand mode. A
// stream that none of them touches has no event of theirs.

import type { Site } from '../../component.ts';
import type { StreamConfig } from '../stream/stream-config.ts';
import { OnDemandScaling } from './on-demand.ts';
import { type Resharded, Resharder } from './resharder.ts';
import type { StoredSums } from './shard-load.ts';
import { type RefusedRequest, StreamResharding } from './stream-resharding.ts';
import { TargetTracking } from './target-tracking.ts';
import type { Topology } from './topology.ts';

/** The resharding of one stream, whoever asks for it. */
export class StreamScaling {
  private readonly resharding: StreamResharding | null = null;

  /** @param changed called whenever shards are closed and opened */
  constructor(
    site: Site,
    topology: Topology,
    sums: StoredSums,
    config: Pick<StreamConfig, 'streamMode' | 'resharding' | 'reshardTime' | 'scaleTime' | 'scaling'>,
    changed: (resharded: Resharded, nowUs: number) => void,
  ) {
    const { streamMode, resharding, reshardTime, scaleTime, scaling } = config;
    if (streamMode === 'ON_DEMAND') {
      new OnDemandScaling(site, topology, sums, scaleTime, changed);
      return;
    }
    if (resharding.length === 0 && scaling === undefined) return;
    this.resharding = new StreamResharding(site, new Resharder(topology), resharding, reshardTime, changed);
    if (scaling !== undefined) new TargetTracking(site, topology, sums, scaling, this.resharding);
  }

  /** Called once, at the start of the run. */
  start(): void {
    this.resharding?.start();
  }

  /** Requests that were refused, the first of them. */
  get refused(): readonly RefusedRequest[] {
    return this.resharding?.refused ?? [];
  }
}
