// The future event list: a binary heap over flat typed arrays, ordered by (time, order), where order packs the
// phase and the insertion number, so that no two entries are equal and a run is a total order.

// Taking the earliest event leaves a hole at the root, because most events schedule another one: the next event
// added sinks from there, which costs one walk through the heap instead of two.
//
// Each pending event has a node (handler and slot, two integers) and a place in the heap; `place` maps the node
// back to the heap, so that a cancelled event is taken out at once and nothing piles up. A ticket is the node and
// the node's generation: an old ticket cancels nothing.

import { invariant } from './invariant.ts';

/** What identifies a scheduled event until it fires or is cancelled. Never 0. */
export type Ticket = number;

const NODE_BITS = 4194304; // 2^22 nodes at the most, generations above them
const FREE = -1;

/** A priority queue of (time, order) → (handler, slot). Times are whole µs, orders are unique. */
export class EventQueue {
  /** How many events are pending. */
  size = 0;
  /** Of the event last taken. */
  handler = 0;
  slot = 0;

  private capacity: number;
  private time: Float64Array;
  private order: Float64Array;
  private node: Int32Array;
  private place: Int32Array;
  private handlers: Int32Array;
  private slots: Int32Array;
  private generation: Int32Array;
  private freeNodes: Int32Array;
  private freeCount = 0;
  /** The root is empty, and the entries lie behind it at 1 to `size`. */
  private hole = false;

  constructor(capacity = 256) {
    this.capacity = capacity;
    this.time = new Float64Array(capacity);
    this.order = new Float64Array(capacity);
    this.node = new Int32Array(capacity);
    this.place = new Int32Array(capacity).fill(FREE);
    this.handlers = new Int32Array(capacity);
    this.slots = new Int32Array(capacity);
    this.generation = new Int32Array(capacity);
    this.freeNodes = new Int32Array(capacity);
    this.release(0, capacity);
  }

  /** Time of the earliest event, in µs; Infinity when there is none. */
  get nextUs(): number {
    if (this.hole) this.fillHole();
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.time[0]!;
  }

  /** Order of the earliest event; Infinity when there is none. */
  get nextOrder(): number {
    if (this.hole) this.fillHole();
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.order[0]!;
  }

  /** Adds an event. @returns its ticket */
  push(timeUs: number, order: number, handler: number, slot: number): Ticket {
    if (this.freeCount === 0) this.grow();
    const node = this.freeNodes[--this.freeCount]!;
    this.handlers[node] = handler;
    this.slots[node] = slot;
    this.size++;
    if (this.hole) {
      this.hole = false;
      this.siftDown(0, timeUs, order, node);
    } else {
      this.siftUp(this.size - 1, timeUs, order, node);
    }
    return this.generation[node]! * NODE_BITS + node + 1;
  }

  /** Takes the earliest event: `handler` and `slot` are set to its. The queue must not be empty. */
  pop(): void {
    if (this.hole) this.fillHole();
    const node = this.node[0]!;
    this.handler = this.handlers[node]!;
    this.slot = this.slots[node]!;
    this.free(node);
    this.size--;
    this.hole = true;
  }

  /** Whether the ticket's event is still pending. */
  pending(ticket: Ticket): boolean {
    const node = (ticket - 1) % NODE_BITS;
    return (
      ticket > 0 &&
      this.place[node] !== FREE &&
      this.generation[node] === Math.floor((ticket - 1) / NODE_BITS)
    );
  }

  /** Takes an event out before it fires. @returns false when it had fired or was cancelled before */
  cancel(ticket: Ticket): boolean {
    if (!this.pending(ticket)) return false;
    if (this.hole) this.fillHole();
    const node = (ticket - 1) % NODE_BITS;
    const at = this.place[node]!;
    this.free(node);
    const last = --this.size;
    if (at !== last) {
      const time = this.time[last]!;
      const order = this.order[last]!;
      const moved = this.node[last]!;
      const parent = (at - 1) >> 1;
      const up =
        at > 0 && (time < this.time[parent]! || (time === this.time[parent]! && order < this.order[parent]!));
      if (up) this.siftUp(at, time, order, moved);
      else this.siftDown(at, time, order, moved);
    }
    return true;
  }

  // The last entry takes the root's place.
  private fillHole(): void {
    this.hole = false;
    const last = this.size;
    if (last > 0) this.siftDown(0, this.time[last]!, this.order[last]!, this.node[last]!);
  }

  private free(node: number): void {
    this.place[node] = FREE;
    this.generation[node] = (this.generation[node]! + 1) & 0x7fffffff;
    this.freeNodes[this.freeCount++] = node;
  }

  private siftUp(from: number, timeUs: number, order: number, node: number): void {
    const time = this.time;
    const orders = this.order;
    const nodes = this.node;
    const place = this.place;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentTime = time[parent]!;
      if (timeUs > parentTime || (timeUs === parentTime && order > orders[parent]!)) break;
      time[at] = parentTime;
      orders[at] = orders[parent]!;
      const moved = nodes[parent]!;
      nodes[at] = moved;
      place[moved] = at;
      at = parent;
    }
    time[at] = timeUs;
    orders[at] = order;
    nodes[at] = node;
    place[node] = at;
  }

  private siftDown(from: number, timeUs: number, order: number, node: number): void {
    const time = this.time;
    const orders = this.order;
    const nodes = this.node;
    const place = this.place;
    const size = this.size;
    let at = from;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      let childTime = time[child]!;
      if (right < size) {
        const rightTime = time[right]!;
        if (rightTime < childTime || (rightTime === childTime && orders[right]! < orders[child]!)) {
          child = right;
          childTime = rightTime;
        }
      }
      if (timeUs < childTime || (timeUs === childTime && order < orders[child]!)) break;
      time[at] = childTime;
      orders[at] = orders[child]!;
      const moved = nodes[child]!;
      nodes[at] = moved;
      place[moved] = at;
      at = child;
    }
    time[at] = timeUs;
    orders[at] = order;
    nodes[at] = node;
    place[node] = at;
  }

  private release(from: number, to: number): void {
    for (let node = to - 1; node >= from; node--) this.freeNodes[this.freeCount++] = node;
  }

  private grow(): void {
    const before = this.capacity;
    const after = before * 2;
    invariant(after <= NODE_BITS, 'more events are pending than a queue can hold', { pending: this.size });
    this.capacity = after;
    this.time = copied(this.time, new Float64Array(after));
    this.order = copied(this.order, new Float64Array(after));
    this.node = copied(this.node, new Int32Array(after));
    this.place = copied(this.place, new Int32Array(after).fill(FREE));
    this.handlers = copied(this.handlers, new Int32Array(after));
    this.slots = copied(this.slots, new Int32Array(after));
    this.generation = copied(this.generation, new Int32Array(after));
    this.freeNodes = copied(this.freeNodes, new Int32Array(after));
    this.release(before, after);
  }
}

function copied<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
