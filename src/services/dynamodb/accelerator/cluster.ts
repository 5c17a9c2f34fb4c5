// The nodes of a cluster, each with what it takes of requests: a hit counts its size, a miss ten times, and a write 25 times on
// every node, so that more nodes take more reads and no more writes.

import { CreditBucket } from '../../../engine/credit-bucket.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Counter } from '../../../metrics/counter.ts';
import type { Site } from '../../component.ts';
import { NODE_TYPES, type NodeTypeName } from './nodes.ts';

const KIB = 1024;

/** A node's name. */
export function nodeId(number: number): string {
  return `node-${number}`;
}

/** Started KiB; one at least. */
export function startedKib(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / KIB));
}

/** All nodes; the first is the primary. */
export class Cluster {
  private readonly buckets: readonly CreditBucket[];
  private readonly counts: readonly Counter[];
  private readonly count: Counter;
  private readonly stream: Stream;
  private done = 0;
  private doneForWrites = 0;
  private doneForHits = 0;

  constructor(site: Site, nodeType: NodeTypeName, nodes: number) {
    const { requestsPerSecond } = NODE_TYPES[nodeType];
    this.buckets = Array.from(
      { length: nodes },
      () => new CreditBucket(requestsPerSecond, requestsPerSecond),
    );
    this.counts = this.buckets.map((_, number) => site.counter('NormalizedRequests', nodeId(number)));
    this.count = site.counter('NormalizedRequests');
    this.stream = site.random('node');
  }

  /** The node that a request goes to: any, as likely as another. */
  choose(): number {
    return this.buckets.length === 1 ? 0 : Math.floor(this.stream.double() * this.buckets.length);
  }

  /** Whether a node takes requests now. */
  isOpen(node: number, nowUs: number): boolean {
    return this.buckets[node]!.isOpen(nowUs);
  }

  /** A node answers from the cache. */
  chargeHits(node: number, requests: number, nowUs: number): void {
    this.doneForHits += requests;
    this.charge(node, requests, nowUs);
  }

  /** A node does so much. */
  charge(node: number, requests: number, nowUs: number): void {
    this.done += requests;
    this.buckets[node]!.charge(requests, nowUs);
    this.counts[node]!.add(nowUs, requests);
    this.count.add(nowUs, requests);
  }

  /** The share of writes in what the nodes have done so far. */
  get shareOfWrites(): number {
    return this.done === 0 ? 0 : this.doneForWrites / this.done;
  }

  /** The share of answers from the cache in it. */
  get shareOfHits(): number {
    return this.done === 0 ? 0 : this.doneForHits / this.done;
  }

  /** Every node does so much, for a write. */
  chargeAll(requests: number, nowUs: number): void {
    this.doneForWrites += requests * this.buckets.length;
    for (let node = 0; node < this.buckets.length; node++) this.charge(node, requests, nowUs);
  }
}
