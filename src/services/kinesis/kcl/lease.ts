// A lease, as its item in the lease table has it, and a worker, as it knows of the leases that it holds. The truth is in the
// table; a worker learns it when it asks.

import type { Retrier } from '../../client/retry.ts';

/** The owner of a lease that nobody has. */
export const NOBODY = -1;

/** The lease of one shard. */
export class Lease {
  readonly shard: number;
  /** Whether there is an item: children get one when a parent ends. */
  exists = false;
  /** The identity of its owner. */
  owner = NOBODY;
  /** Grows with every renewal, checkpoint and change of its owner. */
  counter = 0;
  /** Whether its checkpoint is the shard's end. */
  isEnded = false;
  /** Who is to have it once its owner has handed it over (KCL 3.x). */
  nextOwner = NOBODY;
  /** When that was decided, µs. */
  handoffUs = 0;
  /** A moving average of what is read of the shard, bytes a second (KCL 3.x). */
  throughput = 0;

  constructor(shard: number) {
    this.shard = shard;
  }

  /** Whether there is anything to own. */
  get isOpen(): boolean {
    return this.exists && !this.isEnded;
  }
}

/** What a worker knows of a lease that it holds. */
export interface Held {
  readonly shard: number;
  /** When its counter last grew, as far as the worker knows, µs. */
  renewedUs: number;
  /** Whether its shard was given up since it had expired, and it has not been renewed since. */
  isGivenUp: boolean;
}

/** One worker. */
export class LeaseWorker {
  readonly index: number;
  /** Its identity in the table: one that comes back after a crash is another worker to all. */
  id = NOBODY;
  readonly retrier: Retrier;
  /** By shard. */
  readonly held = new Map<number, Held>();
  /** Faults that keep it down. */
  faults = 0;
  /** Whether it runs: its application has begun, and it is not down. */
  isUp = false;
  /** When it came up, µs. */
  upUs = 0;

  constructor(index: number, retrier: Retrier) {
    this.index = index;
    this.retrier = retrier;
  }

  /** A lease that it holds was renewed, or checkpointed: its counter has grown. */
  renewed(shard: number, nowUs: number): void {
    const held = this.held.get(shard);
    if (held === undefined) return;
    held.renewedUs = nowUs;
    held.isGivenUp = false;
  }

  /** It holds a lease from now on. */
  holds(shard: number, nowUs: number): void {
    this.held.set(shard, { shard, renewedUs: nowUs, isGivenUp: false });
  }
}

/** All leases of an application, by shard, and its workers. */
export interface Leasing {
  readonly leases: readonly Lease[];
  readonly workers: readonly LeaseWorker[];
  /** After how long without a renewal a lease has expired, µs. */
  readonly failoverUs: number;
}
