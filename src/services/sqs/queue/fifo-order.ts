// The order of a FIFO queue: strict within each message group, and a group with messages in flight gives no others until
// all of those are deleted or visible again (SQS developer guide, FIFO delivery logic). One receive takes what a group has,
// in order, before it goes on to another. Which group comes first is not published: here the one with the oldest message.

import { FIFO_LOOK_AHEAD } from '../limits.ts';
import type { DeliveryOrder } from './delivery-order.ts';
import type { GroupWatch } from './group-watch.ts';
import { LookAhead } from './look-ahead.ts';
import { NONE, SlotList } from './message-lists.ts';
import { type MessageStore, VISIBLE } from './message-store.ts';
import { RankHeap } from './rank-heap.ts';

class Group {
  key = 0;
  /** Those that can be received, in order. */
  readonly visible: SlotList;
  /** How many of them are seen by receives. */
  seen = 0;
  inFlight = 0;
  /** Since when any are in flight, and whether one of them came back. */
  lockedUs = 0;
  isHeld = false;
  /** Of the first that is visible. */
  rank = 0;
  at = NONE;

  constructor(store: MessageStore) {
    this.visible = new SlotList(store.links);
  }
}

/** Messages by group. */
export class FifoOrder implements DeliveryOrder {
  /** Messages that are seen, of groups that are not locked. */
  available = 0;
  /** Groups with messages in flight. */
  lockedGroups = 0;
  private readonly store: MessageStore;
  private readonly watch: GroupWatch | null;
  private readonly lookAhead: LookAhead;
  private readonly byKey = new Map<number, Group>();
  private readonly spare: Group[] = [];
  /** Groups that are not locked and have messages that are seen. */
  private readonly ready = new RankHeap<Group>();
  /** The group that the receive is at. */
  private current: Group | null = null;

  /** @param lookAhead how many stored messages a receive goes through */
  constructor(store: MessageStore, watch: GroupWatch | null, lookAhead: number = FIFO_LOOK_AHEAD.value) {
    this.store = store;
    this.watch = watch;
    this.lookAhead = new LookAhead(lookAhead, store.capacity);
  }

  push(slot: number, sequence: number): void {
    const group = this.groupOf(slot);
    group.visible.push(slot);
    if (this.lookAhead.add(slot, sequence)) this.isSeen(group);
  }

  begin(): void {}

  next(nowUs: number): number {
    let group = this.current;
    if (group === null || group.seen === 0) {
      this.ended();
      if (this.ready.length === 0) return NONE;
      group = this.ready.top;
      this.ready.remove(group);
      this.current = group;
    }
    const slot = group.visible.first;
    if (group.inFlight === 0) {
      this.available -= group.seen;
      this.lockedGroups++;
      group.lockedUs = nowUs;
      group.isHeld = false;
    }
    group.inFlight++;
    group.visible.remove(slot);
    group.seen--;
    return slot;
  }

  ended(): void {
    const group = this.current;
    if (group === null) return;
    this.current = null;
    this.settle(group);
  }

  returned(slot: number, nowUs: number): void {
    const { lookAhead } = this;
    const group = this.groupOf(slot);
    const rank = lookAhead.rankOf(slot);
    // What was in flight beside it may have come back before.
    let before = NONE;
    let next = group.visible.first;
    while (next !== NONE && lookAhead.rankOf(next) < rank) {
      before = next;
      next = group.visible.after(next);
    }
    group.visible.insertAfter(before, slot);
    group.seen++;
    group.isHeld = true;
    this.landed(group, nowUs);
  }

  removed(slot: number, nowUs: number): void {
    const group = this.groupOf(slot);
    if (this.store.state[slot] === VISIBLE) {
      group.visible.remove(slot);
      if (this.lookAhead.sees(slot)) {
        group.seen--;
        if (group.inFlight === 0) this.available--;
      }
      this.settle(group);
    } else {
      this.landed(group, nowUs);
    }
    const seen = this.lookAhead.remove(slot);
    if (seen !== NONE) this.isSeen(this.groupOf(seen));
  }

  // One more message of a group is seen by receives.
  private isSeen(group: Group): void {
    group.seen++;
    if (group.inFlight > 0) return;
    this.available++;
    this.settle(group);
  }

  // One message of a group is in flight no more.
  private landed(group: Group, nowUs: number): void {
    group.inFlight--;
    if (group.inFlight > 0) return;
    this.watch?.unlocked(group.key, nowUs - group.lockedUs, group.isHeld, group.visible.length, nowUs);
    this.lockedGroups--;
    this.available += group.seen;
    this.settle(group);
  }

  // Puts a group where it belongs: ready with its first message's rank, waiting, or forgotten.
  private settle(group: Group): void {
    if (group === this.current) return;
    const isReady = group.inFlight === 0 && group.seen > 0;
    if (isReady) {
      group.rank = this.lookAhead.rankOf(group.visible.first);
      if (group.at === NONE) this.ready.add(group);
      else this.ready.moved(group);
      return;
    }
    if (group.at !== NONE) this.ready.remove(group);
    if (group.inFlight === 0 && group.visible.length === 0) {
      this.byKey.delete(group.key);
      this.spare.push(group);
    }
  }

  private groupOf(slot: number): Group {
    const key = this.store.key[slot]!;
    let group = this.byKey.get(key);
    if (group === undefined) {
      group = this.spare.pop() ?? new Group(this.store);
      group.key = key;
      this.byKey.set(key, group);
    }
    return group;
  }
}
