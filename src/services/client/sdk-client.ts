// An SDK client on each of several hosts: it gathers records into batches, sends them over a limited number of
// connections, retries failed calls as the SDK does and refused records as the application's loop does, and drops
// what its buffer cannot hold. It knows no service: the sink says what an operation may carry and what it refused.

import type { Handler } from '../../engine/engine.ts';
import type { Stream } from '../../engine/random.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import type { Traffic } from '../../workload/traffic.ts';
import type { Site } from '../component.ts';
import { Slowness } from '../fault.ts';
import type { Operation, RecordSink } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';
import { failedRecordsDelayUs } from './failed-records.ts';
import { type Gathering, gatherRows } from './gathered-rows.ts';
import { dropRows, giveUpRows, keepRefused } from './refused-rows.ts';
import { type CallFailure, Retrier } from './retry.ts';
import { SdkCall, SdkHost } from './sdk-call.ts';
import type { ClientWatcher, SdkClientConfig } from './sdk-client-config.ts';

/** Rows that a new call has room for at first. */
const FIRST_ROWS = 64;

/** The clients of one component's hosts, sending to one sink. */
export class SdkClient {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly config: SdkClientConfig;
  private readonly watcher: ClientWatcher;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly backoffStream: Stream;
  private readonly operation: Operation;
  private readonly operationIndex: number;
  private readonly maxRecords: number;
  private readonly maxBytes: number;
  private readonly maxConnections: number;
  private readonly hosts: readonly SdkHost[];
  private readonly gathering: Gathering;
  /** Makes requests that are sent from now on take longer. */
  readonly slowness = new Slowness();
  /** Whether requests wait, whatever connections are free. */
  private held = false;
  private readonly calls: SdkCall[] = [];
  private readonly spare: SdkCall[] = [];
  private readonly lingerHandler: number;
  private readonly againHandler: number;

  /** @param origin the ledger's number of the source that answers for what is sent */
  constructor(
    site: Site,
    sink: RecordSink,
    origin: number,
    config: SdkClientConfig,
    latency: Sampler,
    watcher: ClientWatcher,
  ) {
    this.site = site;
    this.sink = sink;
    this.origin = origin;
    this.config = config;
    this.watcher = watcher;
    this.latency = latency;
    this.latencyStream = site.random('requestLatency');
    this.backoffStream = site.random('backoff');
    this.operationIndex = sink.operations.findIndex((operation) => operation.name === config.operation);
    this.operation = sink.operations[this.operationIndex]!;
    this.maxRecords = Math.min(config.maxRecords, this.operation.maxRecords);
    this.maxBytes = Math.min(config.maxBytes, this.operation.maxBytes);
    this.maxConnections = config.failedRecords.keepOrder ? 1 : config.maxConnections;
    const retryStream = site.random('retry');
    this.hosts = Array.from(
      { length: config.hosts },
      (_, number) => new SdkHost(number, new Retrier(config.retry, retryStream)),
    );
    this.gathering = {
      site,
      origin,
      hosts: this.hosts,
      maxRecords: this.maxRecords,
      maxBytes: this.maxBytes,
      maxBufferedBytes: config.maxBufferedBytes,
    };
    const linger: Handler = { fire: (slot, nowUs) => this.close(this.hosts[slot]!, nowUs) };
    const again: Handler = { fire: (slot, nowUs) => this.again(this.calls[slot]!, nowUs) };
    this.lingerHandler = site.engine.register(site.name, 'linger', 'timer', linger);
    this.againHandler = site.engine.register(site.name, 'retry', 'timer', again);
  }

  /** The application on a host hands a row of records over. @param hostDraw uniform in [0, 1) */
  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    hostDraw: number,
    nowUs: number,
  ): void {
    const { ledger } = this.site;
    ledger.produced(this.origin, createdUs, count, sizeBytes, number);
    const host = this.hosts[Math.floor(hostDraw * this.config.hosts)]!;
    const bytes = sizeBytes + keyBytes;
    let taken = count;
    if (host.bufferedBytes + bytes * count > this.config.maxBufferedBytes) {
      taken = Math.max(0, Math.floor((this.config.maxBufferedBytes - host.bufferedBytes) / bytes));
      ledger.lost(this.origin, 'dropped', createdUs, count - taken, sizeBytes, number + taken);
      this.watcher.dropped(count - taken, nowUs);
    }
    for (let done = 0; done < taken; ) {
      let call = host.gathering;
      if (call !== null && call.bytes + bytes > this.maxBytes) {
        this.close(host, nowUs);
        call = null;
      }
      if (call === null) call = this.open(host, nowUs);
      const room = Math.min(
        this.maxRecords - call.batch.records,
        Math.max(1, Math.floor((this.maxBytes - call.bytes) / bytes)),
      );
      const added = Math.min(room, taken - done);
      call.batch.gather(createdUs, nowUs, number + done, sizeBytes, keyBytes, key, this.origin, added);
      call.bytes += bytes * added;
      host.bufferedBytes += bytes * added;
      done += added;
      if (call.batch.records >= this.maxRecords || call.bytes >= this.maxBytes) this.close(host, nowUs);
    }
  }

  /** Takes rows that only join what their hosts gather (see `gatherRows`). @returns the first row that it left */
  gather(traffic: Traffic, from: number, untilUs: number): number {
    return gatherRows(this.gathering, traffic, from, untilUs);
  }

  /** Sends nothing until `release`; what is handed over meanwhile fills the hosts' buffers. */
  hold(): void {
    this.held = true;
  }

  release(nowUs: number): void {
    this.held = false;
    for (const host of this.hosts) this.sendWaiting(host, nowUs);
  }

  /** A host dies with all that it holds; a request under way reaches its sink, but nobody waits for the answer. */
  loseHost(number: number): void {
    const host = this.hosts[number]!;
    for (const call of this.calls) {
      if (call.host !== host || call.batch.length === 0 || call.abandoned) continue;
      if (call !== host.gathering) this.watcher.pending(-call.batch.records, this.site.engine.nowUs);
      call.abandoned = call.underWay || call.retrying;
      if (!call.underWay) this.drop(call);
      if (!call.abandoned) this.spare.push(call);
    }
    this.site.engine.cancel(host.lingerTicket);
    host.reset();
  }

  /** An answer has come: what was refused goes again, or is given up. */
  answered(call: SdkCall, nowUs: number): void {
    const { host, bytes: bytesBefore } = call;
    call.returned();
    const { records: recordsBefore } = call.batch;
    if (!call.abandoned) this.watcher.answered?.(call, nowUs);
    const failure = keepRefused(call, this.sink.reasons, this.site.ledger, this.origin);
    if (call.abandoned) {
      this.drop(call);
      this.recycle(call);
      return;
    }
    host.bufferedBytes -= bytesBefore - call.bytes;
    if (this.operation.perRecord || call.stored[0]! > 0) {
      host.retrier.succeeded(call.lastFailure);
      call.lastFailure = null;
      call.attempts = 0;
    }
    const delayUs = failure === null ? -1 : this.delayUs(call, failure);
    const heldOpen = delayUs >= 0 && this.config.failedRecords.keepOrder;
    if (!heldOpen) host.connections--;
    if (delayUs >= 0) {
      call.retrying = true;
      this.site.engine.schedule(this.againHandler, call.slot, nowUs + delayUs);
    } else {
      if (failure !== null) {
        giveUpRows(call, this.sink.reasons, this.site.ledger, this.origin);
        host.bufferedBytes -= call.bytes;
      }
      this.recycle(call);
    }
    this.watcher.pending(call.batch.records - recordsBefore, nowUs);
    this.sendWaiting(host, nowUs);
  }

  /** Tells of all records that wait, travel, or wait to be sent again. */
  holdings(held: Holdings): void {
    for (const call of this.calls) call.holdings(held, this.origin);
  }

  private open(host: SdkHost, nowUs: number): SdkCall {
    let call = this.spare.pop();
    if (call === undefined) {
      call = new SdkCall(this, this.calls.length, Math.min(this.maxRecords, FIRST_ROWS));
      this.calls.push(call);
    }
    call.begin(host, this.operationIndex);
    host.gathering = call;
    if (this.maxRecords > 1) {
      host.lingerTicket = this.site.engine.schedule(
        this.lingerHandler,
        host.number,
        nowUs + this.config.lingerUs,
      );
    }
    return call;
  }

  private close(host: SdkHost, nowUs: number): void {
    const call = host.gathering;
    if (call === null) return;
    host.gathering = null;
    if (this.maxRecords > 1) this.site.engine.cancel(host.lingerTicket);
    this.watcher.pending(call.batch.records, nowUs);
    this.send(call, nowUs);
  }

  private again(call: SdkCall, nowUs: number): void {
    call.retrying = false;
    if (call.abandoned) {
      this.recycle(call);
      return;
    }
    if (!this.config.failedRecords.keepOrder) {
      this.send(call, nowUs);
    } else if (this.held) {
      // It keeps its place before all others: the connection is its own already.
      call.host.connections--;
      call.host.waiting.splice(call.host.waitingFrom, 0, call);
    } else {
      this.transmit(call, nowUs);
    }
  }

  private send(call: SdkCall, nowUs: number): void {
    const { host } = call;
    if (this.held || host.connections >= this.maxConnections) {
      host.waiting.push(call);
      return;
    }
    host.connections++;
    this.transmit(call, nowUs);
  }

  private sendWaiting(host: SdkHost, nowUs: number): void {
    while (!this.held && host.hasWaiting && host.connections < this.maxConnections) {
      host.connections++;
      this.transmit(host.nextWaiting(), nowUs);
    }
  }

  private transmit(call: SdkCall, nowUs: number): void {
    call.leaves(nowUs);
    call.latencyUs = Math.round(this.latency.sample(this.latencyStream) * this.slowness.factor);
    call.reserve(call.batch.length);
    this.watcher.sent(call.batch.records, call.bytes, nowUs);
    this.sink.put(call);
  }

  private delayUs(call: SdkCall, failure: CallFailure): number {
    if (!this.operation.perRecord) {
      const backoffUs = call.host.retrier.backoffUs(call.attempts, failure);
      if (backoffUs >= 0) call.lastFailure = failure;
      return backoffUs;
    }
    const { failedRecords } = this.config;
    if (call.rounds >= failedRecords.maxAttempts) return -1;
    return failedRecordsDelayUs(failedRecords, call.rounds, this.backoffStream);
  }

  private drop(call: SdkCall): void {
    if (call.batch.length === 0) return;
    this.watcher.lost(call.batch.records, this.site.engine.nowUs);
    dropRows(call, this.site.ledger, this.origin);
  }

  private recycle(call: SdkCall): void {
    call.abandoned = false;
    call.batch.clear();
    this.spare.push(call);
  }
}
