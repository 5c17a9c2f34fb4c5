// Who leads the workers of the KCL 3.x: one holds a lock, whose version it renews; another takes the lock once it has seen the
// same version for the lock's lease (leader/DynamoDBLockBasedLeaderDecider.java of the Kinesis Client Library 3.5). The lock
// lies in a table of its own, which is not modelled.

import { US_PER_MS } from '../../../engine/time-units.ts';
import { LEADER_HEARTBEAT, LEADER_LEASE } from './kcl-limits.ts';
import type { LeaseWorker } from './lease.ts';
import { NOBODY } from './lease.ts';

interface SeenLock {
  readonly version: number;
  readonly sinceUs: number;
}

/** The lock of one application. */
export class Leader {
  private id = NOBODY;
  /** When its holder took it, and until when it renewed it, µs. */
  private takenUs = 0;
  private releasedUs: number | null = null;
  private epoch = 0;
  private readonly seen = new Map<number, SeenLock>();

  /** The first to lead. */
  begin(worker: LeaseWorker, nowUs: number): void {
    this.take(worker, nowUs);
  }

  /** A worker is gone: if it held the lock, nobody renews that any more. */
  gone(worker: LeaseWorker, nowUs: number): void {
    if (worker.id === this.id && this.releasedUs === null) this.releasedUs = nowUs;
    this.seen.delete(worker.id);
  }

  /** A worker asks whether it leads, and takes the lock where it may. @returns whether it does, and since when (µs) */
  leadsSince(worker: LeaseWorker, nowUs: number): number | null {
    if (worker.id === this.id) return this.takenUs;
    const version = this.version(nowUs);
    const seen = this.seen.get(worker.id);
    if (seen === undefined || seen.version !== version) {
      this.seen.set(worker.id, { version, sinceUs: nowUs });
      return null;
    }
    if (nowUs - seen.sinceUs < LEADER_LEASE.value * US_PER_MS) return null;
    this.take(worker, nowUs);
    return nowUs;
  }

  private take({ id }: LeaseWorker, nowUs: number): void {
    this.id = id;
    this.takenUs = nowUs;
    this.releasedUs = null;
    this.epoch++;
  }

  // How often the lock was renewed by now, all its holders together told apart.
  private version(nowUs: number): number {
    const untilUs = this.releasedUs ?? nowUs;
    const beats = Math.floor((untilUs - this.takenUs) / (LEADER_HEARTBEAT.value * US_PER_MS));
    return this.epoch * 1_000_000_000 + beats;
  }
}
