// Doubly linked lists over slots of a store: a slot is in one list of its links at a time, and is put in, found and taken
// out in constant time, without an object a message.

import { wider } from '../../records/wider.ts';

/** No slot. */
export const NONE = -1;

/** The columns that lists share: by slot, its neighbours in the list that it is in. */
export class Links {
  next: Int32Array;
  before: Int32Array;

  constructor(capacity: number) {
    this.next = new Int32Array(capacity);
    this.before = new Int32Array(capacity);
  }

  grow(capacity: number): void {
    this.next = wider(this.next, new Int32Array(capacity));
    this.before = wider(this.before, new Int32Array(capacity));
  }
}

/** One list of slots, in the order in which they were put in. */
export class SlotList {
  first = NONE;
  last = NONE;
  length = 0;
  private readonly links: Links;

  constructor(links: Links) {
    this.links = links;
  }

  push(slot: number): void {
    this.insertAfter(this.last, slot);
  }

  /** Puts a slot behind another of the list; behind NONE is the front. */
  insertAfter(before: number, slot: number): void {
    const { links } = this;
    const next = before === NONE ? this.first : links.next[before]!;
    links.before[slot] = before;
    links.next[slot] = next;
    if (before === NONE) this.first = slot;
    else links.next[before] = slot;
    if (next === NONE) this.last = slot;
    else links.before[next] = slot;
    this.length++;
  }

  remove(slot: number): void {
    const { links } = this;
    const before = links.before[slot]!;
    const next = links.next[slot]!;
    if (before === NONE) this.first = next;
    else links.next[before] = next;
    if (next === NONE) this.last = before;
    else links.before[next] = before;
    this.length--;
  }

  /** The slot behind one of the list; NONE behind the last. */
  after(slot: number): number {
    return this.links.next[slot]!;
  }

  /** The slot before one of the list; NONE before the first. */
  ahead(slot: number): number {
    return this.links.before[slot]!;
  }
}
