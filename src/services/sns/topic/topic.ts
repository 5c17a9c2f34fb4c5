// A topic: what is published to it goes to every subscriber, each copy with a fate of its own. It is no application: the flows
// of who publishes lead through it to those behind its endpoints. A call is
// looked at after half of its latency; when it is answered, what it published is on its way.

import { invariant } from '../../../engine/invariant.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, Slowness } from '../../fault.ts';
import { CallsUnderWay } from '../../ports/calls-under-way.ts';
import {
  type Operation,
  type PutCall,
  type Reason,
  type RecordSink,
  RecordSinkPort,
} from '../../ports/record-sink.ts';
import { numberSum } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { BATCH_ENTRIES, PUBLISH_BYTES } from '../limits.ts';
import { PUBLISH_CHUNK_BYTES } from '../meters.ts';
import { type PublishQuota, publishQuota } from './publish-quota.ts';
import { Subscription } from './subscription.ts';
import { TopicMetrics } from './topic-metrics.ts';
import type { TopicConfig } from './topic-schema.ts';

const PUBLISH_BATCH = 1;

/** What a topic can be asked. */
export const PUBLISH_OPERATIONS: readonly Operation[] = [
  { name: 'Publish', maxRecords: 1, maxBytes: PUBLISH_BYTES.value, perRecord: false },
  { name: 'PublishBatch', maxRecords: BATCH_ENTRIES.value, maxBytes: PUBLISH_BYTES.value, perRecord: true },
];

const THROTTLED = 1;
const TOO_LARGE = 2;
const REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'Throttled', kind: 'throttled' },
  { code: 'InvalidParameter', kind: 'rejected' },
];

/** One topic in one run. */
export class Topic implements Component, RecordSink {
  readonly component: string;
  readonly operations = PUBLISH_OPERATIONS;
  readonly reasons = REASONS;
  readonly readsKeys: boolean;
  readonly maxRecordBytes = PUBLISH_BYTES.value;
  private readonly site: Site;
  private readonly metrics: TopicMetrics;
  private readonly quota: PublishQuota;
  private readonly subscriptions: readonly Subscription[];
  private readonly requests: UsageMeter;
  private readonly isFifo: boolean;
  private readonly slowness = new Slowness();
  private readonly calls: CallsUnderWay<PutCall>;

  constructor(config: TopicConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.isFifo = config.fifoTopic;
    this.metrics = new TopicMetrics(site);
    this.quota = publishQuota(config, site);
    this.requests = site.usage(config.fifoTopic ? 'fifo-publish' : 'standard-publish');
    const notifications = site.usage('notification');
    this.subscriptions = config.subscriptions.map(
      (subscription) =>
        new Subscription(site, config, subscription, this.metrics, this.slowness, (nowUs) =>
          notifications.add(1, nowUs),
        ),
    );
    this.readsKeys = config.fifoTopic || this.subscriptions.some(({ sink }) => sink.readsKeys);
    this.calls = new CallsUnderWay<PutCall>(
      site,
      this.slowness,
      (call, _kind, slot, nowUs) => this.arrive(call, slot, nowUs),
      (call, nowUs) => this.deliver(call, nowUs),
    );
    site.offer(RecordSinkPort, this);
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    const behind = this.subscriptions.map(({ sink }) => sink.applications());
    const names = behind.flatMap((one) => one.names);
    invariant(new Set(names).size === names.length, 'a topic reaches each application by one subscription', {
      topic: this.component,
      applications: names,
    });
    return { names, keeps: behind.every(({ keeps }) => keeps) };
  }

  wire(): void {
    for (const subscription of this.subscriptions) subscription.wire();
  }

  put(call: PutCall): void {
    this.calls.send(call, call.operation);
  }

  fault(fault: ComponentFault, begins: boolean): void {
    if (fault.kind !== 'slow') return;
    if (begins) this.slowness.begin(fault.factor);
    else this.slowness.end(fault.factor);
  }

  holdings(held: Holdings): void {
    for (const subscription of this.subscriptions) subscription.holdings(held);
  }

  private arrive(call: PutCall, slot: number, nowUs: number): void {
    const { batch, stored, reason } = call;
    const isBatch = call.operation === PUBLISH_BATCH;
    this.metrics.attempted.add(nowUs, batch.records);
    if (this.isTooLarge(call)) {
      stored.fill(0, 0, batch.length);
      reason.fill(TOO_LARGE, 0, batch.length);
      this.metrics.refused.add(nowUs, batch.records);
    } else {
      let bytes = 0;
      for (let row = 0; row < batch.length; row++) bytes += this.admit(call, row, isBatch, nowUs);
      if (isBatch && bytes > 0 && !this.isFifo) this.requests.add(chunks(bytes), nowUs);
    }
    this.calls.answer(slot, nowUs);
  }

  // Takes what of a row the quota lets through. Returns its bytes.
  private admit(call: PutCall, row: number, isBatch: boolean, nowUs: number): number {
    const { batch, stored, reason } = call;
    const { metrics } = this;
    const count = batch.count[row]!;
    const size = batch.sizeBytes[row]!;
    const number = batch.number[row]!;
    const taken = this.quota.admit(batch.key[row]!, size, count, nowUs);
    stored[row] = taken;
    reason[row] = taken < count ? THROTTLED : 0;
    if (taken < count) metrics.throttled.add(nowUs, count - taken);
    if (taken === 0) return 0;
    metrics.published.add(nowUs, taken);
    metrics.bytes.add(nowUs, taken * size);
    metrics.size.add(nowUs, size, taken);
    if (this.isFifo) this.requests.add(taken, nowUs);
    else if (!isBatch) this.requests.add(taken * chunks(size), nowUs);
    this.site.engine.carried(taken, size, numberSum(number, taken));
    return taken * size;
  }

  private isTooLarge({ batch, operation }: PutCall): boolean {
    let bytes = 0;
    let largest = 0;
    for (let row = 0; row < batch.length; row++) {
      bytes += batch.count[row]! * batch.sizeBytes[row]!;
      largest = Math.max(largest, batch.sizeBytes[row]!);
    }
    return largest > PUBLISH_BYTES.value || (operation === PUBLISH_BATCH && bytes > PUBLISH_BYTES.value);
  }

  // What a call published is on its way when the call is answered.
  private deliver({ batch, stored }: PutCall, nowUs: number): void {
    for (let row = 0; row < batch.length; row++) {
      for (let skip = 0; skip < stored[row]!; skip++) {
        for (const subscription of this.subscriptions) subscription.publish(batch, row, skip, nowUs);
      }
    }
  }
}

function chunks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PUBLISH_CHUNK_BYTES));
}
