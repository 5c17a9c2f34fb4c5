// Kinesis records that wait, earliest deadline first; those of one deadline in the order in which they came.

import type { KinesisRecord } from './kinesis-record.ts';

const FIRST_RECORDS = 16;
// Where more than an eighth has expired, the heap is made anew.
const MANY_SHARE = 8;
const NONE: readonly KinesisRecord[] = [];

/** A binary heap by deadline. */
export class DeadlineQueue {
  private readonly heap: KinesisRecord[] = [];
  /** When each of them expires, in the heap's order: the look for what has goes along it, µs. */
  private expiresUs = new Float64Array(FIRST_RECORDS);
  private insertions = 0;
  /** No record in the queue expires before, µs. */
  private soonestUs = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.heap.length;
  }

  /** The first one to be served; undefined when there is none. */
  get first(): KinesisRecord | undefined {
    return this.heap[0];
  }

  [Symbol.iterator](): IterableIterator<KinesisRecord> {
    return this.heap.values();
  }

  push(record: KinesisRecord): void {
    record.order = this.insertions++;
    if (record.expiresUs < this.soonestUs) this.soonestUs = record.expiresUs;
    this.heap.push(record);
    if (this.heap.length > this.expiresUs.length) this.grow();
    this.rise(this.heap.length - 1);
  }

  /** Removes the first one. */
  shift(): void {
    const last = this.heap.pop()!;
    if (this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  /** Removes what has expired at `nowUs`, in the order of deadlines. */
  takeExpired(nowUs: number): readonly KinesisRecord[] {
    if (nowUs < this.soonestUs) return NONE;
    const { heap, expiresUs } = this;
    const expired: KinesisRecord[] = [];
    let soonestUs = Number.POSITIVE_INFINITY;
    for (let at = 0; at < heap.length; at++) {
      const atUs = expiresUs[at]!;
      if (atUs <= nowUs) expired.push(heap[at]!);
      else if (atUs < soonestUs) soonestUs = atUs;
    }
    this.soonestUs = soonestUs;
    if (expired.length * MANY_SHARE > heap.length) this.removeMany(nowUs);
    else for (const record of expired) this.remove(heap.indexOf(record));
    return expired.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  // Mostly few expire among many that do not.
  private remove(at: number): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (at === heap.length) return;
    heap[at] = last;
    this.sink(at);
    if (heap[at] === last) this.rise(at);
  }

  private removeMany(nowUs: number): void {
    const { heap } = this;
    let kept = 0;
    for (const record of heap) if (record.expiresUs > nowUs) this.place(record, kept++);
    heap.length = kept;
    for (let at = (kept >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  private place(record: KinesisRecord, at: number): void {
    this.heap[at] = record;
    this.expiresUs[at] = record.expiresUs;
  }

  private grow(): void {
    const wider = new Float64Array(this.expiresUs.length * 2);
    wider.set(this.expiresUs);
    this.expiresUs = wider;
  }

  private rise(from: number): void {
    const { heap } = this;
    const record = heap[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(record, heap[parent]!)) break;
      this.place(heap[parent]!, at);
      at = parent;
    }
    this.place(record, at);
  }

  private sink(from: number): void {
    const { heap } = this;
    const record = heap[from]!;
    const { length } = heap;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, record)) break;
      this.place(heap[child]!, at);
      at = child;
    }
    this.place(record, at);
  }
}

function before(a: KinesisRecord, b: KinesisRecord): boolean {
  return a.earliestUs < b.earliestUs || (a.earliestUs === b.earliestUs && a.order < b.order);
}
