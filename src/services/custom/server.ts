// A station of queueing theory: c servers, one queue in order of arrival, a bound on those that wait. With
// Poisson arrivals it is M/G/c, with no place to wait the loss system M/G/c/c. A call is answered when its last
// record is done. The service time of a record belongs to its number, so every design draws the same.

import type { Handler } from '../../engine/engine.ts';
import type { DistributionConfig } from '../../workload/distribution.ts';
import { sampler } from '../../workload/distribution.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import { DirectCaller } from '../client/direct-caller.ts';
import type { Component, Site } from '../component.ts';
import type { ComponentFault } from '../fault.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import { Application } from '../records/application.ts';
import { DrawsBySource } from '../records/draws-by-source.ts';
import type { Holdings } from '../records/ledger.ts';
import { SamplePath } from '../records/sample-path.ts';
import { JobQueue } from './job-queue.ts';
import { Jobs } from './jobs.ts';
import { Outage } from './outage.ts';
import { type Classifier, classifier, type PriorityConfig, readsKeys } from './priority.ts';
import { OPERATIONS, QUEUE_FULL, REASONS, UNAVAILABLE } from './requests.ts';
import { ServerMetrics } from './server-metrics.ts';

/** A server's configuration, as plain numbers. */
export interface ServerConfig {
  /** Infinity for unlimited. */
  readonly servers: number;
  readonly serviceTime: DistributionConfig;
  /** Infinity for unlimited. */
  readonly queueLimit: number;
  readonly priority?: PriorityConfig | undefined;
  readonly to?: string | undefined;
}

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
  private readonly outage: Outage;
  private readonly classifier: Classifier | null;
  private readonly servers: number;
  private readonly queueLimit: number;
  private readonly service: Sampler;
  private readonly draws: DrawsBySource;
  private readonly next: DirectCaller | null;
  private readonly nextSink: RecordSink | null;
  private readonly nextOrigin: number;
  private busy = 0;
  private readonly present = new SamplePath();
  private readonly inService = new SamplePath();
  private readonly jobs = new Jobs();
  // The slots that wait, by urgency.
  private readonly queues: readonly JobQueue[];
  private queued = 0;
  private readonly handler: number;

  constructor(config: ServerConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.application = new Application(site);
    const classes = config.priority?.classes.map(({ name }) => name) ?? [];
    this.metrics = new ServerMetrics(site, config.servers, classes);
    this.classifier = config.priority === undefined ? null : classifier(config.priority, site);
    this.queues = Array.from({ length: Math.max(1, classes.length) }, () => new JobQueue());
    this.outage = new Outage(config.servers);
    this.servers = config.servers;
    this.queueLimit = config.queueLimit;
    this.service = sampler(config.serviceTime);
    this.draws = new DrawsBySource(site, 'service');
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
    this.readsKeys = (this.nextSink?.readsKeys ?? false) || readsKeys(config.priority);
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
    const queuedBefore = this.queued;
    call.unfinished = batch.records;
    if (this.outage.isDown) {
      stored.fill(0, 0, batch.length);
      reason.fill(UNAVAILABLE, 0, batch.length);
      this.metrics.arrived(batch.records, 0, 0, this.queued, this.busy, nowUs);
      this.metrics.lost(batch.records, this.queued, this.busy, nowUs);
      call.answered(nowUs);
      return;
    }
    call.heldBySink = true;
    const servers = this.servers - this.outage.serversLost;
    let refused = 0;
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const number = batch.number[row]!;
      let taken = 0;
      while (taken < count) {
        if (this.busy < servers) {
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
    const waiting = this.queued - queuedBefore;
    this.metrics.arrived(batch.records, refused, waiting, this.queued, this.busy, nowUs);
    call.unfinished -= refused;
    if (call.unfinished === 0) call.answered(nowUs);
  }

  settle(nowUs: number): void {
    let waitedUs = 0;
    let restUs = 0;
    for (let slot = 0; slot < this.jobs.calls.length; slot++) {
      if (!this.jobs.inWork[slot]) continue;
      waitedUs += nowUs - this.jobs.arrivedUs[slot]!;
      if (this.jobs.startedUs[slot]! >= 0) restUs += this.jobs.endsUs[slot]! - nowUs;
    }
    this.present.check(`records at ${this.component}`, waitedUs, nowUs);
    this.inService.check(`servers busy at ${this.component}`, -restUs, nowUs);
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    this.outage.change(fault, begins);
    if (!begins) {
      this.beginWaiting(nowUs);
    } else if (fault.kind === 'crash') {
      this.queued = 0;
      for (const queue of this.queues) {
        while (queue.length > 0) this.lose(queue.shift(), false, nowUs);
      }
      this.loseInService(1, nowUs);
    } else if (fault.kind === 'az-lost') {
      this.loseInService(3, nowUs);
      this.beginWaiting(nowUs);
    }
  }

  holdings(held: Holdings): void {
    this.jobs.holdings(held, this.application.number);
    this.next?.holdings(held);
  }

  private job(call: PutCall, row: number, number: number, nowUs: number): number {
    this.present.change(1, nowUs);
    const urgency = this.classifier === null ? 0 : this.classifier.classOf(call.batch, row, number);
    return this.jobs.open(call, row, number, urgency, nowUs);
  }

  private begin(slot: number, nowUs: number): void {
    this.jobs.startedUs[slot] = nowUs;
    const origin = this.jobs.calls[slot]!.batch.origin[this.jobs.rows[slot]!]!;
    const drawnUs = this.service.sample(this.draws.at(origin, this.jobs.numbers[slot]!));
    const serviceUs = Math.round(drawnUs * this.outage.slowness.factor);
    this.jobs.endsUs[slot] = nowUs + serviceUs;
    this.inService.stayed(serviceUs);
    this.site.engine.schedule(this.handler, slot, nowUs + serviceUs);
  }

  private enqueue(slot: number): void {
    this.queues[this.jobs.urgencies[slot]!]!.push(slot);
    this.queued++;
  }

  private nextWaiting(): number {
    let first = 0;
    while (this.queues[first]!.length === 0) first++;
    this.queued--;
    return this.queues[first]!.shift();
  }

  private beginWaiting(nowUs: number): void {
    while (this.queued > 0 && this.busy < this.servers - this.outage.serversLost) {
      this.busy++;
      this.inService.change(1, nowUs);
      this.begin(this.nextWaiting(), nowUs);
    }
  }

  private finish(slot: number, nowUs: number): void {
    // What a fault took out of service has no end of its own; its slot was kept until now.
    if (this.outage.wasLost(slot)) {
      this.jobs.spare.push(slot);
      return;
    }
    const call = this.jobs.calls[slot]!;
    const row = this.jobs.rows[slot]!;
    const number = this.jobs.numbers[slot]!;
    const arrivedUs = this.jobs.arrivedUs[slot]!;
    const startedUs = this.jobs.startedUs[slot]!;
    this.jobs.inWork[slot] = false;
    this.jobs.spare.push(slot);
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - arrivedUs);
    const servers = this.servers - this.outage.serversLost;
    if (this.queued > 0 && this.busy <= servers) {
      this.begin(this.nextWaiting(), nowUs);
    } else {
      this.busy--;
      this.inService.change(-1, nowUs);
    }
    const { batch } = call;
    this.metrics.finished(this.jobs.urgencies[slot]!, arrivedUs, startedUs, this.queued, this.busy, nowUs);
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

  // Every `of`-th job in service, the first of them included.
  private loseInService(of: number, nowUs: number): void {
    let seen = 0;
    for (let slot = 0; slot < this.jobs.calls.length; slot++) {
      if (!this.jobs.inWork[slot] || this.jobs.startedUs[slot]! < 0) continue;
      if (seen++ % of === 0) this.lose(slot, true, nowUs);
    }
  }

  // The record was taken, so it is lost here: its caller learns only that the call is over.
  private lose(slot: number, inService: boolean, nowUs: number): void {
    const call = this.jobs.calls[slot]!;
    const row = this.jobs.rows[slot]!;
    const { batch } = call;
    this.jobs.inWork[slot] = false;
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - this.jobs.arrivedUs[slot]!);
    if (inService) {
      this.busy--;
      this.inService.change(-1, nowUs);
      this.inService.stayed(nowUs - this.jobs.endsUs[slot]!);
      this.outage.lose(slot);
    } else {
      this.jobs.spare.push(slot);
    }
    this.site.ledger.ended(
      batch.origin[row]!,
      this.application.number,
      'failed',
      batch.createdUs[row]!,
      1,
      batch.sizeBytes[row]!,
      this.jobs.numbers[slot]!,
      batch.duplicate[row]!,
    );
    this.metrics.lost(1, this.queued, this.busy, nowUs);
    call.unfinished--;
    if (call.unfinished === 0) call.answered(nowUs);
  }
}
