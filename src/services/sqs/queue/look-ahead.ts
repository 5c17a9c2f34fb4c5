// How far into a FIFO queue a receive sees: to look for message groups that are not locked, SQS goes through the first
// 120,000 stored messages alone, received or not (SQS developer guide, "Avoid backlogs with the same message group ID").
// A large backlog of one group so hides the groups behind it.

import { wider } from '../../records/wider.ts';
import { Links, NONE, SlotList } from './message-lists.ts';

/** The stored messages of one queue, in order, and how many of them are seen. */
export class LookAhead {
  private readonly most: number;
  private readonly links: Links;
  private readonly stored: SlotList;
  private rank: Float64Array;
  /** The last message that is seen, and how many those are. */
  private edge = NONE;
  private seen = 0;

  constructor(most: number, capacity: number) {
    this.most = most;
    this.links = new Links(capacity);
    this.stored = new SlotList(this.links);
    this.rank = new Float64Array(capacity);
  }

  /** A message is stored behind all others. @param rank greater than theirs @returns whether it is seen */
  add(slot: number, rank: number): boolean {
    if (slot >= this.rank.length) this.grow(slot + 1);
    this.rank[slot] = rank;
    this.stored.push(slot);
    if (this.seen === this.most) return false;
    this.seen++;
    this.edge = slot;
    return true;
  }

  /** The place of a message among those that were ever stored. */
  rankOf(slot: number): number {
    return this.rank[slot]!;
  }

  sees(slot: number): boolean {
    return this.edge !== NONE && this.rank[slot]! <= this.rank[this.edge]!;
  }

  /** A message is gone. @returns the message that is seen from now on in its place; NONE when there is none */
  remove(slot: number): number {
    let next = NONE;
    if (this.sees(slot)) {
      next = this.stored.after(this.edge);
      if (next !== NONE) {
        this.edge = next;
      } else {
        this.seen--;
        if (slot === this.edge) this.edge = this.stored.ahead(slot);
      }
    }
    this.stored.remove(slot);
    return next;
  }

  private grow(least: number): void {
    const capacity = Math.max(least, Math.ceil(this.rank.length * 1.5));
    this.links.grow(capacity);
    this.rank = wider(this.rank, new Float64Array(capacity));
  }
}
