// One endpoint of a topic: its filter, its deliveries, and what is done when it refuses one. A message whose endpoint never
// takes it is lost to those behind that endpoint alone.

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import { type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import type { Fate } from '../../records/fates.ts';
import type { Holdings } from '../../records/ledger.ts';
import { Delivery } from './delivery.ts';
import { retryDelayUs } from './delivery-retries.ts';
import { GroupLines } from './group-lines.ts';
import type { TopicMetrics } from './topic-metrics.ts';
import type { SubscriptionConfig, TopicConfig } from './topic-schema.ts';

/** One subscription in one run. */
export class Subscription {
  readonly sink: RecordSink;
  private readonly site: Site;
  private readonly metrics: TopicMetrics;
  private readonly slowness: Slowness;
  private readonly filterShare: number;
  private readonly filter: DrawsBySource;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly retryStream: Stream;
  /** Null where no order is kept. */
  private readonly lines: GroupLines | null;
  private readonly counted: (nowUs: number) => void;
  private readonly operation: number;
  private readonly deliveries: Delivery[] = [];
  private readonly spare: Delivery[] = [];
  private readonly handler: number;
  private applications: readonly number[] = [];

  /** @param counted is told of every delivery that is taken, for the bill */
  constructor(
    site: Site,
    topic: TopicConfig,
    { to, filterShare }: SubscriptionConfig,
    metrics: TopicMetrics,
    slowness: Slowness,
    counted: (nowUs: number) => void,
  ) {
    this.site = site;
    this.metrics = metrics;
    this.slowness = slowness;
    this.counted = counted;
    this.sink = site.use(RecordSinkPort, to);
    this.operation = this.sink.operations.findIndex(({ maxRecords }) => maxRecords === 1);
    this.filterShare = filterShare;
    this.filter = new DrawsBySource(site, `filter/${to}`);
    this.latency = sampler(topic.deliveryLatency);
    this.latencyStream = site.random(`deliveryLatency/${to}`);
    this.retryStream = site.random(`retry/${to}`);
    this.lines = topic.fifoTopic ? new GroupLines() : null;
    const due: Handler = { fire: (slot, nowUs) => this.due(this.deliveries[slot]!, nowUs) };
    this.handler = site.engine.register(site.name, `deliver to ${to}`, 'timer', due);
  }

  /** Those behind the endpoint are known. */
  wire(): void {
    const { ledger } = this.site;
    this.applications = this.sink.applications().names.map((name) => ledger.application(name));
  }

  /** A record of a row was published: it is on its way, unless the filter keeps it back. */
  publish(batch: RecordBatch, row: number, skip: number, nowUs: number): void {
    const { metrics } = this;
    if (!this.passes(batch.origin[row]!, batch.number[row]! + skip)) {
      metrics.filtered.add(nowUs, 1);
      this.end(batch, row, skip, 'filtered');
      return;
    }
    const delivery = this.spare.pop() ?? this.newDelivery();
    delivery.carry(batch, row, skip, nowUs);
    const latencyUs = Math.round(this.latency.sample(this.latencyStream) * this.slowness.factor);
    const dueUs = nowUs + latencyUs;
    const atUs = this.lines === null ? dueUs : this.lines.join(batch.key[row]!, dueUs);
    metrics.pending.change(nowUs, 1);
    this.site.engine.schedule(this.handler, delivery.slot, atUs);
  }

  answered(delivery: Delivery, nowUs: number): void {
    const { metrics } = this;
    const { batch } = delivery;
    delivery.heldBySink = false;
    if (delivery.stored[0]! > 0) {
      metrics.delivered.add(nowUs, 1);
      metrics.time.add(nowUs, nowUs - delivery.publishedUs, 1);
      this.counted(nowUs);
      this.leave(delivery, nowUs);
      return;
    }
    const { kind } = this.sink.reasons[delivery.reason[0]!]!;
    const delayUs = kind === 'rejected' ? -1 : retryDelayUs(delivery.retries++, this.retryStream.double());
    if (delayUs >= 0) {
      batch.attempt[0] = Math.min(batch.attempt[0]! + 1, 65_535);
      metrics.retries.add(nowUs, 1);
      this.site.engine.schedule(this.handler, delivery.slot, nowUs + delayUs);
      return;
    }
    metrics.failed.add(nowUs, 1);
    this.end(
      batch,
      0,
      0,
      kind === 'rejected' ? 'rejected' : kind === 'throttled' ? 'throttledOut' : 'failed',
    );
    this.leave(delivery, nowUs);
  }

  /** Tells of what is on its way, but for what the endpoint holds and tells of itself. */
  holdings(held: Holdings): void {
    for (const { batch, heldBySink, stored } of this.deliveries) {
      const isTaken = heldBySink && stored[0]! > 0;
      if (batch.length === 0 || isTaken || batch.duplicate[0] !== 0) continue;
      for (const application of this.applications) {
        held.afterStore(
          batch.origin[0]!,
          application,
          batch.createdUs[0]!,
          1,
          batch.sizeBytes[0]!,
          batch.number[0]!,
        );
      }
    }
  }

  private passes(origin: number, number: number): boolean {
    return this.filterShare >= 1 || this.filter.at(origin, number).double() < this.filterShare;
  }

  private due(delivery: Delivery, nowUs: number): void {
    const isFirst = delivery.retries === 0;
    if (isFirst && this.lines !== null && !this.lines.enter(delivery.batch.key[0]!, delivery)) return;
    this.send(delivery, nowUs);
  }

  private send(delivery: Delivery, nowUs: number): void {
    delivery.batch.sentUs[0] = nowUs;
    delivery.operation = this.operation;
    delivery.latencyUs = 0;
    this.sink.put(delivery);
  }

  private leave(delivery: Delivery, nowUs: number): void {
    const group = delivery.batch.key[0]!;
    this.metrics.pending.change(nowUs, -1);
    delivery.batch.clear();
    this.spare.push(delivery);
    const next = this.lines?.leave(group) ?? null;
    if (next !== null) this.send(next, nowUs);
  }

  private end(batch: RecordBatch, row: number, skip: number, fate: Fate): void {
    for (const application of this.applications) {
      this.site.ledger.ended(
        batch.origin[row]!,
        application,
        fate,
        batch.createdUs[row]!,
        1,
        batch.sizeBytes[row]!,
        batch.number[row]! + skip,
        batch.duplicate[row]!,
      );
    }
  }

  private newDelivery(): Delivery {
    const delivery = new Delivery(this, this.deliveries.length);
    this.deliveries.push(delivery);
    return delivery;
  }
}
