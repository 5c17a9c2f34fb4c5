// What a worker is doing with a shard whose lease it holds.

import type { LeaseWorker } from './lease.ts';

/**
 * `reading`: it reads and works. `handing-over`: it reads no more, and gives the lease to another once its batch is done.
 * `ending`: the shard is worked through, and its last checkpoint is on its way. `idle`: nobody works on it.
 */
type Stage = 'idle' | 'reading' | 'handing-over' | 'ending';

/** The work on one shard, by whichever worker does it. */
export class ShardRun {
  readonly shard: number;
  stage: Stage = 'idle';
  worker: LeaseWorker | null = null;
  /** Grows with every change of hands, so that answers to those before are told apart. */
  epoch = 0;
  /** When the next checkpoint is due, µs. */
  checkpointUs = 0;
  /** The position of the checkpoint under way. */
  position = 0;
  /** Whether its thread waits for a checkpoint. */
  isHeld = false;
  /** Whether a checkpoint is under way. */
  isCheckpointing = false;
  /** Whether a request that ends it, or hands it over, is under way. */
  isAsking = false;
  /** Since when nobody reads it, who did; −1 where somebody does, or nobody ever did, µs. */
  unreadUs = -1;
  /** What of the shard's bytes was counted, and when, µs: for its throughput. */
  countedBytes = 0;
  countedUs = 0;

  constructor(shard: number) {
    this.shard = shard;
  }

  /** A worker has begun to read it. @returns how long nobody did who had before, µs; −1 for never */
  began(worker: LeaseWorker, checkpointUs: number, nowUs: number): number {
    const unreadUs = this.unreadUs < 0 ? -1 : nowUs - this.unreadUs;
    this.stage = 'reading';
    this.worker = worker;
    this.epoch++;
    this.checkpointUs = checkpointUs;
    this.isHeld = false;
    this.isCheckpointing = false;
    this.isAsking = false;
    this.unreadUs = -1;
    return unreadUs;
  }

  /** Nobody works on it any more. */
  stopped(nowUs: number): void {
    this.stage = 'idle';
    this.worker = null;
    this.epoch++;
    this.isHeld = false;
    this.isCheckpointing = false;
    this.isAsking = false;
    this.unreadUs = nowUs;
  }
}

/** The way of a shard to a worker that has just got its lease. */
export interface Start {
  readonly shard: number;
  /** When the next step is due, µs. */
  nextUs: number;
  /** Whether a request of it is under way. */
  isAsking: boolean;
}
