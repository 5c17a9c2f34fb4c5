// The fourth stage: one PutRecords request for all that was collected, as far as connections allow. A request that
// takes longer than the time-out is given up though its records may be stored. Source: aws/kinesis/core/pipeline.h of
// the Kinesis Producer Library.

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import type { KinesisRecord } from './kinesis-record.ts';
import { KplCall } from './kpl-call.ts';
import type { KplMeters } from './kpl-metrics.ts';
import { NONE, type UserRecords } from './user-records.ts';

const PUT_RECORDS = 0;

/** What the senders of one producer's hosts share. */
export interface SenderShared {
  readonly site: Site;
  readonly sink: RecordSink;
  /** The ledger's number of the source that answers for what is sent. */
  readonly origin: number;
  readonly config: { readonly maxConnections: number; readonly requestTimeout: number };
  readonly meters: KplMeters;
  readonly latency: Sampler;
  readonly latencyStream: Stream;
  /** Holds the user records. */
  readonly store: UserRecords;
  /** Where spent Kinesis records go. */
  readonly pool: KinesisRecord[];
  readonly slowness: Slowness;
  sent(records: number, bytes: number, nowUs: number): void;
}

/** Learns how requests end. */
export interface SenderOutcomes {
  /** The answer of a request is there. */
  concluded(call: KplCall, nowUs: number): void;
  /** A request was given up; its rows belong to the stream until that answers. */
  timedOut(call: KplCall, nowUs: number): void;
}

/** The requests of one host. */
export class Sender {
  private readonly shared: SenderShared;
  private readonly outcomes: SenderOutcomes;
  private readonly calls: KplCall[] = [];
  private readonly spare: KplCall[] = [];
  private readonly waiting: (readonly KinesisRecord[])[] = [];
  private readonly handler: number;
  private connections = 0;
  private isHeld = false;

  constructor(shared: SenderShared, outcomes: SenderOutcomes) {
    this.shared = shared;
    this.outcomes = outcomes;
    const { engine, name } = shared.site;
    const timeout: Handler = { fire: (slot, nowUs) => this.timeOut(this.calls[slot]!, nowUs) };
    this.handler = engine.register(name, 'request-timeout', 'timer', timeout);
  }

  /** Sends the records, now or as soon as a connection is free. */
  send(records: readonly KinesisRecord[], nowUs: number): void {
    if (this.isFree) this.transmit(records, nowUs);
    else this.waiting.push(records);
  }

  /** Sends nothing until `release`. */
  hold(): void {
    this.isHeld = true;
  }

  release(nowUs: number): void {
    this.isHeld = false;
    this.sendWaiting(nowUs);
  }

  /** The host dies: forgets what waits, and hears no answer of what is under way. */
  reset(): void {
    this.waiting.length = 0;
    this.connections = 0;
    for (const call of this.calls) if (call.batch.length > 0) call.abandoned = true;
  }

  /** The requests under way that somebody waits for. */
  *underWay(): Generator<KplCall> {
    for (const call of this.calls) if (!call.abandoned && call.batch.length > 0) yield call;
  }

  /** The requests that nobody waits for any more, and that the stream has not answered. */
  *givenUp(): Generator<KplCall> {
    for (const call of this.calls) if (call.abandoned) yield call;
  }

  /** What waits for a connection. */
  *held(): Generator<KinesisRecord> {
    for (const request of this.waiting) yield* request;
  }

  answered(call: KplCall, nowUs: number): void {
    if (!call.abandoned) {
      this.connections--;
      this.shared.meters.requestTime.add(nowUs, nowUs - call.sentUs, 1);
      this.outcomes.concluded(call, nowUs);
    }
    call.abandoned = false;
    call.batch.clear();
    call.runs.clear();
    call.bytes = 0;
    this.spare.push(call);
    this.sendWaiting(nowUs);
  }

  private get isFree(): boolean {
    return !this.isHeld && this.connections < this.shared.config.maxConnections;
  }

  private transmit(records: readonly KinesisRecord[], nowUs: number): void {
    const { config, meters, latency, latencyStream, sink, site } = this.shared;
    this.connections++;
    const call = this.spare.pop() ?? this.open();
    for (const record of records) this.carry(call, record, nowUs);
    const { batch } = call;
    call.sentUs = nowUs;
    call.operation = PUT_RECORDS;
    call.latencyUs = Math.round(latency.sample(latencyStream) * this.shared.slowness.factor);
    call.reserve(batch.length);
    meters.perRequest.add(nowUs, records.length, 1);
    meters.usersPerRequest.add(nowUs, batch.records, 1);
    this.shared.sent(batch.records, call.bytes, nowUs);
    sink.put(call);
    if (call.latencyUs <= config.requestTimeout) return;
    site.engine.schedule(this.handler, call.slot, nowUs + config.requestTimeout);
  }

  private carry(call: KplCall, record: KinesisRecord, nowUs: number): void {
    const { meters, origin, pool, store } = this.shared;
    const { buffering } = meters;
    const { count, next, sinceUs } = store;
    for (let row = record.first; row !== NONE; row = next[row]!) {
      buffering.add(nowUs, nowUs - sinceUs[row]!, count[row]!);
    }
    call.carry(record, store, origin, nowUs);
    store.releaseAll(record.first, record.last);
    pool.push(record);
  }

  private open(): KplCall {
    const call = new KplCall(this, this.calls.length);
    this.calls.push(call);
    return call;
  }

  private timeOut(call: KplCall, nowUs: number): void {
    if (call.abandoned) return; // its host has died meanwhile
    const { meters, config } = this.shared;
    call.abandoned = true;
    this.connections--;
    meters.requestTime.add(nowUs, config.requestTimeout, 1);
    this.outcomes.timedOut(call, nowUs);
    this.sendWaiting(nowUs);
  }

  private sendWaiting(nowUs: number): void {
    const { waiting } = this;
    while (waiting.length > 0 && this.isFree) {
      this.transmit(waiting.shift()!, nowUs);
    }
  }
}
