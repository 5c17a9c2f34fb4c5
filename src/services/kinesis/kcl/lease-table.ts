// The client of the lease table: every request is one of a real table's, takes its capacity, may be throttled, and is billed.
// What is throttled goes again as the SDK does it; then the KCL hears of it. A condition that no longer holds costs as much as
// one that does.

import { invariant } from '../../../engine/invariant.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Counter } from '../../../metrics/counter.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import { latencyOf } from '../../client/request-latency.ts';
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
  private readonly origin: number;
  private readonly indexes = new Map<string, number>();
  private readonly latencies = new Map<string, Sampler>();
  private readonly latencyStream: Stream;
  private readonly retryStream: Stream;
  private readonly sent: Counter;
  private readonly throttled: Counter;
  private readonly requests: LeaseRequest[] = [];
  private readonly spare: LeaseRequest[] = [];
  private readonly handler: number;
  private number = 0;

  constructor(site: Site, config: KclConfig) {
    this.site = site;
    this.config = config;
    this.sink = site.use(RecordSinkPort, leaseTableOf(site.name, config));
    this.origin = site.ledger.source(site.name);
    this.latencyStream = site.random('lease-table/requestLatency');
    this.retryStream = site.random('lease-table/retry');
    this.sent = site.counter('LeaseRequests');
    this.throttled = site.counter('ThrottledLeaseRequests');
    this.handler = site.engine.register(site.name, 'lease request again', 'timer', {
      fire: (slot, nowUs) => this.transmit(this.requests[slot]!, nowUs),
    });
  }

  /** Tells the ledger where requests go. */
  wire(): void {
    this.site.ledger.connect(this.origin, this.sink.applications());
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
    const { site, origin, config } = this;
    const request = this.spare.pop() ?? this.newRequest();
    const { batch } = request;
    const key = site.keys.intern(shardId(shard));
    const number = this.number++;
    batch.clear();
    batch.enter(nowUs, nowUs, number, config.leaseSize, site.keys.byteLength(key), key, origin, 1);
    batch.sentUs[0] = nowUs;
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
    request.attempts = 0;
    request.lastFailure = null;
    request.operation = this.indexOf(holds ? OPERATIONS[action] : `${OPERATIONS[action]} ${FAILS}`);
    site.ledger.produced(origin, nowUs, 1, config.leaseSize, number);
    this.transmit(request, nowUs);
  }

  answered(request: LeaseRequest, nowUs: number): void {
    const { worker, requester } = request;
    const isServed = request.stored[0]! > 0;
    request.heldBySink = false;
    const isHeard = worker.isUp && worker.id === request.id;
    if (isServed) {
      worker.retrier.succeeded(request.lastFailure);
      request.batch.clear();
      requester.made?.(request, nowUs);
    } else {
      const { kind } = this.sink.reasons[request.reason[0]!]!;
      if (kind === 'throttled') this.throttled.add(nowUs, 1);
      const failure = kind === 'throttled' ? 'throttled' : 'failed';
      const backoffUs =
        isHeard && kind !== 'rejected' ? worker.retrier.backoffUs(request.attempts, failure) : -1;
      if (backoffUs >= 0) {
        request.lastFailure = failure;
        request.ticket = this.site.engine.schedule(this.handler, request.slot, nowUs + backoffUs);
        return;
      }
      this.giveUp(request);
    }
    if (isHeard) requester.answered(request, isServed, nowUs);
    this.spare.push(request);
  }

  /** A worker is gone: what waits to go again is lost. What is under way goes on to the table. */
  drop(worker: LeaseWorker): void {
    for (const request of this.requests) {
      if (request.worker !== worker || request.ticket === 0) continue;
      if (!this.site.engine.cancel(request.ticket)) continue;
      request.ticket = 0;
      this.giveUp(request);
      this.spare.push(request);
    }
  }

  /** Tells of the requests under way, and of those that wait to go again. */
  holdings(held: Holdings): void {
    for (const request of this.requests) request.holdings(held, this.origin);
  }

  private transmit(request: LeaseRequest, nowUs: number): void {
    request.ticket = 0;
    request.attempts++;
    request.batch.attempt[0] = request.attempts;
    const { name } = this.sink.operations[request.operation]!;
    request.latencyUs = Math.round(this.latencyTo(name).sample(this.latencyStream));
    request.reserve(1);
    this.sent.add(nowUs, 1);
    this.sink.put(request);
  }

  private giveUp({ batch }: LeaseRequest): void {
    this.site.ledger.lost(
      this.origin,
      'throttledOut',
      batch.createdUs[0]!,
      1,
      batch.sizeBytes[0]!,
      batch.number[0]!,
    );
    batch.clear();
  }

  private newRequest(): LeaseRequest {
    const request = new LeaseRequest(this, this.requests.length);
    this.requests.push(request);
    return request;
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
