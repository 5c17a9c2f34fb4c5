// A station of queueing theory: c servers, one queue in order of arrival, a bound on those that wait. With
// Poisson arrivals it is M/G/c, with no place to wait the loss system M/G/c/c. A call is answered when its last
// record is done. The service time of a record belongs to its number, so every design draws the same.

import type { Handler } from '../../engine/engine.ts';
import type { NumberedStream } from '../../engine/random.ts';
import type { DistributionConfig } from '../../workload/distribution.ts';
import { sampler } from '../../workload/distribution.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import { DirectCaller } from '../client/direct-caller.ts';
import type { Component, Site } from '../component.ts';
import {
  type Operation,
  type PutCall,
  type Reason,
  type RecordSink,
  RecordSinkPort,
} from '../ports/record-sink.ts';
import { Application } from '../records/application.ts';
import type { Holdings } from '../records/ledger.ts';
import { SamplePath } from '../records/sample-path.ts';
import { ServerMetrics } from './server-metrics.ts';

/** A server's configuration, as plain numbers. */
export interface ServerConfig {
  /** Infinity for unlimited. */
  readonly servers: number;
  readonly serviceTime: DistributionConfig;
  /** Infinity for unlimited. */
  readonly queueLimit: number;
  readonly to?: string | undefined;
}

const OPERATIONS: readonly Operation[] = [
  { name: 'Request', maxRecords: 1_000_000, maxBytes: Number.POSITIVE_INFINITY, perRecord: true },
];

const QUEUE_FULL = 1;
const REASONS: readonly (Reason | null)[] = [null, { code: 'QueueFull', kind: 'rejected' }];

/** One station in one run. A job is one record of a row of a call. */
export class Server implements Component, RecordSink {
  readonly component: string;
  readonly operations = OPERATIONS;
  readonly reasons = REASONS;
  readonly readsKeys: boolean;
  readonly maxRecordBytes = Number.POSITIVE_INFINITY;
  private readonly site: Site;
  private readonly application: Application;
  private readonly metrics: ServerMetrics;
  private readonly servers: number;
  private readonly queueLimit: number;
  private readonly service: Sampler;
  private readonly serviceStream: NumberedStream;
  private readonly next: DirectCaller | null;
  private readonly nextSink: RecordSink | null;
  private readonly nextOrigin: number;
  private busy = 0;
  private readonly present = new SamplePath();
  private readonly inService = new SamplePath();
  // Jobs by slot, and the slots that wait, as a ring in order of arrival.
  private readonly calls: PutCall[] = [];
  private readonly rows: number[] = [];
  private readonly numbers: number[] = [];
  private readonly arrivedUs: number[] = [];
  private readonly startedUs: number[] = [];
  private readonly endsUs: number[] = [];
  private readonly inWork: boolean[] = [];
  private readonly spare: number[] = [];
  private queue = new Int32Array(64);
  private queueFrom = 0;
  private queued = 0;
  private readonly handler: number;

  constructor(config: ServerConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.application = new Application(site);
    this.metrics = new ServerMetrics(site, config.servers);
    this.servers = config.servers;
    this.queueLimit = config.queueLimit;
    this.service = sampler(config.serviceTime);
    this.serviceStream = site.numbered('service');
    const done: Handler = { fire: (slot, _ticket, nowUs) => this.finish(slot, nowUs) };
    this.handler = site.engine.register(site.name, 'service', 'complete', done);
    if (config.to === undefined) {
      this.next = null;
      this.nextSink = null;
      this.nextOrigin = -1;
    } else {
      this.nextSink = site.use(RecordSinkPort, config.to);
      this.nextOrigin = site.ledger.source(site.name);
      this.next = new DirectCaller(site, this.nextSink, this.nextOrigin, { sent() {}, refused() {} });
    }
    this.readsKeys = this.nextSink?.readsKeys ?? false;
    site.offer(RecordSinkPort, this);
  }

  wire(): void {
    if (this.nextSink !== null) this.site.ledger.connect(this.nextOrigin, this.nextSink.applications());
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return { names: [this.component], keeps: false };
  }

  put(call: PutCall): void {
    const nowUs = this.site.engine.nowUs;
    const { batch, stored, reason } = call;
    call.heldBySink = true;
    call.unfinished = batch.records;
    let refused = 0;
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const number = batch.number[row]!;
      let taken = 0;
      while (taken < count) {
        if (this.busy < this.servers) {
          this.busy++;
          this.inService.change(1, nowUs);
          this.begin(this.job(call, row, number + taken, nowUs), nowUs);
        } else if (this.queued < this.queueLimit) this.enqueue(this.job(call, row, number + taken, nowUs));
        else break;
        taken++;
      }
      stored[row] = taken;
      reason[row] = taken < count ? QUEUE_FULL : 0;
      refused += count - taken;
      this.site.engine.carried(count, batch.sizeBytes[row]!, number);
    }
    this.metrics.arrived(batch.records, refused, this.queued, this.busy, nowUs);
    call.unfinished -= refused;
    if (call.unfinished === 0) call.answered(nowUs);
  }

  settle(nowUs: number): void {
    let waitedUs = 0;
    let restUs = 0;
    for (let slot = 0; slot < this.calls.length; slot++) {
      if (!this.inWork[slot]) continue;
      waitedUs += nowUs - this.arrivedUs[slot]!;
      if (this.startedUs[slot]! >= 0) restUs += this.endsUs[slot]! - nowUs;
    }
    this.present.check(`records at ${this.component}`, waitedUs, nowUs);
    this.inService.check(`servers busy at ${this.component}`, -restUs, nowUs);
  }

  holdings(held: Holdings): void {
    for (let slot = 0; slot < this.calls.length; slot++) {
      if (!this.inWork[slot]) continue;
      const { batch } = this.calls[slot]!;
      const row = this.rows[slot]!;
      held.afterStore(
        batch.origin[row]!,
        this.application.number,
        batch.createdUs[row]!,
        1,
        batch.sizeBytes[row]!,
        this.numbers[slot]!,
      );
    }
    this.next?.holdings(held);
  }

  private job(call: PutCall, row: number, number: number, nowUs: number): number {
    const slot = this.spare.pop() ?? this.calls.length;
    this.calls[slot] = call;
    this.rows[slot] = row;
    this.numbers[slot] = number;
    this.arrivedUs[slot] = nowUs;
    this.startedUs[slot] = -1;
    this.inWork[slot] = true;
    this.present.change(1, nowUs);
    return slot;
  }

  private begin(slot: number, nowUs: number): void {
    this.startedUs[slot] = nowUs;
    const serviceUs = Math.round(this.service.sample(this.serviceStream.at(this.numbers[slot]!)));
    this.endsUs[slot] = nowUs + serviceUs;
    this.inService.stayed(serviceUs);
    this.site.engine.schedule(this.handler, slot, nowUs + serviceUs);
  }

  private enqueue(slot: number): void {
    if (this.queued === this.queue.length) this.growQueue();
    this.queue[(this.queueFrom + this.queued) & (this.queue.length - 1)] = slot;
    this.queued++;
  }

  private finish(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    const row = this.rows[slot]!;
    const number = this.numbers[slot]!;
    const arrivedUs = this.arrivedUs[slot]!;
    const startedUs = this.startedUs[slot]!;
    this.inWork[slot] = false;
    this.spare.push(slot);
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - arrivedUs);
    if (this.queued > 0) {
      const first = this.queue[this.queueFrom]!;
      this.queueFrom = (this.queueFrom + 1) & (this.queue.length - 1);
      this.queued--;
      this.begin(first, nowUs);
    } else {
      this.busy--;
      this.inService.change(-1, nowUs);
    }
    const { batch } = call;
    this.metrics.finished(arrivedUs, startedUs, this.queued, this.busy, nowUs);
    // Handed on before it is booked: with the window's last record finished, the run would end between the two.
    this.next?.send(
      batch.createdUs[row]!,
      number,
      batch.sizeBytes[row]!,
      batch.keyBytes[row]!,
      batch.key[row]!,
      1,
      nowUs,
    );
    this.application.finishedOne(batch, row, number, arrivedUs, startedUs, nowUs);
    call.unfinished--;
    if (call.unfinished === 0) call.answered(nowUs);
  }

  private growQueue(): void {
    const wider = new Int32Array(this.queue.length * 2);
    for (let i = 0; i < this.queued; i++) {
      wider[i] = this.queue[(this.queueFrom + i) & (this.queue.length - 1)]!;
    }
    this.queue = wider;
    this.queueFrom = 0;
  }
}
