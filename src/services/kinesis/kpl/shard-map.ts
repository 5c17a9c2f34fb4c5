// The library's cached map of the stream's shards. While it loads (at the start, and again when an answer shows that
// it is out of date), no shard is predicted, and records go alone and past the limiter. Source:
// aws/kinesis/core/shard_map.cc of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { ShardDirectory, ShardView } from '../shard-directory.ts';
import { UNPREDICTED } from './kinesis-record.ts';

/** The shard map of one host. */
export class ShardMap {
  private readonly engine: Engine;
  private readonly directory: ShardDirectory;
  private readonly latency: Sampler;
  private readonly stream: Stream;
  private readonly handler: number;
  private view: ShardView | null = null;
  private asked: ShardView | null = null;
  private loading = false;
  private loadedUs = 0;

  /** @param latency of ListShards, µs */
  constructor(
    engine: Engine,
    component: string,
    directory: ShardDirectory,
    latency: Sampler,
    stream: Stream,
  ) {
    this.engine = engine;
    this.directory = directory;
    this.latency = latency;
    this.stream = stream;
    const loaded: Handler = { fire: (_slot, nowUs) => this.loaded(nowUs) };
    this.handler = engine.register(component, 'list-shards', 'complete', loaded);
  }

  /** Asks for the shards, unless it waits for them already. */
  load(): void {
    if (this.loading) return;
    this.loading = true;
    this.asked = this.directory.view();
    const latencyUs = Math.round(this.latency.sample(this.stream));
    this.engine.schedule(this.handler, 0, this.engine.nowUs + latencyUs);
  }

  /** The shard that a key is expected in, or `UNPREDICTED` while the map loads. */
  predict(key: number): number {
    return this.loading ? UNPREDICTED : this.view!.shardOf(key);
  }

  /** Whether the map, as last loaded, has the shard and the key in its range. */
  holds(shard: number, key: number): boolean {
    const { view } = this;
    return view?.isOpen(shard) === true && view.shardOf(key) === shard;
  }

  /** An answer to a request sent at `sentUs` does not fit the map: asks again, unless it is newer than that. */
  invalidate(sentUs: number, predicted: number): void {
    if (this.loading || sentUs <= this.loadedUs || this.view?.isOpen(predicted) !== true) return;
    this.load();
  }

  private loaded(nowUs: number): void {
    this.loading = false;
    this.view = this.asked;
    this.loadedUs = nowUs;
  }
}
