// One request to the lease table, pooled: what it is for, and who asks.

import { RetriedRequest } from '../../client/retried-requests.ts';
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
export class LeaseRequest extends RetriedRequest {
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

  /** Whether whoever sent it is still there to hear of it. */
  get isHeard(): boolean {
    return this.worker.isUp && this.worker.id === this.id;
  }
}
