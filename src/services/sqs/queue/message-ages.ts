// How old the messages of a queue are: which expires next, and the age of the oldest that CloudWatch tells. Retention
// counts from when a message was sent, which in the dead-letter queue of a standard queue lies before it came; the age
// counts from when it came, and leaves out what a standard queue has given up to its back.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import { NONE, SlotList } from './message-lists.ts';
import type { MessageStore } from './message-store.ts';

/** The ages of the messages in one store. */
export class MessageAges implements Handler {
  private readonly site: Site;
  private readonly store: MessageStore;
  private readonly retentionUs: number;
  private readonly expired: (slot: number, nowUs: number) => void;
  private readonly handler: number;
  /** By time of sending: the first expires first. */
  private readonly byExpiry: SlotList;
  /** By when they came here. */
  private readonly byAge: SlotList;
  private scheduledUs = Number.POSITIVE_INFINITY;
  private ticket = 0;

  /** @param expired told of each message that its retention is over */
  constructor(
    site: Site,
    store: MessageStore,
    retentionUs: number,
    expired: (slot: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.store = store;
    this.retentionUs = retentionUs;
    this.expired = expired;
    this.byExpiry = new SlotList(store.expiryLinks);
    this.byAge = new SlotList(store.ageLinks);
    this.handler = site.engine.register(site.name, 'retention', 'complete', this);
  }

  /** A message is there. */
  add(slot: number): void {
    const { byExpiry, byAge, store } = this;
    byAge.push(slot);
    // What is moved here was sent at times that are only nearly in order.
    const sentUs = store.storedUs[slot]!;
    let before = byExpiry.last;
    while (before !== NONE && store.storedUs[before]! > sentUs) before = byExpiry.ahead(before);
    byExpiry.insertAfter(before, slot);
    if (before === NONE) this.schedule();
  }

  /** A message counts no more for the age of the oldest. */
  giveUp(slot: number): void {
    this.byAge.remove(slot);
  }

  /** A message is gone. @param wasGivenUp whether it counted for the age of the oldest no more */
  remove(slot: number, wasGivenUp: boolean): void {
    this.byExpiry.remove(slot);
    if (!wasGivenUp) this.byAge.remove(slot);
  }

  /** ApproximateAgeOfOldestMessage, µs; 0 when there is none. */
  oldestUs(nowUs: number): number {
    const { first } = this.byAge;
    return first === NONE ? 0 : nowUs - this.store.sinceUs[first]!;
  }

  fire(_slot: number, nowUs: number): void {
    this.scheduledUs = Number.POSITIVE_INFINITY;
    const { byExpiry, store } = this;
    while (byExpiry.length > 0 && store.storedUs[byExpiry.first]! + this.retentionUs <= nowUs) {
      this.expired(byExpiry.first, nowUs);
    }
    if (byExpiry.length > 0) this.schedule();
  }

  // One event at most: where it comes too early, because its message is gone, it goes on to the next.
  private schedule(): void {
    const { engine } = this.site;
    const dueUs = Math.max(engine.nowUs, this.store.storedUs[this.byExpiry.first]! + this.retentionUs);
    if (dueUs >= this.scheduledUs) return;
    if (this.scheduledUs !== Number.POSITIVE_INFINITY) engine.cancel(this.ticket);
    this.scheduledUs = dueUs;
    this.ticket = engine.schedule(this.handler, 0, dueUs);
  }
}
