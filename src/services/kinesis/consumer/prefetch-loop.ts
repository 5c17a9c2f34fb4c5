// The polling loop of the KCL 2.x and 3.x, one a shard: it reads ahead of the processing, a call every idleTimeBetweenReads,
// while what waits has room for more (PrefetchRecordsPublisher.java and PollingConfig.java of the Kinesis Client Library
// 2.7). What is behind catches up at the pace of the calls, not of the sleep after the work.

import { PREFETCHED_BATCHES, PREFETCHED_BYTES } from '../kcl/kcl-limits.ts';
import { type Poll, PollingLoop } from './polling-loop.ts';

/** What a shard has read ahead. */
class Ahead {
  /** Of each batch that waits, oldest first. */
  readonly bytes: number[] = [];
  /** Batches that were received and are not finished, the one in work included. */
  unfinished = 0;
  /** When the last call was served, µs. */
  servedUs = 0;
  /** Whether reading waits for room. */
  isFull = false;
  /** Whether the shard is closed and all of it has been read. */
  isOver = false;

  /** Forgets what was taken from the front: so many batches still wait. */
  keep(waiting: number): void {
    this.bytes.splice(0, this.bytes.length - waiting);
  }

  get hasRoom(): boolean {
    return this.bytes.length < PREFETCHED_BATCHES.value && sum(this.bytes) < PREFETCHED_BYTES.value;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** Polls all shards of a stream ahead of their processing. */
export class PrefetchLoop extends PollingLoop {
  private readonly ahead: Ahead[] = [];

  override crash(shard: number): void {
    super.crash(shard);
    this.ahead[shard] = new Ahead();
  }

  override batchFinished(shard: number, waiting: number, nowUs: number): void {
    const ahead = this.of(shard);
    ahead.unfinished--;
    ahead.keep(waiting);
    if (ahead.isOver) {
      if (ahead.unfinished === 0) this.watcher.ended(shard, nowUs);
    } else if (ahead.isFull && ahead.hasRoom) {
      ahead.isFull = false;
      this.again(shard, Math.max(nowUs, ahead.servedUs + this.idleUs));
    }
  }

  protected override took(poll: Poll, from: number, nowUs: number): void {
    const { shard, userRecords, bytes, ended, end } = poll;
    const ahead = this.of(shard);
    ahead.servedUs = nowUs;
    ahead.isOver = ended;
    if (userRecords > 0) {
      ahead.unfinished++;
      ahead.bytes.push(bytes);
      this.processing.receive(shard, from, end, userRecords, nowUs);
      ahead.keep(this.processing.waiting(shard));
    }
    if (ended) {
      if (ahead.unfinished === 0) this.watcher.ended(shard, nowUs);
    } else if (ahead.hasRoom) this.again(shard, nowUs + this.idleUs);
    else ahead.isFull = true;
  }

  private of(shard: number): Ahead {
    const known = this.ahead[shard];
    if (known !== undefined) return known;
    const made = new Ahead();
    this.ahead[shard] = made;
    return made;
  }
}
