// An SQS queue: where messages wait, are handed over, come back when their visibility timeout is over, and end. In which order
// they go out, what is admitted and what was sent before is decided by parts that standard, fair and FIFO queues have of
// their own. With receivers of one message each and no call latency it is the queue of M/M/c.

import type { Handler } from '../../../engine/engine.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, Slowness } from '../../fault.ts';
import { type MessageQueue, MessageQueuePort, type QueueReader } from '../../ports/message-queue.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import type { Holdings } from '../../records/ledger.ts';
import { OPEN_ADMISSION } from './admission.ts';
import { type DeadLetterTarget, DeadLetterTargetPort } from './dead-letter-target.ts';
import { FairOrder } from './fair-order.ts';
import type { FifoFacts } from './fifo-facts.ts';
import { FifoQuota } from './fifo-quota.ts';
import { GroupedSink } from './grouped-sink.ts';
import { HostSampler } from './host-sampler.ts';
import { LongPolls } from './long-polls.ts';
import type { MessageStore } from './message-store.ts';
import { Messages } from './messages.ts';
import { PUT_OPERATIONS, PUT_REASONS } from './put-operations.ts';
import { QueueBilling } from './queue-billing.ts';
import { GROUPED_PUT, PUT, QueueCalls } from './queue-calls.ts';
import { QueueMetrics } from './queue-metrics.ts';
import { Reader } from './queue-reader.ts';
import type { QueueConfig } from './queue-schema.ts';
import { Receiving } from './receiving.ts';
import { RecentSends } from './recent-sends.ts';
import { Sending } from './sending.ts';
import { UnreadMessages } from './unread-messages.ts';

/** How often the age of the oldest message is looked at, µs. */
const SAMPLE_US = US_PER_SECOND;

/** One queue in one run. */
export class Queue implements Component, RecordSink, MessageQueue, DeadLetterTarget, Handler {
  readonly component: string;
  readonly operations = PUT_OPERATIONS;
  readonly reasons = PUT_REASONS;
  readonly readsKeys: boolean;
  readonly maxRecordBytes: number;
  readonly fifoQueue: boolean;
  readonly visibilityTimeoutUs: number;
  readonly receiveMessageWaitTimeUs: number;
  private readonly site: Site;
  private readonly metrics: QueueMetrics;
  private readonly messages: Messages;
  private readonly unread: UnreadMessages;
  private readonly calls: QueueCalls;
  private readonly slowness = new Slowness();
  private readonly target: DeadLetterTarget | null;
  private readonly quota: FifoQuota | null;
  private hasGroups = false;
  private readonly readers = new Map<string, Reader>();
  private readonly sampler: number;

  constructor(config: QueueConfig, site: Site) {
    const { fifoQueue, redrivePolicy } = config;
    this.site = site;
    this.component = site.name;
    this.fifoQueue = fifoQueue;
    // The key of a message is its group, and a FIFO queue's messages all have one.
    this.readsKeys = fifoQueue;
    this.maxRecordBytes = config.maximumMessageSize;
    this.visibilityTimeoutUs = config.visibilityTimeout;
    this.receiveMessageWaitTimeUs = config.receiveMessageWaitTime;
    if (fifoQueue) this.slowness.begin(config.fifoCallTime);
    this.metrics = new QueueMetrics(site, fifoQueue);
    const { metrics } = this;
    const billing = new QueueBilling(site, fifoQueue);
    this.target =
      redrivePolicy === undefined ? null : site.use(DeadLetterTargetPort, redrivePolicy.deadLetterTarget);
    this.quota = fifoQueue ? new FifoQuota(config, site) : null;
    const admission = this.quota ?? OPEN_ADMISSION;
    this.unread = new UnreadMessages(config.messageRetentionPeriod);
    this.messages = new Messages(
      site,
      {
        fifoQueue,
        retentionUs: config.messageRetentionPeriod,
        delayUs: config.delay,
        available: (nowUs) => polls.wake(nowUs),
      },
      metrics,
      this.target,
    );
    const sending = new Sending(site, this.messages, {
      maximumMessageSize: config.maximumMessageSize,
      billing,
      metrics,
      deduplicator: fifoQueue ? new RecentSends() : null,
      admission,
      unread: this.unread,
    });
    this.calls = new QueueCalls(
      site,
      {
        put: (call, slot, isGrouped, nowUs) => {
          sending.put(call, isGrouped || fifoQueue, nowUs);
          this.stand(nowUs);
          this.calls.answer(slot, nowUs);
        },
        receive: (call, slot, nowUs) => receiving.receive(call, slot, nowUs),
        delete: (call, slot, nowUs) => receiving.delete(call, slot, nowUs),
        change: (call, slot, nowUs) => receiving.change(call, slot, nowUs),
      },
      this.slowness,
    );
    const polls = new LongPolls(
      site,
      (nowUs) => receiving.serveWaiting(nowUs),
      (slot, nowUs) => receiving.empty(slot, nowUs),
    );
    const receiving = new Receiving(site, this.messages, polls, this.calls, {
      fifoQueue,
      visibilityTimeoutUs: config.visibilityTimeout,
      maxReceiveCount: redrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY,
      duplicateRate: config.duplicateRate,
      duplicates: new DrawsBySource(site, 'duplicates'),
      hosts: fifoQueue
        ? null
        : new HostSampler(config.storageHosts, config.shortPollSample, site.random('short polls')),
      billing,
      metrics,
      admission,
    });
    this.sampler = site.engine.register(site.name, 'age of oldest', 'sample', this);
    site.offer(RecordSinkPort, this);
    site.offer(MessageQueuePort, this);
    site.offer(DeadLetterTargetPort, this);
  }

  get visible(): number {
    return this.messages.books.isRead ? this.messages.visible : this.unread.length;
  }

  ageOfOldestUs(nowUs: number): number {
    return this.messages.books.isRead ? this.messages.oldestUs(nowUs) : this.unread.oldestUs(nowUs);
  }

  open(application: string): QueueReader {
    const known = this.readers.get(application);
    if (known !== undefined) return known;
    const { books, store } = this.messages;
    const reader = new Reader(books.open(application), this.calls, store, books);
    this.readers.set(application, reader);
    return reader;
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.messages.books.applications();
  }

  wire(): void {
    this.messages.books.settle();
    if (this.hasGroups) this.target?.getsGroups();
  }

  start(): void {
    if (this.hasGroups && !this.fifoQueue) this.messages.order = new FairOrder(this.messages.store);
    this.quota?.start();
    this.site.engine.schedule(this.sampler, 0, SAMPLE_US);
  }

  put(call: PutCall): void {
    this.calls.send(call, PUT);
  }

  grouped(): RecordSink {
    this.hasGroups = true;
    return new GroupedSink(this, (call) => this.calls.send(call, GROUPED_PUT));
  }

  getsGroups(): void {
    this.hasGroups = true;
    this.target?.getsGroups();
  }

  move(from: MessageStore, slot: number, nowUs: number): void {
    // A standard queue keeps the time of sending, so that the retention of both queues runs; a FIFO queue begins anew.
    const storedUs = this.fifoQueue ? nowUs : from.storedUs[slot]!;
    if (this.messages.books.isRead) {
      this.messages.moved(this.messages.store.takeOver(from, slot, storedUs, nowUs), nowUs);
    } else {
      this.unread.add(1, storedUs, nowUs);
      this.stand(nowUs);
    }
  }

  fault(fault: ComponentFault, begins: boolean): void {
    if (fault.kind !== 'slow') return;
    if (begins) this.slowness.begin(fault.factor);
    else this.slowness.end(fault.factor);
  }

  settle(nowUs: number): void {
    this.messages.check(nowUs);
  }

  holdings(held: Holdings): void {
    this.messages.holdings(held);
  }

  facts(): Readonly<Record<string, unknown>> {
    const { quota, messages, site } = this;
    if (quota === null) return {};
    const facts: FifoFacts = {
      balances: quota.balances(site.engine.nowUs),
      refusals: quota.refusals(),
      held: messages.groups?.worst() ?? null,
    };
    return { fifo: facts };
  }

  fire(_slot: number, nowUs: number): void {
    const expired = this.unread.expire(nowUs);
    if (expired > 0) {
      this.metrics.expired.add(nowUs, expired);
      this.stand(nowUs);
    }
    this.metrics.sampled(this.ageOfOldestUs(nowUs), this.messages.order.noisyGroups ?? 0, nowUs);
    this.site.engine.schedule(this.sampler, 0, nowUs + SAMPLE_US);
  }

  private stand(nowUs: number): void {
    if (!this.messages.books.isRead) this.metrics.keeps(this.unread.length, nowUs);
  }
}
