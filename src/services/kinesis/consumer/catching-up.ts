// How long a consumer that joins late reads until it is up to date: until it was, in every shard that it reads, given all
// that there was (AWS's MillisBehindLatest is 0). Children of closed shards count once they are read.

import type { Distribution } from '../../../metrics/distribution.ts';

/** The shards of one consumer that are still behind, from its joining on. */
export class CatchingUp {
  private readonly behind = new Set<number>();
  private readonly time: Distribution;
  private joinedUs = 0;
  private upToDate = false;

  /** @param time gets one value, µs */
  constructor(time: Distribution) {
    this.time = time;
  }

  /** Whether it has been up to date. */
  get isDone(): boolean {
    return this.upToDate;
  }

  /** The consumer has joined, and has begun the shards that it begins with. */
  joined(nowUs: number): void {
    this.joinedUs = nowUs;
    this.look(nowUs);
  }

  /** A shard is begun, with something to read in it. */
  began(shard: number): void {
    if (!this.upToDate) this.behind.add(shard);
  }

  /** A shard has given all that there was. Of one that ends, what comes after it has begun before. */
  caughtUp(shard: number, nowUs: number): void {
    if (!this.upToDate && this.behind.delete(shard)) this.look(nowUs);
  }

  private look(nowUs: number): void {
    if (this.behind.size > 0) return;
    this.upToDate = true;
    this.time.add(nowUs, nowUs - this.joinedUs, 1);
  }
}
