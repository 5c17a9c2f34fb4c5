// How a worker begins with a shard whose lease it has got: it looks whether the parents are done, again and again while they are
// not, then for the checkpoint, and reads from there (lifecycle/BlockOnParentShardTask.java and InitializeTask.java of the
// Kinesis Client Library 2.7).

import { US_PER_MS } from '../../../engine/time-units.ts';
import { PARENT_POLL_PERIOD } from './kcl-limits.ts';
import type { LeaseWorker } from './lease.ts';
import type { LeaseRequest, Requester } from './lease-request.ts';
import type { LeaseTable } from './lease-table.ts';
import type { Start } from './shard-run.ts';

const OF_PARENT = 1;

/** What a start needs to know, and does in the end. */
interface Starter {
  /** The parents of a shard that are not worked through. */
  unfinishedParents(shard: number): readonly number[];
  /** A worker begins to read a shard at its checkpoint. */
  begin(worker: LeaseWorker, shard: number, nowUs: number): void;
}

/** The starts of all workers. */
export class ShardStarts implements Requester {
  private readonly table: LeaseTable;
  private readonly starter: Starter;
  /** By worker and shard. */
  private readonly starts: Map<number, Start>[] = [];

  constructor(table: LeaseTable, starter: Starter) {
    this.table = table;
    this.starter = starter;
  }

  /** A worker goes on with what it has to start: the shards whose leases it holds and that it does not work on. */
  goOn(worker: LeaseWorker, shards: readonly number[], nowUs: number): void {
    const starts = this.of(worker);
    for (const shard of starts.keys()) if (!shards.includes(shard)) starts.delete(shard);
    for (const shard of shards) {
      let start = starts.get(shard);
      if (start === undefined) {
        start = { shard, nextUs: nowUs, isAsking: false };
        starts.set(shard, start);
      }
      if (!start.isAsking && nowUs >= start.nextUs) this.ask(worker, start, nowUs);
    }
  }

  /** A worker is gone. */
  forget(worker: LeaseWorker): void {
    this.of(worker).clear();
  }

  answered({ worker, about: shard, tag }: LeaseRequest, isServed: boolean, nowUs: number): void {
    const start = this.of(worker).get(shard);
    if (start === undefined || !start.isAsking) return;
    start.isAsking = false;
    // What was throttled is asked again with the next look at its shards.
    if (!isServed) return;
    if (tag !== OF_PARENT) {
      this.of(worker).delete(shard);
      this.starter.begin(worker, shard, nowUs);
    } else if (this.starter.unfinishedParents(shard).length > 0) {
      start.nextUs = nowUs + PARENT_POLL_PERIOD.value * US_PER_MS;
    } else this.ask(worker, start, nowUs);
  }

  private ask(worker: LeaseWorker, start: Start, nowUs: number): void {
    const { shard } = start;
    const isBlocked = this.starter.unfinishedParents(shard).length > 0;
    start.isAsking = true;
    this.table.send(this, 'read', worker, shard, nowUs, { tag: isBlocked ? OF_PARENT : 0 });
  }

  private of({ index }: LeaseWorker): Map<number, Start> {
    const known = this.starts[index];
    if (known !== undefined) return known;
    const made = new Map<number, Start>();
    this.starts[index] = made;
    return made;
  }
}
