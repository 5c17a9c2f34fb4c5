// One request to the lease table, pooled: what it is for, and how often it went.

import type { CallFailure } from '../../client/retry.ts';
import { PutCall } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { LeaseWorker } from './lease.ts';

/** Sends requests, and learns what becomes of them. */
export interface Requester {
  /** The table has carried a request out; whoever sent it may be gone. */
  made?(request: LeaseRequest, nowUs: number): void;
  /** The worker that sent it learns whether it was carried out; it was not where it was throttled to the end. */
  answered(request: LeaseRequest, isServed: boolean, nowUs: number): void;
}

/** What a worker asks of the table. */
export type Action =
  | 'create'
  | 'renew'
  | 'take'
  | 'assign'
  | 'checkpoint'
  | 'hand-over'
  | 'end'
  | 'read'
  | 'scan'
  | 'query';

/** A pooled request. */
export class LeaseRequest extends PutCall {
  readonly batch = new RecordBatch(1);
  readonly slot: number;
  action: Action = 'renew';
  requester!: Requester;
  worker!: LeaseWorker;
  /** The identity that the worker had when it sent it. */
  id = 0;
  /** The shard whose lease it is about; 0 where it is about several. */
  about = 0;
  /** For the requester's own use. */
  tag = 0;
  epoch = 0;
  /** Whether it has done in the table what it was for: its condition held. Set by the requester. */
  isDone = false;
  /** How often the KCL has tried the same before. */
  tries = 0;
  /** Attempts of the SDK. */
  attempts = 0;
  lastFailure: CallFailure | null = null;
  /** The event of its next attempt, where it waits for one. */
  ticket = 0;
  private readonly owner: { answered(request: LeaseRequest, nowUs: number): void };

  constructor(owner: { answered(request: LeaseRequest, nowUs: number): void }, slot: number) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  /** Tells of itself, but for what its sink holds and tells of. */
  holdings(held: Holdings, origin: number): void {
    const { length, createdUs, sizeBytes, number } = this.batch;
    if (length === 0 || (this.heldBySink && this.stored[0]! > 0)) return;
    held.beforeStore(origin, createdUs[0]!, 1, sizeBytes[0]!, number[0]!);
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }
}
