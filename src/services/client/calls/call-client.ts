// The client of one kind of call: it sends, retries failed calls as the SDK does and refused records as the application's
// loop does, and tells those who wait. When nobody waits any longer, a call under way goes on to its sink, and that is all.

import { invariant } from '../../../engine/invariant.ts';
import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { type Operation, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { Fate } from '../../records/fates.ts';
import type { Holdings } from '../../records/ledger.ts';
import { failedRecordsDelayUs } from '../failed-records.ts';
import { latencyOf } from '../request-latency.ts';
import { type CallFailure, Retrier } from '../retry.ts';
import type { CallRun } from './call-run.ts';
import type { CallConfig } from './calls-schema.ts';
import { DerivedCall } from './derived-call.ts';
import type { DerivedRecords } from './derived-records.ts';

/** Sends what one of a component's calls sends. */
export class CallClient {
  readonly sink: RecordSink;
  readonly operation: Operation;
  /** The ledger's number of the source that answers for what is sent. */
  readonly origin: number;
  private readonly site: Site;
  private readonly index: number;
  private readonly config: CallConfig;
  private readonly operationIndex: number;
  private readonly whom: CallConfig['per'];
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly backoffStream: Stream;
  private readonly retryStream: Stream;
  /** By host (a function's environment, a consumer's host): each has a client of its own. */
  private readonly retriers: Retrier[] = [];
  private readonly calls: DerivedCall[] = [];
  private readonly spare: DerivedCall[] = [];
  private readonly handler: number;
  private derived!: DerivedRecords;

  /** @param index which of the component's calls it is */
  constructor(site: Site, index: number, config: CallConfig) {
    this.site = site;
    this.index = index;
    this.config = config;
    this.sink = site.use(RecordSinkPort, config.to);
    this.origin = site.ledger.source(site.name);
    const { operations } = this.sink;
    const named = operations.findIndex(({ name }) => name === config.operation);
    this.operationIndex = config.operation === undefined ? 0 : named;
    const operation = operations[this.operationIndex];
    invariant(operation !== undefined, 'a call is made by an operation that its target has', {
      ...config,
      client: null,
    });
    this.operation = operation;
    // One record for a batch fails all of it.
    this.whom = config.per === 'batch' && operation.maxRecords > 1 ? 'record' : config.per;
    this.latency = sampler(latencyOf(config.client.requestLatency, this.operation.name));
    this.latencyStream = site.random(`calls/${index}/requestLatency`);
    this.backoffStream = site.random(`calls/${index}/backoff`);
    this.retryStream = site.random(`calls/${index}/retry`);
    this.handler = site.engine.register(site.name, `call ${index} again`, 'timer', {
      fire: (slot, nowUs) => this.transmit(this.calls[slot]!, nowUs),
    });
  }

  /** What is known of the records that it sends for. */
  attach(derived: DerivedRecords): void {
    this.derived = derived;
  }

  /** A call to be filled for a batch. */
  open(run: CallRun): DerivedCall {
    let call = this.spare.pop();
    if (call === undefined) {
      call = new DerivedCall(this, this.calls.length);
      this.calls.push(call);
    }
    call.run = run;
    call.operation = this.operationIndex;
    call.items = this.config.items;
    call.bytes = 0;
    call.attempts = 0;
    call.rounds = 0;
    call.lastFailure = null;
    return call;
  }

  /** Sends it: the first time, or again. It may be answered before this returns. */
  transmit(call: DerivedCall, nowUs: number): void {
    const { batch } = call;
    const rows = batch.length;
    const first = call.rounds === 0;
    call.ticket = 0;
    if (call.attempts === 0) call.rounds++;
    call.attempts++;
    if (first) batch.sentUs.fill(nowUs, 0, rows);
    batch.attempt.fill(first ? 1 : batch.attempt[0]! + 1, 0, rows);
    call.latencyUs = Math.round(this.latency.sample(this.latencyStream));
    call.reserve(rows);
    this.sink.put(call);
  }

  /** Nobody waits for a call any longer: it is not sent again. */
  abandon(call: DerivedCall): void {
    call.run = null;
    if (call.ticket === 0 || !this.site.engine.cancel(call.ticket)) return;
    this.giveUp(call);
    this.recycle(call);
  }

  answered(call: DerivedCall, nowUs: number): void {
    const someStored = call.stored[0]! > 0;
    call.heldBySink = false;
    const failure = this.keepRefused(call);
    const { run } = call;
    if (run === null) {
      this.giveUp(call);
      this.recycle(call);
      return;
    }
    if (this.operation.perRecord || someStored) {
      this.retrierOf(run.host).succeeded(call.lastFailure);
      call.lastFailure = null;
      call.attempts = 0;
    }
    const delayUs = failure === null ? -1 : this.delayUs(call, run.host, failure);
    if (delayUs >= 0) {
      call.ticket = this.site.engine.schedule(this.handler, call.slot, nowUs + delayUs);
      return;
    }
    this.giveUp(call);
    this.recycle(call);
    run.answered(call, this.index, nowUs);
  }

  /** Tells of the calls under way, and of those that wait to go again. */
  holdings(held: Holdings): void {
    for (const call of this.calls) call.holdings(held, this.origin);
  }

  // Leaves in the call what was refused and may go again. Returns why, the last one's reason, or null for nothing.
  private keepRefused(call: DerivedCall): CallFailure | null {
    const { batch, stored, reason, parents } = call;
    let kept = 0;
    let failure: CallFailure | null = null;
    for (let row = 0; row < batch.length; row++) {
      if (stored[row]! > 0) {
        if (batch.duplicate[row] === 0) this.derived.stored(parents[row]!, this.index);
        continue;
      }
      const { kind } = this.sink.reasons[reason[row]!]!;
      if (kind === 'rejected') {
        this.refuse(call, row, 'rejected');
        continue;
      }
      failure = kind;
      call.keep(row, kept++);
    }
    batch.length = kept;
    batch.records = kept;
    return failure;
  }

  private delayUs(call: DerivedCall, host: number, failure: CallFailure): number {
    const { failedRecords } = this.config.client;
    if (this.operation.perRecord) {
      if (call.rounds >= failedRecords.maxAttempts) return -1;
      return failedRecordsDelayUs(failedRecords, call.rounds, this.backoffStream);
    }
    const backoffUs = this.retrierOf(host).backoffUs(call.attempts, failure);
    if (backoffUs >= 0) call.lastFailure = failure;
    return backoffUs;
  }

  private giveUp(call: DerivedCall): void {
    const { batch, reason } = call;
    for (let row = 0; row < batch.length; row++) {
      const throttled = this.sink.reasons[reason[row]!]!.kind === 'throttled';
      this.refuse(call, row, throttled ? 'throttledOut' : 'failed');
    }
  }

  private refuse(call: DerivedCall, row: number, fate: Fate): void {
    if (call.batch.duplicate[row] === 0) this.derived.refused(call.parents[row]!, this.index, fate);
    if (this.config.whenFailed === 'fail') call.run?.failed(call.parentRows[row]!, this.whom);
  }

  private recycle(call: DerivedCall): void {
    call.batch.clear();
    call.run = null;
    this.spare.push(call);
  }

  private retrierOf(host: number): Retrier {
    const known = this.retriers[host];
    if (known !== undefined) return known;
    const made = new Retrier(this.config.client.retry, this.retryStream);
    this.retriers[host] = made;
    return made;
  }
}
