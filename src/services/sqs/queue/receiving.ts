// ReceiveMessage, DeleteMessage and ChangeMessageVisibility. A short poll is answered at once with what the hosts that it
// asks have; a long poll asks all of them, and is answered at the first message that there is, not when ten are there.
// What was received too often goes to the dead-letter queue when a receive comes upon it again, and not before.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import type { ReceiptCall, ReceiveCall } from '../../ports/message-queue.ts';
import type { Reason } from '../../ports/record-sink.ts';
import type { DrawsBySource } from '../../records/draws-by-source.ts';
import { IN_FLIGHT as IN_FLIGHT_MOST, RECEIVE_MESSAGES, VISIBILITY_MOST } from '../limits.ts';
import type { Admission, ReceiptAction } from './admission.ts';
import type { HostSampler } from './host-sampler.ts';
import type { LongPolls } from './long-polls.ts';
import { NONE } from './message-lists.ts';
import { IN_FLIGHT } from './message-store.ts';
import type { Messages } from './messages.ts';
import type { QueueBilling } from './queue-billing.ts';
import type { QueueCalls } from './queue-calls.ts';
import type { QueueMetrics } from './queue-metrics.ts';

const LONGEST_US = VISIBILITY_MOST.value * US_PER_SECOND;

const THROTTLED: Reason = { code: 'RequestThrottled', kind: 'throttled' };
const OVER_LIMIT: Reason = { code: 'OverLimit', kind: 'throttled' };

interface ReceiveTerms {
  readonly fifoQueue: boolean;
  readonly visibilityTimeoutUs: number;
  /** Infinity without a dead-letter queue. */
  readonly maxReceiveCount: number;
  /** Share of the deletes that leave a copy. */
  readonly duplicateRate: number;
  readonly duplicates: DrawsBySource;
  /** The hosts that a short poll asks; null where it asks all (FIFO). */
  readonly hosts: HostSampler | null;
  readonly billing: QueueBilling;
  readonly metrics: QueueMetrics;
  readonly admission: Admission;
}

/** Hands a queue's messages over, and takes back what receivers say of them. */
export class Receiving {
  private readonly site: Site;
  private readonly messages: Messages;
  private readonly polls: LongPolls;
  private readonly calls: QueueCalls;
  private readonly terms: ReceiveTerms;

  constructor(site: Site, messages: Messages, polls: LongPolls, calls: QueueCalls, terms: ReceiveTerms) {
    this.site = site;
    this.messages = messages;
    this.polls = polls;
    this.calls = calls;
    this.terms = terms;
  }

  /** A receive has reached the queue. */
  receive(call: ReceiveCall, slot: number, nowUs: number): void {
    const { admission, fifoQueue, hosts, metrics } = this.terms;
    call.messages.clear();
    call.refused = null;
    if (!admission.receive(nowUs)) {
      call.refused = THROTTLED;
      this.calls.answer(slot, nowUs);
      return;
    }
    const isShort = call.waitTimeUs === 0;
    if (isShort && !fifoQueue && this.messages.inFlight >= IN_FLIGHT_MOST.value) {
      call.refused = OVER_LIMIT;
      metrics.receives.add(nowUs, 1);
      metrics.overLimit.add(nowUs, 1);
      this.calls.answer(slot, nowUs);
      return;
    }
    this.fill(call, isShort, nowUs, hosts);
    if (isShort || call.messages.length > 0) this.finish(call, slot, nowUs);
    else this.polls.add(slot, call.waitTimeUs, nowUs);
  }

  /** The time of a poll that waited is over. */
  empty(slot: number, nowUs: number): void {
    this.finish(this.calls.receiveAt(slot), slot, nowUs);
  }

  /** Serves polls that wait, the longest there first, while there is something for them. */
  serveWaiting(nowUs: number): void {
    const { messages, polls } = this;
    while (polls.length > 0 && messages.order.available > 0) {
      const slot = polls.first;
      const call = this.calls.receiveAt(slot);
      this.fill(call, false, nowUs, null);
      // Nothing for it: no room in flight, or all of it went to the dead-letter queue.
      if (call.messages.length === 0) return;
      polls.served(slot);
      this.finish(call, slot, nowUs);
    }
  }

  delete(call: ReceiptCall, slot: number, nowUs: number): void {
    if (this.refuses('DeleteMessage', call, slot, nowUs)) return;
    const { metrics, billing } = this.terms;
    let failed = 0;
    for (let row = call.from; row < call.to; row++) if (!this.deleteRow(call, row, nowUs)) failed++;
    call.failed = failed;
    metrics.deleted.add(nowUs, call.to - call.from - failed);
    billing.request(0, nowUs);
    this.calls.answer(slot, nowUs);
  }

  change(call: ReceiptCall, slot: number, nowUs: number): void {
    if (this.refuses('ChangeMessageVisibility', call, slot, nowUs)) return;
    let failed = 0;
    for (let row = call.from; row < call.to; row++) if (!this.changeRow(call, row, nowUs)) failed++;
    call.failed = failed;
    this.terms.billing.request(0, nowUs);
    this.calls.answer(slot, nowUs);
  }

  private refuses(action: ReceiptAction, call: ReceiptCall, slot: number, nowUs: number): boolean {
    call.refused = null;
    call.failed = 0;
    if (this.terms.admission.receipts(action, call.messages, call.from, call.to, nowUs)) return false;
    call.refused = THROTTLED;
    this.calls.answer(slot, nowUs);
    return true;
  }

  // Hands over what there is, up to what was asked for and to what may be in flight.
  private fill(call: ReceiveCall, isShort: boolean, nowUs: number, hosts: HostSampler | null): void {
    const { messages } = this;
    const { store, order } = messages;
    const most = Math.min(
      call.maxNumberOfMessages,
      RECEIVE_MESSAGES.value,
      IN_FLIGHT_MOST.value - messages.inFlight,
    );
    if (most <= 0 || order.available === 0) return;
    const { maxReceiveCount, metrics } = this.terms;
    const timeoutUs =
      call.visibilityTimeoutUs < 0 ? this.terms.visibilityTimeoutUs : call.visibilityTimeoutUs;
    order.begin(isShort && hosts !== null ? hosts.draw() : null, nowUs);
    while (call.messages.length < most) {
      const message = order.next(nowUs);
      if (message === NONE) break;
      messages.taken(message);
      if (store.receiveCount[message]! >= maxReceiveCount) {
        messages.deadLettered(message, nowUs);
        continue;
      }
      if (store.receiveCount[message]! > 0) metrics.redelivered.add(nowUs, 1);
      messages.handedOver(message, timeoutUs, nowUs);
      store.handOver(message, call.messages, nowUs);
    }
    order.ended(nowUs);
    messages.stand(nowUs);
  }

  private finish(call: ReceiveCall, slot: number, nowUs: number): void {
    const { billing, metrics } = this.terms;
    const { length, sizeBytes, number } = call.messages;
    let bytes = 0;
    let numbers = 0;
    for (let row = 0; row < length; row++) {
      bytes += sizeBytes[row]!;
      numbers += number[row]!;
    }
    this.site.engine.carried(length, bytes, numbers);
    metrics.receives.add(nowUs, 1);
    if (length === 0) metrics.empties.add(nowUs, 1);
    else metrics.received.add(nowUs, length);
    billing.request(bytes, nowUs);
    this.calls.answer(slot, nowUs);
  }

  // A standard queue answers every delete with success, and does it where the receipt is the message's last; a FIFO queue
  // fails what comes after the visibility timeout.
  private deleteRow({ messages: rows }: ReceiptCall, row: number, nowUs: number): boolean {
    const { messages } = this;
    const { store } = messages;
    const message = store.slotOf(rows, row);
    if (message === NONE) return true;
    const isLatest = store.isLatest(rows, row, message);
    const isInTime = isLatest && store.state[message] === IN_FLIGHT;
    if (!isInTime) {
      this.terms.metrics.lateDeletes.add(nowUs, 1);
      if (this.terms.fifoQueue) return false;
    }
    if (isLatest && !this.survives(message)) messages.deleted(message, nowUs);
    return true;
  }

  // A copy on a host that was not reached stays, and comes again; once a message, by its record's number.
  private survives(message: number): boolean {
    const { duplicateRate, duplicates } = this.terms;
    const { store } = this.messages;
    if (duplicateRate === 0 || store.survived[message] !== 0) return false;
    store.survived[message] = 1;
    return duplicates.at(store.origin[message]!, store.number[message]!).double() < duplicateRate;
  }

  private changeRow(call: ReceiptCall, row: number, nowUs: number): boolean {
    const { messages: rows, visibilityTimeoutUs } = call;
    const { store } = this.messages;
    const message = store.slotOf(rows, row);
    if (message === NONE || !store.isLatest(rows, row, message)) return false;
    if (store.state[message] !== IN_FLIGHT) return false;
    if (nowUs + visibilityTimeoutUs > rows.receivedUs[row]! + LONGEST_US) return false;
    this.messages.hide(message, visibilityTimeoutUs, nowUs);
    return true;
  }
}
