// Tenants or groups that have something to receive, the one with the oldest message on top: a binary heap that knows where
// each of them is.

import { NONE } from './message-lists.ts';

/** Something with a place in a heap. */
interface Ranked {
  /** Least first. */
  rank: number;
  /** Its place; NONE while it is in no heap. */
  at: number;
}

/** Things by rank. */
export class RankHeap<T extends Ranked> {
  private readonly heap: T[] = [];

  get length(): number {
    return this.heap.length;
  }

  /** The one of least rank; there must be one. */
  get top(): T {
    return this.heap[0]!;
  }

  add(one: T): void {
    one.at = this.heap.push(one) - 1;
    this.rise(one);
  }

  remove(one: T): void {
    const { at } = one;
    const last = this.heap.pop()!;
    one.at = NONE;
    if (last === one) return;
    this.heap[at] = last;
    last.at = at;
    this.moved(last);
  }

  /** The rank of one has changed. */
  moved(one: T): void {
    this.rise(one);
    this.sink(one);
  }

  private rise(one: T): void {
    const { heap } = this;
    let { at } = one;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]!.rank <= one.rank) break;
      this.place(heap[above]!, at);
      at = above;
    }
    this.place(one, at);
  }

  private sink(one: T): void {
    const { heap } = this;
    let { at } = one;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1]!.rank < heap[below]!.rank) below++;
      if (heap[below]!.rank >= one.rank) break;
      this.place(heap[below]!, at);
      at = below;
    }
    this.place(one, at);
  }

  private place(one: T, at: number): void {
    this.heap[at] = one;
    one.at = at;
  }
}
