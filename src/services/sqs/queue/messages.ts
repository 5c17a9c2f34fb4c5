// The states of a queue's messages: delayed, visible, in flight, and gone. Each message is counted in one of them, waits
// for one deadline at most, and leaves by one door.

import { invariant } from '../../../engine/invariant.ts';
import type { Site } from '../../component.ts';
import type { Holdings } from '../../records/ledger.ts';
import { SamplePath } from '../../records/sample-path.ts';
import { POISON_RECEIVES } from '../limits.ts';
import type { DeadLetterTarget } from './dead-letter-target.ts';
import { DeadlineRings } from './deadline-rings.ts';
import type { DeliveryOrder } from './delivery-order.ts';
import { FifoOrder } from './fifo-order.ts';
import { GroupWatch } from './group-watch.ts';
import { MessageAges } from './message-ages.ts';
import { MessageBooks } from './message-books.ts';
import { DELAYED, IN_FLIGHT, MessageStore, VISIBLE } from './message-store.ts';
import type { QueueMetrics } from './queue-metrics.ts';
import { StandardOrder } from './standard-order.ts';

/** How a queue treats its messages. All times are whole µs. */
interface MessageTerms {
  readonly fifoQueue: boolean;
  readonly retentionUs: number;
  readonly delayUs: number;
  /** Told when a receive would get more than before. */
  available(nowUs: number): void;
}

/** A queue's messages and what state each is in. */
export class Messages {
  readonly store = new MessageStore();
  readonly books: MessageBooks;
  order: DeliveryOrder;
  /** What groups are locked for (FIFO queues). */
  readonly groups: GroupWatch | null;
  visible = 0;
  inFlight = 0;
  delayed = 0;
  private readonly terms: MessageTerms;
  private readonly metrics: QueueMetrics;
  private readonly target: DeadLetterTarget | null;
  private readonly delays: DeadlineRings;
  private readonly visibility: DeadlineRings;
  private readonly ages: MessageAges;
  private sequence = 0;
  private readonly present = new SamplePath();
  private readonly component: string;

  constructor(site: Site, terms: MessageTerms, metrics: QueueMetrics, target: DeadLetterTarget | null) {
    const { store } = this;
    this.component = site.name;
    this.terms = terms;
    this.metrics = metrics;
    this.target = target;
    this.groups = terms.fifoQueue ? new GroupWatch(site) : null;
    this.order = terms.fifoQueue ? new FifoOrder(store, this.groups) : new StandardOrder(store);
    this.books = new MessageBooks(site, store, target);
    this.delays = new DeadlineRings(site, 'delay', 'complete', store.links, (slot, nowUs) => {
      this.delayed--;
      this.show(slot, nowUs);
    });
    this.visibility = new DeadlineRings(site, 'visibility', 'complete', store.links, (slot, nowUs) =>
      this.comesBack(slot, nowUs),
    );
    this.ages = new MessageAges(site, store, terms.retentionUs, (slot, nowUs) => {
      this.metrics.expired.add(nowUs, 1);
      this.books.expired(slot, nowUs);
      this.leave(slot, nowUs);
    });
  }

  /** A message was sent: it waits for its delay, or can be received. */
  sent(slot: number, nowUs: number): void {
    this.enter(slot, nowUs);
    const { delayUs } = this.terms;
    if (delayUs === 0) {
      this.show(slot, nowUs);
      return;
    }
    this.delayed++;
    this.delays.add(slot, delayUs, nowUs);
    this.stand(nowUs);
  }

  /** A message was moved here: it can be received, whatever the queue's delay. */
  moved(slot: number, nowUs: number): void {
    this.enter(slot, nowUs);
    this.show(slot, nowUs);
  }

  /** The order has given a message to a receive. */
  taken(slot: number): void {
    this.store.state[slot] = IN_FLIGHT;
    this.visible--;
    this.inFlight++;
  }

  /** A message that was taken is handed over, and hidden for so long. */
  handedOver(slot: number, visibilityTimeoutUs: number, nowUs: number): void {
    const receives = ++this.store.receiveCount[slot]!;
    if (!this.terms.fifoQueue && receives === POISON_RECEIVES.value) this.ages.giveUp(slot);
    this.visibility.add(slot, visibilityTimeoutUs, nowUs);
  }

  /** A message that was taken goes to the dead-letter queue. */
  deadLettered(slot: number, nowUs: number): void {
    this.metrics.deadLettered.add(nowUs, 1);
    this.books.deadLettered(slot, nowUs);
    this.target!.move(this.store, slot, nowUs);
    this.inFlight--;
    this.gone(slot, nowUs);
  }

  /** A message is deleted, visible or in flight. */
  deleted(slot: number, nowUs: number): void {
    this.books.deleted(slot);
    this.leave(slot, nowUs);
  }

  /** From now on a message in flight is hidden for so long; for 0 it is visible at once. */
  hide(slot: number, visibilityTimeoutUs: number, nowUs: number): void {
    this.visibility.remove(slot);
    if (visibilityTimeoutUs === 0) this.comesBack(slot, nowUs);
    else this.visibility.add(slot, visibilityTimeoutUs, nowUs);
  }

  /** ApproximateAgeOfOldestMessage, µs. */
  oldestUs(nowUs: number): number {
    return this.ages.oldestUs(nowUs);
  }

  /** How many there are of each goes into the metrics. */
  stand(nowUs: number): void {
    const { order } = this;
    this.metrics.stand(this.visible, this.inFlight, this.delayed, nowUs);
    if (order.lockedGroups !== undefined)
      this.metrics.groups(order.lockedGroups, this.visible - order.available, nowUs);
  }

  /** The run is over: every message is in one state, and stayed as long as the area under their number says. */
  check(nowUs: number): void {
    const { store } = this;
    const counts = [0, 0, 0, 0];
    let presentUs = 0;
    store.each((slot) => {
      counts[store.state[slot]!]!++;
      presentUs += nowUs - store.sinceUs[slot]!;
    });
    const { visible, inFlight, delayed } = this;
    const isRight =
      counts[VISIBLE] === visible && counts[IN_FLIGHT] === inFlight && counts[DELAYED] === delayed;
    invariant(isRight, 'every message of a queue is in the state that it is counted in', {
      queue: this.component,
      visible,
      inFlight,
      delayed,
      counts,
    });
    this.present.check(`messages in ${this.component}`, presentUs, nowUs);
  }

  holdings(held: Holdings): void {
    this.books.holdings(held);
  }

  private enter(slot: number, nowUs: number): void {
    this.present.change(1, nowUs);
    this.ages.add(slot);
  }

  private show(slot: number, nowUs: number): void {
    this.store.state[slot] = VISIBLE;
    this.visible++;
    this.order.push(slot, this.sequence++, nowUs);
    this.stand(nowUs);
    this.terms.available(nowUs);
  }

  private comesBack(slot: number, nowUs: number): void {
    this.store.state[slot] = VISIBLE;
    this.inFlight--;
    this.visible++;
    this.order.returned(slot, nowUs);
    this.stand(nowUs);
    this.terms.available(nowUs);
  }

  // Out of the state that it is in, and away.
  private leave(slot: number, nowUs: number): void {
    switch (this.store.state[slot]) {
      case DELAYED:
        this.delayed--;
        this.delays.remove(slot);
        break;
      case IN_FLIGHT:
        this.inFlight--;
        this.visibility.remove(slot);
        break;
      default:
        this.visible--;
    }
    this.gone(slot, nowUs);
  }

  private gone(slot: number, nowUs: number): void {
    const { store } = this;
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - store.sinceUs[slot]!);
    const isGivenUp = !this.terms.fifoQueue && store.receiveCount[slot]! >= POISON_RECEIVES.value;
    this.ages.remove(slot, isGivenUp);
    if (store.state[slot] !== DELAYED) this.order.removed(slot, nowUs);
    store.free(slot);
    this.stand(nowUs);
    // There is room in flight again, or a group is free.
    this.terms.available(nowUs);
  }
}
