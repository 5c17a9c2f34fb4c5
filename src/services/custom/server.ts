// A station of queueing theory: c servers, one queue in order of arrival, a bound on those that wait. With
// Poisson arrivals it is M/G/c, with no place to wait the loss system M/G/c/c. A call is answered when its last
// record is done. The service time of a record belongs to its number, so every design draws the same.

import type { Handler } from '../../engine/engine.ts';
import { endUsOf } from '../../engine/time-units.ts';
import type { DistributionConfig } from '../../workload/distribution.ts';
import { sampler } from '../../workload/distribution.ts';
import type { Sampler } from '../../workload/distributions/sampler.ts';
import { DirectCaller } from '../client/direct-caller.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, ZONES } from '../fault.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import { Application } from '../records/application.ts';
import { DrawsBySource } from '../records/draws-by-source.ts';
import { FinishedRecords } from '../records/finished-records.ts';
import type { Holdings } from '../records/ledger.ts';
import { SamplePath } from '../records/sample-path.ts';
import { WaitingJobs } from './job-queue.ts';
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
export class Server implements Component, RecordSink, Handler {
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
  /** Servers that no fault has taken. */
  private available: number;
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
  private readonly done = new FinishedRecords();
  private readonly waiting: WaitingJobs;
  private readonly handler: number;

  constructor(config: ServerConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.application = new Application(site);
    const classes = config.priority?.classes.map(({ name }) => name) ?? [];
    this.metrics = new ServerMetrics(site, config.servers, classes);
    this.classifier = config.priority === undefined ? null : classifier(config.priority, site);
    this.waiting = new WaitingJobs(Math.max(1, classes.length));
    this.outage = new Outage(config.servers);
    this.servers = config.servers;
    this.available = config.servers;
    this.queueLimit = config.queueLimit;
    this.service = sampler(config.serviceTime);
    this.draws = new DrawsBySource(site, 'service');
    this.handler = site.engine.register(site.name, 'service', 'complete', this);
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
    const { batch } = call;
    call.unfinished = batch.records;
    if (this.outage.isDown) {
      this.turnAway(call, nowUs);
      return;
    }
    call.heldBySink = true;
    const queuedBefore = this.waiting.length;
    let refused = 0;
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const number = batch.number[row]!;
      let taken = 0;
      while (taken < count && this.take(call, row, number + taken, nowUs)) taken++;
      call.stored[row] = taken;
      call.reason[row] = taken < count ? QUEUE_FULL : 0;
      refused += count - taken;
      this.site.engine.carried(count, batch.sizeBytes[row]!, number);
    }
    const waiting = this.waiting.length - queuedBefore;
    this.metrics.arrived(batch.records, refused, waiting, this.waiting.length, this.busy, nowUs);
    call.unfinished -= refused;
    if (call.unfinished === 0) call.answered(nowUs);
  }

  bookLate(): void {
    const { done } = this;
    this.metrics.finished(done);
    this.application.finishedRecords(done);
    done.length = 0;
  }

  settle(nowUs: number): void {
    this.bookLate();
    let waitedUs = 0;
    let restUs = 0;
    for (let slot = 0; slot < this.jobs.calls.length; slot++) {
      if (this.jobs.inWork[slot] === 0) continue;
      waitedUs += nowUs - this.jobs.arrivedUs[slot]!;
      if (this.jobs.startedUs[slot]! >= 0) restUs += this.jobs.endsUs[slot]! - nowUs;
    }
    this.present.check(`records at ${this.component}`, waitedUs, nowUs);
    this.inService.check(`servers busy at ${this.component}`, -restUs, nowUs);
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    this.outage.change(fault, begins);
    this.available = this.servers - this.outage.serversLost;
    if (!begins) {
      this.beginWaiting(nowUs);
    } else if (fault.kind === 'crash') {
      while (this.waiting.length > 0) this.lose(this.waiting.shift(), false, nowUs);
      this.loseInService(1, nowUs);
    } else if (fault.kind === 'az-lost') {
      this.loseInService(ZONES, nowUs);
      this.beginWaiting(nowUs);
    }
  }

  holdings(held: Holdings): void {
    this.jobs.holdings(held, this.application.number);
    this.next?.holdings(held);
  }

  private turnAway(call: PutCall, nowUs: number): void {
    const { batch, stored, reason } = call;
    stored.fill(0, 0, batch.length);
    reason.fill(UNAVAILABLE, 0, batch.length);
    this.metrics.arrived(batch.records, 0, 0, this.waiting.length, this.busy, nowUs);
    this.metrics.lost(batch.records, this.waiting.length, this.busy, nowUs);
    call.answered(nowUs);
  }

  // A record goes to a free server or into the queue. Returns false when there is room in neither.
  private take(call: PutCall, row: number, number: number, nowUs: number): boolean {
    const free = this.busy < this.available;
    if (!free && this.waiting.length >= this.queueLimit) return false;
    const slot = this.job(call, row, number, nowUs);
    if (free) {
      this.busy++;
      this.inService.change(1, nowUs);
      this.begin(slot, nowUs);
    } else {
      this.waiting.push(slot, this.jobs.urgencies[slot]!);
    }
    return true;
  }

  private job(call: PutCall, row: number, number: number, nowUs: number): number {
    this.present.change(1, nowUs);
    const urgency = this.classifier === null ? 0 : this.classifier.classOf(call.batch, row, number);
    return this.jobs.open(call, row, number, urgency, nowUs);
  }

  private begin(slot: number, nowUs: number): void {
    const { startedUs, endsUs, origins, numbers } = this.jobs;
    const drawnUs = this.service.sample(this.draws.at(origins[slot]!, numbers[slot]!));
    const endUs = endUsOf(nowUs, drawnUs * this.outage.slowness.factor);
    startedUs[slot] = nowUs;
    endsUs[slot] = endUs;
    this.inService.stayed(endUs - nowUs);
    this.site.engine.schedule(this.handler, slot, endUs);
  }

  private beginWaiting(nowUs: number): void {
    while (this.waiting.length > 0 && this.busy < this.available) {
      this.busy++;
      this.inService.change(1, nowUs);
      this.begin(this.waiting.shift(), nowUs);
    }
  }

  /** The service of the job in a slot is over. */
  fire(slot: number, nowUs: number): void {
    // What a fault took out of service has no end of its own; its slot was kept until now.
    if (this.outage.wasLost(slot)) {
      this.jobs.free(slot);
      return;
    }
    const { jobs } = this;
    const call = jobs.calls[slot]!;
    const row = jobs.rows[slot]!;
    const number = jobs.numbers[slot]!;
    const urgency = jobs.urgencies[slot]!;
    const arrivedUs = jobs.arrivedUs[slot]!;
    const startedUs = jobs.startedUs[slot]!;
    jobs.inWork[slot] = 0;
    jobs.free(slot);
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - arrivedUs);
    if (this.waiting.length > 0 && this.busy <= this.available) {
      this.begin(this.waiting.shift(), nowUs);
    } else {
      this.busy--;
      this.inService.change(-1, nowUs);
    }
    const { batch } = call;
    this.metrics.stand(this.waiting.length, this.busy, nowUs);
    // Handed on before it is booked: with the window's last record finished, the run would end between the two.
    this.next?.send(
      batch.createdUs[row]!,
      number,
      batch.sizeBytes[row]!,
      batch.keyBytes[row]!,
      batch.key[row]!,
      1,
      nowUs,
      true,
      batch.duplicate[row]!,
    );
    const { done } = this;
    done.add(batch, row, number, urgency, arrivedUs, startedUs, nowUs);
    if (done.isFull || this.site.ledger.atOnce) this.bookLate();
    call.unfinished--;
    if (call.unfinished === 0) call.answered(nowUs);
  }

  // Every `of`-th job in service, the first of them included.
  private loseInService(of: number, nowUs: number): void {
    let seen = 0;
    for (let slot = 0; slot < this.jobs.calls.length; slot++) {
      if (this.jobs.inWork[slot] === 0 || this.jobs.startedUs[slot]! < 0) continue;
      if (seen++ % of === 0) this.lose(slot, true, nowUs);
    }
  }

  // The record was taken, so it is lost here: its caller learns only that the call is over.
  private lose(slot: number, inService: boolean, nowUs: number): void {
    const call = this.jobs.calls[slot]!;
    const row = this.jobs.rows[slot]!;
    const { batch } = call;
    this.jobs.inWork[slot] = 0;
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - this.jobs.arrivedUs[slot]!);
    if (inService) {
      this.busy--;
      this.inService.change(-1, nowUs);
      this.inService.stayed(nowUs - this.jobs.endsUs[slot]!);
      this.outage.lose(slot);
    } else {
      this.jobs.free(slot);
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
    this.metrics.lost(1, this.waiting.length, this.busy, nowUs);
    call.unfinished--;
    if (call.unfinished === 0) call.answered(nowUs);
  }
}
