// How a consumer gets what it reads: by polling, or by pushes. Whichever it is, its threads tell it of each batch that
// they have finished.

import type { BatchWatcher } from '../client/processing.ts';

/** The reading side of one consumer, all shards. */
export interface ReadLoop extends BatchWatcher {
  start(): void;
  /** Reading of a shard stops at once; what is under way is lost. */
  crash(shard: number): void;
  /** Reading of a shard begins again, at `position`. */
  restart(shard: number, position: number, nowUs: number): void;
}
