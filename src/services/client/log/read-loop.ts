// How an application gets what it reads of a log: by polling, or by pushes. Whichever it is, its threads tell it of each batch that
// they have finished.

import type { BatchWatcher } from '../log-processing.ts';

/** The reading side of one application, all shards. */
export interface ReadLoop extends BatchWatcher {
  /** A shard was made: whatever is kept for each shard has room for it. */
  open(shard: number): void;
  /** Reading of a shard begins. @param first whether it is one of those that the application joins with */
  begin(shard: number, first: boolean, nowUs: number): void;
  /** Nothing is read of a shard any more: it is worked through. */
  end(shard: number): void;
  /** A closed shard gets no more records. */
  sealed(shard: number, nowUs: number): void;
  /** Reading of a shard stops at once; what is under way is lost. */
  crash(shard: number): void;
  /** Reading of a shard begins again, at `position`. */
  restart(shard: number, position: number, nowUs: number): void;
}

/** Told by a loop what it learns of a shard. */
export interface ShardWatcher {
  /** A closed shard is worked through. */
  ended(shard: number, nowUs: number): void;
  /** All that there was in a shard has been read. */
  atTip(shard: number, nowUs: number): void;
}
