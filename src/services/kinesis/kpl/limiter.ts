// The second stage: for each shard, two token buckets at `rateLimit` of what one shard takes, served strictly by
// deadline, when a record comes and every 25 ms. The first record that they cannot pay stops those behind it. The
// buckets know nothing of what the stream refuses, nor of other hosts. Source: aws/kinesis/core/limiter.h and
// aws/utils/token_bucket.h of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import type { KinesisRecord } from './kinesis-record.ts';
import { KPL_LIMITER_BURST_BYTES, KPL_LIMITER_PERIOD } from './kpl-limits.ts';

const PERIOD_US = KPL_LIMITER_PERIOD.value * 1000;

/** Where a limiter's records go. */
export interface LimiterExits {
  /** The buckets have paid for it. */
  passed(record: KinesisRecord, nowUs: number): void;
  /** One of its user records has expired while it waited. */
  expired(record: KinesisRecord, nowUs: number): void;
}

class ShardLimiter {
  readonly queue = new DeadlineQueue();
  readonly records: TokenBucket;
  readonly bytes: TokenBucket;

  constructor(rateLimit: number) {
    this.records = new TokenBucket(
      Math.floor(SHARD_WRITE_RECORDS.value * rateLimit),
      SHARD_WRITE_RECORDS.value,
    );
    this.bytes = new TokenBucket(
      Math.floor(SHARD_WRITE_BYTES.value * rateLimit),
      KPL_LIMITER_BURST_BYTES.value,
    );
  }
}

// Whether both buckets can pay for a record; if so, they have.
function pays({ records, bytes }: ShardLimiter, record: KinesisRecord, nowUs: number): boolean {
  records.refill(nowUs);
  bytes.refill(nowUs);
  if (!records.holds(1) || !bytes.holds(record.bytes)) return false;
  records.take(1);
  bytes.take(record.bytes);
  return true;
}

/** The limiter of one host. */
export class Limiter {
  private readonly engine: Engine;
  private readonly rateLimit: number;
  private readonly exits: LimiterExits;
  private readonly shards: ShardLimiter[] = [];
  private readonly handler: number;
  private readonly phaseUs: number;
  private waiting = 0;
  private ticking = false;

  /** @param rateLimit what it lets through of one shard's limits; 1.5 is 150 % */
  constructor(engine: Engine, component: string, rateLimit: number, phase: Stream, exits: LimiterExits) {
    this.engine = engine;
    this.rateLimit = rateLimit;
    this.exits = exits;
    this.phaseUs = Math.floor(phase.double() * PERIOD_US);
    const tick: Handler = { fire: (_slot, nowUs) => this.tick(nowUs) };
    this.handler = engine.register(component, 'drain', 'timer', tick);
  }

  put(record: KinesisRecord, nowUs: number): void {
    const shard = this.shards[record.shard] ?? this.shardOf(record.shard);
    // Where nothing waits, it need not queue to be the first.
    if (shard.queue.size === 0 && nowUs < record.expiresUs && pays(shard, record, nowUs)) {
      this.exits.passed(record, nowUs);
    } else {
      shard.queue.push(record);
      this.waiting++;
      this.drain(shard, nowUs);
    }
    if (this.waiting > 0 && !this.ticking) this.schedule(nowUs);
  }

  /** Every record that waits. */
  *held(): Generator<KinesisRecord> {
    for (const { queue } of this.shards) yield* queue;
  }

  /** Begins anew, with nothing waiting and full buckets. */
  reset(): void {
    this.shards.length = 0;
    this.waiting = 0;
  }

  private tick(nowUs: number): void {
    this.ticking = false;
    for (const shard of this.shards) if (shard.queue.size > 0) this.drain(shard, nowUs);
    if (this.waiting > 0 && !this.ticking) this.schedule(nowUs);
  }

  private drain(shard: ShardLimiter, nowUs: number): void {
    const { queue } = shard;
    for (const record of queue.takeExpired(nowUs)) {
      this.waiting--;
      this.exits.expired(record, nowUs);
    }
    for (let record = queue.first; record !== undefined; record = queue.first) {
      if (!pays(shard, record, nowUs)) return;
      queue.shift();
      this.waiting--;
      this.exits.passed(record, nowUs);
    }
  }

  private schedule(nowUs: number): void {
    this.ticking = true;
    const ticks = Math.floor((nowUs - this.phaseUs) / PERIOD_US) + 1;
    this.engine.schedule(this.handler, 0, this.phaseUs + ticks * PERIOD_US);
  }

  private shardOf(shard: number): ShardLimiter {
    let limiter = this.shards[shard];
    while (limiter === undefined) {
      this.shards.push(new ShardLimiter(this.rateLimit));
      limiter = this.shards[shard];
    }
    return limiter;
  }
}
