// What workers do with the shards that they have begun: they checkpoint now and then, at the end of a batch, and wait for it;
// at a shard's end they make leases for its children, and checkpoint that; a lease that is to be another's they hand over once
// their batch is done. Everything behind the last checkpoint is read again by whoever comes next (checkpoint/dynamodb/
// DynamoDBCheckpointer.java, lifecycle/ShutdownTask.java of the Kinesis Client Library 2.7; for handing over 3.5).

import type { CheckpointedReader } from './checkpointed-reader.ts';
import type { LeaseWorker, Leasing } from './lease.ts';
import { NOBODY } from './lease.ts';
import type { LeaseRequest, Requester } from './lease-request.ts';
import type { LeaseTable } from './lease-table.ts';
import type { ShardRun } from './shard-run.ts';

/** The reading side of the application. */
interface Reading {
  readonly reader: CheckpointedReader;
  /** Reads no more of a shard; the batch in work goes on. */
  pause(shard: number): void;
  /** A shard's thread goes on after a checkpoint. */
  resume(shard: number, nowUs: number): void;
  /** Whether a batch of a shard is in work. */
  isBusy(shard: number): boolean;
  /** A shard is worked through to its end, and checkpointed there. */
  over(shard: number, nowUs: number): void;
  /** Its worker has given a shard away. */
  givenAway(run: ShardRun, nowUs: number): void;
  /** A worker has dropped a lease that another has taken, or that has expired. */
  lost(worker: LeaseWorker, shard: number, nowUs: number): void;
}

/** The work on all shards of one application. */
export class ShardWork implements Requester {
  private readonly leasing: Leasing;
  private readonly table: LeaseTable;
  private readonly reading: Reading;
  private readonly intervalUs: number;
  private readonly runs: readonly ShardRun[];

  /** @param intervalUs checkpointInterval @param runs by shard; it grows */
  constructor(
    leasing: Leasing,
    table: LeaseTable,
    reading: Reading,
    intervalUs: number,
    runs: readonly ShardRun[],
  ) {
    this.leasing = leasing;
    this.table = table;
    this.reading = reading;
    this.intervalUs = intervalUs;
    this.runs = runs;
  }

  /** A batch is done. @returns whether the shard's thread waits for a checkpoint */
  holds(run: ShardRun, nowUs: number): boolean {
    const { worker, shard, stage } = run;
    if (worker === null) return false;
    if (stage === 'handing-over') {
      run.isHeld = true;
      this.handOver(run, nowUs);
      return true;
    }
    if (nowUs < run.checkpointUs) return false;
    run.isHeld = true;
    // Without a lease that holds the checkpoint is refused at once, and the worker is about to stop.
    if (!this.isHeldBy(worker, shard, nowUs)) return true;
    run.position = this.reading.reader.worked(shard);
    run.isCheckpointing = true;
    this.send(run, 'checkpoint', worker, nowUs);
    return true;
  }

  /** A shard is worked through to its end. */
  ended(run: ShardRun, nowUs: number): void {
    if (run.stage !== 'reading') return;
    run.stage = 'ending';
    this.goOn(run, nowUs);
  }

  /** A worker finds that a lease of its own is to be another's. */
  wanted(run: ShardRun, nowUs: number): void {
    if (run.stage !== 'reading') return;
    run.stage = 'handing-over';
    this.reading.pause(run.shard);
    if (!run.isHeld && !this.reading.isBusy(run.shard)) this.handOver(run, nowUs);
  }

  /** Its worker looks after a shard: what was throttled is tried again. */
  goOn(run: ShardRun, nowUs: number): void {
    if (run.isAsking || run.worker === null) return;
    // The lease had expired when a batch was done, and has been renewed since: the thread need not wait any more.
    if (run.stage === 'reading' && run.isHeld && !run.isCheckpointing) {
      run.isHeld = false;
      this.reading.resume(run.shard, nowUs);
    }
    if (run.stage === 'ending') this.end(run, run.worker, nowUs);
    else if (run.stage === 'handing-over' && (run.isHeld || !this.reading.isBusy(run.shard)))
      this.handOver(run, nowUs);
  }

  made(request: LeaseRequest): void {
    const { action, about: shard, id } = request;
    const lease = this.leasing.leases[shard]!;
    if (action === 'create') {
      lease.exists = true;
      return;
    }
    if (lease.owner !== id) return;
    request.isDone = true;
    lease.counter++;
    if (action === 'hand-over' && lease.nextOwner !== NOBODY) {
      lease.owner = lease.nextOwner;
      lease.nextOwner = NOBODY;
    }
  }

  answered(request: LeaseRequest, isServed: boolean, nowUs: number): void {
    const { action, worker, tag } = request;
    const run = this.runs[tag]!;
    if (run.epoch !== request.epoch || run.worker !== worker) return;
    if (action === 'checkpoint') run.isCheckpointing = false;
    else run.isAsking = false;
    if (action === 'create') {
      if (isServed) this.goOn(run, nowUs);
      return;
    }
    if (isServed && !request.isDone) {
      this.reading.lost(worker, run.shard, nowUs);
      return;
    }
    if (isServed) this.kept(run, worker, action, nowUs);
    if (action === 'checkpoint') this.afterCheckpoint(run, nowUs);
  }

  private kept(run: ShardRun, worker: LeaseWorker, action: LeaseRequest['action'], nowUs: number): void {
    const { shard } = run;
    const { reader } = this.reading;
    if (action === 'end') {
      this.leasing.leases[shard]!.isEnded = true;
      worker.held.delete(shard);
      reader.commit(shard, reader.shards[shard]!.end);
      this.reading.over(shard, nowUs);
      return;
    }
    reader.commit(shard, run.position);
    if (action === 'hand-over') {
      worker.held.delete(shard);
      this.reading.givenAway(run, nowUs);
      return;
    }
    run.checkpointUs = nowUs + this.intervalUs;
    worker.renewed(shard, nowUs);
  }

  // A checkpoint that was throttled is due at the end of the next batch again.
  private afterCheckpoint(run: ShardRun, nowUs: number): void {
    if (run.stage === 'handing-over') {
      this.handOver(run, nowUs);
      return;
    }
    run.isHeld = false;
    this.reading.resume(run.shard, nowUs);
  }

  private handOver(run: ShardRun, nowUs: number): void {
    if (run.isAsking) return;
    run.isAsking = true;
    run.position = this.reading.reader.worked(run.shard);
    this.send(run, 'hand-over', run.worker!, nowUs);
  }

  // Leases for the children first, then the checkpoint of the end.
  private end(run: ShardRun, worker: LeaseWorker, nowUs: number): void {
    run.isAsking = true;
    const children = this.reading.reader.children(run.shard);
    const child = children.find((one) => !this.leasing.leases[one]!.exists);
    if (child === undefined) this.send(run, 'end', worker, nowUs);
    else this.table.send(this, 'create', worker, child, nowUs, { tag: run.shard, epoch: run.epoch });
  }

  private send(run: ShardRun, action: LeaseRequest['action'], worker: LeaseWorker, nowUs: number): void {
    const { shard, epoch } = run;
    const holds = this.leasing.leases[shard]!.owner === worker.id;
    this.table.send(this, action, worker, shard, nowUs, { holds, tag: shard, epoch });
  }

  private isHeldBy(worker: LeaseWorker, shard: number, nowUs: number): boolean {
    const held = worker.held.get(shard);
    return held !== undefined && nowUs - held.renewedUs <= this.leasing.failoverUs;
  }
}
