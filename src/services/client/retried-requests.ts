// Requests that a component makes for itself, each for one record of its own: what is refused goes again as the SDK does it, and
// then whoever made it is told.

import type { Counter } from '../../metrics/counter.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import type { Site } from '../component.ts';
import { PutCall, type RecordSink } from '../ports/record-sink.ts';
import { RecordBatch } from '../records/batch.ts';
import type { Holdings } from '../records/ledger.ts';
import type { CallFailure, Retrier } from './retry.ts';

/** Learns that a request was answered. */
interface RequestOwner {
  answered(request: RetriedRequest, nowUs: number): void;
}

/** One request, pooled: what it carries, and how often it went. */
export class RetriedRequest extends PutCall {
  readonly batch = new RecordBatch(1);
  readonly slot: number;
  /** The quota that its retries are taken from. */
  retrier!: Retrier;
  /** Attempts of the SDK. */
  attempts = 0;
  lastFailure: CallFailure | null = null;
  /** The event of its next attempt, where it waits for one. */
  ticket = 0;
  private readonly owner: RequestOwner;

  constructor(owner: RequestOwner, slot: number) {
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

/** Who makes the requests. */
export interface Requests<C extends RetriedRequest> {
  /** Makes one for the pool. */
  make(owner: RequestOwner, slot: number): C;
  /** How long one takes that is not throttled, by the action's name. */
  latencyTo(operation: string): Sampler;
  /** Whether what was refused may go again. */
  mayGoAgain(request: C): boolean;
  /** It was carried out, or the SDK has given it up; of the first kind what it carried has gone with it. */
  done(request: C, isServed: boolean, nowUs: number): void;
}

/** The requests of one component to one sink. */
export class RetriedRequests<C extends RetriedRequest> {
  /** In the ledger: what the requests carry comes from it. */
  readonly origin: number;
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly requests: Requests<C>;
  private readonly sent: Counter;
  private readonly throttled: Counter;
  private readonly latencyStream;
  private readonly all: C[] = [];
  private readonly spare: C[] = [];
  private readonly handler: number;
  private number = 0;

  /** @param sent counts attempts @param throttled those of them that were throttled @param purpose names its draws */
  constructor(
    site: Site,
    sink: RecordSink,
    requests: Requests<C>,
    {
      sent,
      throttled,
      purpose,
    }: { readonly sent: Counter; readonly throttled: Counter; readonly purpose: string },
  ) {
    this.site = site;
    this.sink = sink;
    this.requests = requests;
    this.sent = sent;
    this.throttled = throttled;
    this.origin = site.ledger.source(site.name);
    this.latencyStream = site.random(`${purpose}/requestLatency`);
    this.handler = site.engine.register(site.name, `${purpose}: again`, 'timer', {
      fire: (slot, nowUs) => this.transmit(this.all[slot]!, nowUs),
    });
  }

  /** Tells the ledger where they go. */
  wire(): void {
    this.site.ledger.connect(this.origin, this.sink.applications());
  }

  /** A request with a new record of its own, to be set up and sent. */
  open(key: number, sizeBytes: number, retrier: Retrier, nowUs: number): C {
    const { site, origin } = this;
    const request = this.spare.pop() ?? this.newRequest();
    const { batch } = request;
    const number = this.number++;
    batch.clear();
    batch.enter(nowUs, nowUs, number, sizeBytes, site.keys.byteLength(key), key, origin, 1);
    batch.sentUs[0] = nowUs;
    request.retrier = retrier;
    request.attempts = 0;
    request.lastFailure = null;
    site.ledger.produced(origin, nowUs, 1, sizeBytes, number);
    return request;
  }

  /** Sends one, for the first time or anew: with all the attempts that a call has. */
  send(request: C, nowUs: number): void {
    request.attempts = 0;
    request.lastFailure = null;
    this.transmit(request, nowUs);
  }

  /** Sends one anew at `atUs`. */
  sendAt(request: C, atUs: number): void {
    request.attempts = 0;
    request.lastFailure = null;
    request.ticket = this.site.engine.schedule(this.handler, request.slot, atUs);
  }

  /** What one carried is lost: nobody asks for it again. */
  lose({ batch }: C): void {
    const { origin, site } = this;
    site.ledger.lost(origin, 'throttledOut', batch.createdUs[0]!, 1, batch.sizeBytes[0]!, batch.number[0]!);
    batch.clear();
  }

  /** What waits to go again is lost, where `isGone`; what is under way goes on to the sink. */
  drop(isGone: (request: C) => boolean): void {
    for (const request of this.all) {
      if (request.ticket === 0 || !isGone(request) || !this.site.engine.cancel(request.ticket)) continue;
      request.ticket = 0;
      this.lose(request);
      this.spare.push(request);
    }
  }

  /** Gives one back that is done with. */
  close(request: C): void {
    this.spare.push(request);
  }

  /** Tells of those under way, and of those that wait to go again. */
  holdings(held: Holdings): void {
    for (const request of this.all) request.holdings(held, this.origin);
  }

  answered(answered: RetriedRequest, nowUs: number): void {
    const request = answered as C;
    const isServed = request.stored[0]! > 0;
    request.heldBySink = false;
    if (isServed) {
      request.retrier.succeeded(request.lastFailure);
      request.batch.clear();
    } else if (this.goesAgain(request, nowUs)) return;
    this.requests.done(request, isServed, nowUs);
  }

  private goesAgain(request: C, nowUs: number): boolean {
    const { kind } = this.sink.reasons[request.reason[0]!]!;
    if (kind === 'throttled') this.throttled.add(nowUs, 1);
    if (kind === 'rejected' || !this.requests.mayGoAgain(request)) return false;
    const failure = kind === 'throttled' ? 'throttled' : 'failed';
    const backoffUs = request.retrier.backoffUs(request.attempts, failure);
    if (backoffUs < 0) return false;
    request.lastFailure = failure;
    request.ticket = this.site.engine.schedule(this.handler, request.slot, nowUs + backoffUs);
    return true;
  }

  private transmit(request: C, nowUs: number): void {
    request.ticket = 0;
    request.attempts++;
    request.batch.attempt[0] = request.attempts;
    const { name } = this.sink.operations[request.operation]!;
    request.latencyUs = Math.round(this.requests.latencyTo(name).sample(this.latencyStream));
    request.reserve(1);
    this.sent.add(nowUs, 1);
    this.sink.put(request);
  }

  private newRequest(): C {
    const request = this.requests.make(this, this.all.length);
    this.all.push(request);
    return request;
  }
}
