// Kinesis records that wait, earliest deadline first; those of one deadline in the order in which they came.

import type { KinesisRecord } from './kinesis-record.ts';

/** A binary heap by deadline. */
export class DeadlineQueue {
  private readonly heap: KinesisRecord[] = [];
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
    const { heap } = this;
    const expired = heap.filter((record) => record.expiresUs <= nowUs);
    let kept = 0;
    this.soonestUs = Number.POSITIVE_INFINITY;
    for (const record of heap) {
      if (record.expiresUs <= nowUs) continue;
      heap[kept++] = record;
      if (record.expiresUs < this.soonestUs) this.soonestUs = record.expiresUs;
    }
    heap.length = kept;
    for (let at = (kept >> 1) - 1; at >= 0; at--) this.sink(at);
    return expired.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  private rise(from: number): void {
    const { heap } = this;
    const record = heap[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(record, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = record;
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
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = record;
  }
}

const NONE: readonly KinesisRecord[] = [];

function before(a: KinesisRecord, b: KinesisRecord): boolean {
  return a.earliestUs < b.earliestUs || (a.earliestUs === b.earliestUs && a.order < b.order);
}
