// The client of the lease table: every request is one of a real table's, takes its capacity, may be throttled, and is billed.
// What is throttled goes again as the SDK does it; then the KCL hears of it. A condition that no longer holds costs as much as
// one that does.

import { invariant } from '../../../engine/invariant.ts';
import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import { latencyOf } from '../../client/request-latency.ts';
import { RetriedRequests } from '../../client/retried-requests.ts';
import { Retrier } from '../../client/retry.ts';
import type { Site } from '../../component.ts';
import { type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import { shardId } from '../resharding/topology.ts';
import { leaseTableOf, OWNER_INDEX } from './implied-table.ts';
import type { KclConfig } from './kcl-schema.ts';
import type { LeaseWorker } from './lease.ts';
import { type Action, LeaseRequest, type Requester } from './lease-request.ts';

const FAILS = 'ConditionalCheckFailed';

/** The API action of each. */
const OPERATIONS: Readonly<Record<Action, string>> = {
  create: 'PutItem',
  renew: 'UpdateItem',
  take: 'UpdateItem',
  assign: 'UpdateItem',
  checkpoint: 'UpdateItem',
  'hand-over': 'UpdateItem',
  end: 'UpdateItem',
  read: 'GetItem ConsistentRead',
  scan: 'Scan',
  query: `Query ${OWNER_INDEX}`,
};

/** Sends the requests of all workers of one application. */
export class LeaseTable {
  private readonly site: Site;
  private readonly config: KclConfig;
  private readonly sink: RecordSink;
  private readonly requests: RetriedRequests<LeaseRequest>;
  private readonly indexes = new Map<string, number>();
  private readonly latencies = new Map<string, Sampler>();
  private readonly retryStream: Stream;

  constructor(site: Site, config: KclConfig) {
    this.site = site;
    this.config = config;
    this.sink = site.use(RecordSinkPort, leaseTableOf(site.name, config));
    this.retryStream = site.random('lease-table/retry');
    this.requests = new RetriedRequests<LeaseRequest>(
      site,
      this.sink,
      {
        make: (owner, slot) => new LeaseRequest(owner, slot),
        latencyTo: (operation) => this.latencyTo(operation),
        mayGoAgain: (request) => request.isHeard,
        done: (request, isServed, nowUs) => this.done(request, isServed, nowUs),
      },
      {
        sent: site.counter('LeaseRequests'),
        throttled: site.counter('ThrottledLeaseRequests'),
        purpose: 'lease-table',
      },
    );
  }

  /** Tells the ledger where requests go. */
  wire(): void {
    this.requests.wire();
  }

  /** A worker's own retry quota. */
  retrier(): Retrier {
    return new Retrier(this.config.client.retry, this.retryStream);
  }

  /**
   * Sends a request of a worker's.
   * @param shard whose lease it is about, 0 where it is about several
   * @param holds whether its condition holds as far as the table knows now
   * @param items how many leases it reads, of a scan or a query
   * @param tag and epoch for the requester's own use
   */
  send(
    requester: Requester,
    action: Action,
    worker: LeaseWorker,
    shard: number,
    nowUs: number,
    { holds = true, items = 1, tag = 0, epoch = 0, tries = 0 } = {},
  ): void {
    const key = this.site.keys.intern(shardId(shard));
    const request = this.requests.open(key, this.config.leaseSize, worker.retrier, nowUs);
    request.requester = requester;
    request.action = action;
    request.worker = worker;
    request.id = worker.id;
    request.about = shard;
    request.items = Math.max(1, items);
    request.tag = tag;
    request.epoch = epoch;
    request.tries = tries;
    request.isDone = false;
    request.operation = this.indexOf(holds ? OPERATIONS[action] : `${OPERATIONS[action]} ${FAILS}`);
    this.requests.send(request, nowUs);
  }

  /** A worker is gone: what waits to go again is lost. What is under way goes on to the table. */
  drop(worker: LeaseWorker): void {
    this.requests.drop((request) => request.worker === worker);
  }

  /** Tells of the requests under way, and of those that wait to go again. */
  holdings(held: Holdings): void {
    this.requests.holdings(held);
  }

  private done(request: LeaseRequest, isServed: boolean, nowUs: number): void {
    const { requester } = request;
    if (isServed) requester.made?.(request, nowUs);
    else this.requests.lose(request);
    if (request.isHeard) requester.answered(request, isServed, nowUs);
    this.requests.close(request);
  }

  private indexOf(operation: string): number {
    let index = this.indexes.get(operation);
    if (index === undefined) {
      index = this.sink.operations.findIndex(({ name }) => name === operation);
      invariant(index >= 0, 'a lease table has the operations of the KCL', { operation });
      this.indexes.set(operation, index);
    }
    return index;
  }

  private latencyTo(operation: string): Sampler {
    let latency = this.latencies.get(operation);
    if (latency === undefined) {
      latency = sampler(latencyOf(this.config.client.requestLatency, operation));
      this.latencies.set(operation, latency);
    }
    return latency;
  }
}
