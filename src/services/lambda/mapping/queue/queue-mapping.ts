// An event source mapping on a queue: Lambda polls it with long polls, invokes the function with what came, and deletes what
// the function has finished. What failed stays hidden until its visibility timeout is over; a batch that is throttled is
// held, and tried again until then. Receives, invocation and its end are one slot’s, and the mapping has as many slots as
// batches may be in work.

import type { Stream } from '../../../../engine/random.ts';
import { US_PER_SECOND } from '../../../../engine/time-units.ts';
import type { Counter, Level } from '../../../../metrics/recorder.ts';
import { sampler } from '../../../../workload/distribution.ts';
import type { Sampler } from '../../../../workload/distributions/sampler.ts';
import { markFinished } from '../../../client/finished-before.ts';
import { latencyOf } from '../../../client/request-latency.ts';
import type { Site } from '../../../component.ts';
import {
  type MessageListener,
  type MessageQueue,
  MessageQueuePort,
  type QueueReader,
} from '../../../ports/message-queue.ts';
import type { Application } from '../../../records/application.ts';
import { FinishedRecords } from '../../../records/finished-records.ts';
import type { ReceivedMessages } from '../../../records/received-messages.ts';
import type { Invoker } from '../../invoker.ts';
import { EventFilter } from '../event-filter.ts';
import { messageEventBytes } from '../event-size.ts';
import type { Mapping } from '../mapping.ts';
import { QUEUE_BATCH_DEFAULT, SYNC_PAYLOAD } from '../mapping-limits.ts';
import type { EventCounts } from '../mapping-metrics.ts';
import type { MappingConfig } from '../mapping-schema.ts';
import { ThrottleDelay } from '../throttle-delay.ts';
import { Deletes } from './deletes.ts';
import { LOOK_US, MappingConcurrency } from './mapping-concurrency.ts';
import { PollerRates } from './poller-rates.ts';
import type { Slot, SlotOwner } from './slot.ts';
import { Slots } from './slots.ts';
import { windowVisibilityUs } from './window-visibility.ts';

/** Messages of one receive, and how long it waits for the first. */
const MOST_RECEIVED = 10;
const WAIT_US = 20 * US_PER_SECOND;

/** One mapping. */
export class QueueMapping implements Mapping, SlotOwner, MessageListener {
  private readonly site: Site;
  private readonly config: MappingConfig;
  private readonly invoker: Invoker;
  private readonly application: Application;
  private readonly counts: EventCounts;
  private readonly queue: MessageQueue;
  private readonly reader: QueueReader;
  private readonly deletes: Deletes;
  private readonly concurrency: MappingConcurrency;
  /** Null where pollers are not provisioned. */
  private readonly rates: PollerRates | null;
  private readonly batchSize: number;
  /** How long what it receives stays hidden. */
  private readonly visibilityTimeoutUs: number;
  private readonly filter: EventFilter;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly deleted: Counter;
  private readonly busy: Level;
  private readonly done = new FinishedRecords();
  private readonly slots: Slots;
  private readonly throttleDelay: ThrottleDelay;
  private readonly againHandler: number;
  private readonly pollHandler: number;
  private readonly lookHandler: number;

  /** @param index of the mapping in its function */
  constructor(
    site: Site,
    index: number,
    config: MappingConfig,
    invoker: Invoker,
    application: Application,
    counts: EventCounts,
  ) {
    this.site = site;
    this.config = config;
    this.invoker = invoker;
    this.application = application;
    this.counts = counts;
    this.queue = site.use(MessageQueuePort, config.from);
    this.reader = this.queue.open(site.name);
    this.reader.listen(this);
    this.batchSize = config.batchSize ?? QUEUE_BATCH_DEFAULT.value;
    this.visibilityTimeoutUs = windowVisibilityUs(
      this.queue.visibilityTimeoutUs,
      config.maximumBatchingWindow,
      invoker.timeoutUs,
    );
    this.filter = new EventFilter(site, index, config, counts);
    this.latency = sampler(latencyOf(config.requestLatency, 'ReceiveMessage'));
    this.latencyStream = site.random(`mapping/${index}/requestLatency`);
    this.deleted = site.counter('DeletedEventCount');
    this.busy = site.level('MappingConcurrency');
    const deleteLatency = sampler(latencyOf(config.requestLatency, 'DeleteMessageBatch'));
    this.deletes = new Deletes(
      site,
      index,
      this.reader,
      deleteLatency,
      config.retryDelay,
      (messages, nowUs) => this.deleted.add(nowUs, messages),
    );
    this.concurrency = new MappingConcurrency(config);
    this.throttleDelay = new ThrottleDelay(site, index, config.retryDelay);
    const isProvisioned = config.provisionedPollerConfig !== undefined;
    this.rates = isProvisioned ? new PollerRates() : null;
    this.slots = new Slots(this, isProvisioned ? site.level('ProvisionedPollers') : null, (slot, nowUs) =>
      this.receive(slot, nowUs),
    );
    this.againHandler = site.engine.register(site.name, `mapping ${index} again`, 'timer', {
      fire: (slot, nowUs) => this.invoke(this.slots.at(slot), nowUs),
    });
    this.pollHandler = site.engine.register(site.name, `mapping ${index} poll`, 'timer', {
      fire: (slot, nowUs) => this.receive(this.slots.at(slot), nowUs),
    });
    // Polls that wait have been served by then: what still waits is short of polls.
    this.lookHandler = site.engine.register(site.name, `mapping ${index} look`, 'sample', {
      fire: (_slot, nowUs) => this.look(nowUs),
    });
  }

  wire(): void {}

  start(): void {
    this.slots.fill(this.concurrency.slots, 0);
    this.site.engine.schedule(this.lookHandler, 0, LOOK_US);
  }

  book(): void {
    this.application.finishedRecords(this.done);
    this.done.length = 0;
  }

  /** What it holds unfinished is the queue’s to tell. */
  holdings(): void {}

  gone(origin: number, number: number): void {
    this.invoker.gaveUp(origin, number);
  }

  received(slot: Slot, nowUs: number): void {
    const { receive } = slot;
    slot.receivingFromUs = -1;
    if (receive.refused !== null) {
      this.concurrency.tried(true);
      this.site.engine.schedule(this.pollHandler, slot.number, nowUs + this.config.retryDelay);
      return;
    }
    this.take(slot, receive.messages, nowUs);
    const { held } = slot;
    if (held.length === 0) {
      if (this.concurrency.idle()) this.slots.rest(slot, nowUs);
      else this.goOn(slot, nowUs);
      return;
    }
    this.gather(slot, nowUs);
  }

  begins({ invocation: { batch } }: Slot): void {
    markFinished(this.reader, batch);
  }

  answered(slot: Slot, nowUs: number): void {
    const { invocation } = slot;
    const { outcome, batch } = invocation;
    if (outcome === 'throttled') {
      this.concurrency.tried(true);
      this.hold(slot, nowUs);
      return;
    }
    this.concurrency.tried(outcome !== 'succeeded');
    this.counts.invoked.add(nowUs, batch.length);
    this.finish(slot, nowUs);
    this.leave(slot, nowUs);
  }

  private finish({ invocation }: Slot, nowUs: number): void {
    const { outcome, batch, failedItems, reportsItemFailures, startedUs } = invocation;
    let failed = 0;
    for (let row = 0; row < batch.length; row++) {
      if (outcome !== 'succeeded' || (reportsItemFailures && failedItems[row] === 1)) {
        failed++;
        continue;
      }
      if (this.reader.finished(batch, row, nowUs)) {
        this.done.add(batch, row, batch.number[row]!, 0, batch.storedUs[row]!, startedUs, nowUs);
        if (this.done.isFull || this.site.ledger.atOnce) this.book();
      } else if (this.site.ledger.counts(batch.createdUs[row]!)) {
        this.site.ledger.repeated(batch.origin[row]!, this.application.number, 1);
      }
      this.deletes.add(batch, row);
    }
    this.site.engine.carried(batch.length, 0, failed);
    this.deletes.flush();
    if (failed > 0) this.counts.failed.add(nowUs, failed);
  }

  // Takes what was received; what the filters keep back is deleted.
  private take(slot: Slot, messages: ReceivedMessages, nowUs: number): void {
    const { length } = messages;
    if (length === 0) return;
    this.counts.polled.add(nowUs, length);
    let bytes = 0;
    for (let row = 0; row < length; row++) {
      bytes += messages.sizeBytes[row]!;
      const passes = this.filter.passes(messages.origin[row]!, messages.number[row]!, nowUs);
      if (passes) slot.held.take(messages, row);
      else this.deletes.add(messages, row);
    }
    this.deletes.flush();
    this.rates?.received(slot.number, bytes, nowUs);
  }

  // A batch is begun, or more is received for it.
  private gather(slot: Slot, nowUs: number): void {
    if (slot.windowFromUs < 0) slot.windowFromUs = nowUs;
    if (this.isComplete(slot, nowUs)) this.begin(slot, nowUs);
    else this.receive(slot, nowUs);
  }

  private isComplete({ held, windowFromUs }: Slot, nowUs: number): boolean {
    if (held.length >= this.batchSize || nowUs >= windowFromUs + this.config.maximumBatchingWindow)
      return true;
    let bytes = 0;
    for (let row = 0; row < held.length; row++) bytes += messageEventBytes(held.sizeBytes[row]!);
    return bytes >= SYNC_PAYLOAD.value;
  }

  private begin(slot: Slot, nowUs: number): void {
    slot.windowFromUs = -1;
    slot.fill(this.batchSize, SYNC_PAYLOAD.value, messageEventBytes);
    const { invocation } = slot;
    invocation.reportsItemFailures = this.config.functionResponseTypes.length > 0;
    // The handler of a FIFO queue’s messages stops at the first that fails, lest it pass one of its group.
    invocation.stopsAtFailure = this.queue.fifoQueue;
    this.invoke(slot, nowUs);
  }

  private invoke(slot: Slot, nowUs: number): void {
    this.busy.change(nowUs, 1);
    this.invoker.invoke(slot.invocation);
  }

  // A throttled batch is tried again for as long as its messages stay hidden; then they come again by themselves.
  private hold(slot: Slot, nowUs: number): void {
    this.busy.change(nowUs, -1);
    const { batch } = slot.invocation;
    const againUs = nowUs + this.throttleDelay.drawUs();
    let deadlineUs = Number.POSITIVE_INFINITY;
    for (let row = 0; row < batch.length; row++) {
      deadlineUs = Math.min(deadlineUs, batch.receivedUs[row]! + this.visibilityTimeoutUs);
    }
    if (againUs < deadlineUs) this.site.engine.schedule(this.againHandler, slot.number, againUs);
    else this.next(slot, nowUs);
  }

  private leave(slot: Slot, nowUs: number): void {
    this.busy.change(nowUs, -1);
    this.next(slot, nowUs);
  }

  // The batch is over: messages that did not fit are the first of the next.
  private next(slot: Slot, nowUs: number): void {
    slot.invocation.batch.clear();
    if (slot.held.length > 0) this.gather(slot, nowUs);
    else this.goOn(slot, nowUs);
  }

  private goOn(slot: Slot, nowUs: number): void {
    if (this.slots.atWork > this.concurrency.slots) this.slots.rest(slot, nowUs);
    else this.receive(slot, nowUs);
  }

  private receive(slot: Slot, nowUs: number): void {
    const opensUs = this.rates?.opensAtUs(slot.number, nowUs) ?? nowUs;
    if (opensUs > nowUs) {
      this.site.engine.schedule(this.pollHandler, slot.number, opensUs);
      return;
    }
    this.rates?.receives(slot.number, nowUs);
    const { receive } = slot;
    receive.maxNumberOfMessages = Math.min(MOST_RECEIVED, this.batchSize - slot.held.length);
    receive.waitTimeUs = WAIT_US;
    receive.visibilityTimeoutUs = this.visibilityTimeoutUs;
    receive.latencyUs = Math.round(this.latency.sample(this.latencyStream));
    slot.receivingFromUs = nowUs;
    this.reader.receive(receive);
  }

  private look(nowUs: number): void {
    this.site.engine.schedule(this.lookHandler, 0, nowUs + LOOK_US);
    this.concurrency.look(this.queue.visible > 0 && !this.slots.anyWaits(nowUs));
    this.slots.fill(this.concurrency.slots, nowUs);
  }
}
