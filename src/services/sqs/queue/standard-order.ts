// The order of a standard queue, best effort: the longest there comes first. Messages whose visibility timeout is over come
// before those that were never received, and after their third receipt behind all others (CloudWatch metrics of SQS,
// ApproximateAgeOfOldestMessage: a poison message goes to the back). A short poll passes over what lies on hosts that it
// does not ask, which is the other way in which messages overtake.

import { wider } from '../../records/wider.ts';
import { POISON_RECEIVES } from '../limits.ts';
import type { DeliveryOrder, HostSample } from './delivery-order.ts';
import { NONE, SlotList } from './message-lists.ts';
import { type MessageStore, VISIBLE } from './message-store.ts';

const FRESH = 0;
const RETURNED = 1;

/** Messages in order of age, but for those that were received. */
export class StandardOrder implements DeliveryOrder {
  private readonly store: MessageStore;
  private readonly returnedOnes: SlotList;
  private readonly fresh: SlotList;
  private sequence: Float64Array;
  private listOf: Uint8Array;
  private sample: HostSample | null = null;
  /** Where the receive goes on, and in which list. */
  private at = NONE;
  private isAmongFresh = false;

  constructor(store: MessageStore) {
    this.store = store;
    this.returnedOnes = new SlotList(store.links);
    this.fresh = new SlotList(store.links);
    this.sequence = new Float64Array(store.capacity);
    this.listOf = new Uint8Array(store.capacity);
  }

  get available(): number {
    return this.returnedOnes.length + this.fresh.length;
  }

  push(slot: number, sequence: number): void {
    if (slot >= this.sequence.length) this.grow();
    this.sequence[slot] = sequence;
    this.listOf[slot] = FRESH;
    this.fresh.push(slot);
  }

  begin(sample: HostSample | null): void {
    this.sample = sample;
    this.at = this.returnedOnes.first;
    this.isAmongFresh = false;
  }

  next(): number {
    for (;;) {
      if (this.at === NONE) {
        if (this.isAmongFresh) return NONE;
        this.isAmongFresh = true;
        this.at = this.fresh.first;
        continue;
      }
      const slot = this.at;
      const list = this.isAmongFresh ? this.fresh : this.returnedOnes;
      this.at = list.after(slot);
      if (this.sample !== null && !this.sample.holds(this.sequence[slot]!)) continue;
      list.remove(slot);
      return slot;
    }
  }

  ended(): void {
    this.sample = null;
  }

  returned(slot: number): void {
    const goesBack = this.store.receiveCount[slot]! >= POISON_RECEIVES.value;
    this.listOf[slot] = goesBack ? FRESH : RETURNED;
    (goesBack ? this.fresh : this.returnedOnes).push(slot);
  }

  removed(slot: number): void {
    if (this.store.state[slot] !== VISIBLE) return;
    (this.listOf[slot] === FRESH ? this.fresh : this.returnedOnes).remove(slot);
  }

  private grow(): void {
    const { capacity } = this.store;
    this.sequence = wider(this.sequence, new Float64Array(capacity));
    this.listOf = wider(this.listOf, new Uint8Array(capacity));
  }
}
