// Asynchronous invocations: Lambda takes an event, queues it, and tries it until it succeeds. Errors of the function are
// retried after one and two minutes; throttled events go back to the queue for as long as they may be old, at intervals
// that double from 1 s to 5 minutes ("How Lambda handles errors and retries with asynchronous invocation"). A function that
// reserves nothing never runs: its events are given up without a retry ("Capturing records of asynchronous invocations").

import type { Stream } from '../../../engine/random.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { type DistributionConfig, sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Operation, PutCall, Reason } from '../../ports/record-sink.ts';
import type { Application } from '../../records/application.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Fate } from '../../records/fates.ts';
import { FinishedRecords } from '../../records/finished-records.ts';
import type { Holdings } from '../../records/ledger.ts';
import { FailureDestination } from '../destination.ts';
import { Invocation, type Invoker } from '../invoker.ts';
import { ASYNC_PAYLOAD } from '../limits.ts';
import { EventStore } from './event-store.ts';
import type { FunctionBilling } from './function-billing.ts';

/** The operations of a function as a sink. */
export const INVOKE_OPERATIONS: readonly Operation[] = [
  { name: 'Invoke', maxRecords: 1, maxBytes: ASYNC_PAYLOAD.value, perRecord: false },
];

const TOO_LARGE = 1;

/** Why a function does not take an event. */
export const INVOKE_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'RequestEntityTooLargeException', kind: 'rejected' },
];

const FIRST_RETRY_US = 60 * US_PER_SECOND;
const FIRST_BACKOFF_US = US_PER_SECOND;
const LONGEST_BACKOFF_US = 300 * US_PER_SECOND;

interface AsyncSettings {
  readonly eventQueueLatency: DistributionConfig;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAge: number;
  readonly reservedConcurrentExecutions?: number | undefined;
  readonly destinationConfig?: { readonly onFailure: string } | undefined;
}

class Attempt extends Invocation {
  readonly batch = new RecordBatch(1);
  event = 0;
  private readonly queue: AsyncEvents;

  constructor(queue: AsyncEvents) {
    super();
    this.queue = queue;
  }

  answered(nowUs: number): void {
    this.queue.answered(this, nowUs);
  }
}

/** The queue of one function's asynchronous invocations. */
export class AsyncEvents {
  private readonly site: Site;
  private readonly invoker: Invoker;
  private readonly application: Application;
  private readonly billing: FunctionBilling;
  private readonly settings: AsyncSettings;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly destination: FailureDestination | null;
  private readonly events = new EventStore();
  private readonly spare: Attempt[] = [];
  private readonly calls: PutCall[] = [];
  private readonly spareCalls: number[] = [];
  private readonly done = new FinishedRecords();
  private readonly answerHandler: number;
  private readonly againHandler: number;
  private readonly received;
  private readonly age;
  private readonly dropped;

  constructor(
    site: Site,
    invoker: Invoker,
    application: Application,
    billing: FunctionBilling,
    settings: AsyncSettings,
  ) {
    this.site = site;
    this.invoker = invoker;
    this.application = application;
    this.billing = billing;
    this.settings = settings;
    this.latency = sampler(settings.eventQueueLatency);
    this.latencyStream = site.random('eventQueueLatency');
    const { onFailure } = settings.destinationConfig ?? {};
    this.destination = onFailure === undefined ? null : new FailureDestination(site, onFailure);
    this.received = site.counter('AsyncEventsReceived');
    this.age = site.distribution('AsyncEventAge');
    this.dropped = site.counter('AsyncEventsDropped');
    this.answerHandler = site.engine.register(site.name, 'event', 'complete', {
      fire: (slot, nowUs) => this.take(slot, nowUs),
    });
    this.againHandler = site.engine.register(site.name, 'event again', 'timer', {
      fire: (event, nowUs) => this.again(event, nowUs),
    });
  }

  /** Tells the ledger where goes what is given up. */
  wire(): void {
    this.destination?.wire();
  }

  /** A call to Invoke: its event is in the queue when the call is answered. */
  put(call: PutCall): void {
    const { engine } = this.site;
    const slot = this.spareCalls.pop() ?? this.calls.length;
    this.calls[slot] = call;
    engine.schedule(this.answerHandler, slot, engine.nowUs + call.latencyUs);
  }

  /** Books what was finished since. */
  book(): void {
    this.application.finishedRecords(this.done);
    this.done.length = 0;
  }

  /** Tells of the events that are queued or tried. */
  holdings(held: Holdings): void {
    this.destination?.holdings(held);
    const { records } = this.events;
    for (let event = 0; event < records.length; event++) {
      if (records.count[event] === 0 || records.duplicate[event] !== 0) continue;
      held.afterStore(
        records.origin[event]!,
        this.application.number,
        records.createdUs[event]!,
        1,
        records.sizeBytes[event]!,
        records.number[event]!,
      );
    }
  }

  answered(attempt: Attempt, nowUs: number): void {
    const { event, outcome, startedUs } = attempt;
    const { errors, throttles } = this.events;
    attempt.batch.clear();
    this.spare.push(attempt);
    if (outcome === 'succeeded') {
      this.finish(event, startedUs, nowUs);
    } else if (outcome === 'throttled' && this.settings.reservedConcurrentExecutions === 0) {
      this.drop(event, 'failed', nowUs);
    } else if (outcome === 'throttled') {
      const times = throttles[event]!;
      throttles[event] = Math.min(times + 1, 255);
      this.wait(event, Math.min(FIRST_BACKOFF_US * 2 ** Math.min(times, 20), LONGEST_BACKOFF_US), nowUs);
    } else if (errors[event]! < this.settings.maximumRetryAttempts) {
      errors[event]!++;
      this.wait(event, FIRST_RETRY_US * errors[event]!, nowUs);
    } else {
      this.drop(event, 'failed', nowUs);
    }
  }

  private take(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    this.spareCalls.push(slot);
    const { batch, stored, reason } = call;
    for (let row = 0; row < batch.length; row++) {
      const fits = batch.sizeBytes[row]! <= ASYNC_PAYLOAD.value;
      const count = batch.count[row]!;
      stored[row] = fits ? count : 0;
      reason[row] = fits ? 0 : TOO_LARGE;
      for (let i = 0; fits && i < count; i++) this.queue(batch, row, i, nowUs);
    }
    call.answered(nowUs);
  }

  private queue(batch: RecordBatch, row: number, skip: number, nowUs: number): void {
    const event = this.events.add(batch, row, skip, nowUs);
    this.received.add(nowUs, 1);
    this.billing.queued(batch.sizeBytes[row]!, nowUs);
    this.wait(event, Math.round(this.latency.sample(this.latencyStream)), nowUs);
  }

  // Nothing is tried when it is too old: it is dropped the moment that it is.
  private wait(event: number, us: number, nowUs: number): void {
    const lastUs = this.events.queuedUs[event]! + this.settings.maximumEventAge;
    this.site.engine.schedule(this.againHandler, event, Math.max(nowUs, Math.min(nowUs + us, lastUs)));
  }

  private again(event: number, nowUs: number): void {
    const { queuedUs, records } = this.events;
    const ageUs = nowUs - queuedUs[event]!;
    if (ageUs < this.settings.maximumEventAge) {
      const attempt = this.spare.pop() ?? new Attempt(this);
      attempt.event = event;
      attempt.eventBytes = records.sizeBytes[event]!;
      attempt.batch.append(records, event, 0, 1);
      this.invoker.invoke(attempt);
      return;
    }
    this.age.add(nowUs, ageUs, 1);
    this.drop(event, 'expired', nowUs);
  }

  private finish(event: number, startedUs: number, nowUs: number): void {
    const { records, queuedUs } = this.events;
    const firstUs = queuedUs[event]!;
    this.age.add(nowUs, startedUs - firstUs, 1);
    this.done.add(records, event, records.number[event]!, 0, firstUs, startedUs, nowUs);
    if (this.done.isFull || this.site.ledger.atOnce) this.book();
    this.events.remove(event);
  }

  private drop(event: number, fate: Fate, nowUs: number): void {
    const { records } = this.events;
    const { origin, number, sizeBytes } = records;
    this.dropped.add(nowUs, 1);
    this.invoker.gaveUp(origin[event]!, number[event]!);
    this.destination?.send(records, event, sizeBytes[event]!, nowUs);
    this.site.ledger.ended(
      origin[event]!,
      this.application.number,
      this.destination === null ? fate : 'deadLettered',
      records.createdUs[event]!,
      1,
      sizeBytes[event]!,
      number[event]!,
      records.duplicate[event]!,
    );
    this.events.remove(event);
  }
}
