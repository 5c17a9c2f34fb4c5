// What a cluster keeps: items by their keys, for eventually consistent reads, and the results of Query and Scan by what was asked.
// Writes through it bring items up to date, and results never. Both share the memory, and every node keeps the same.

import type { Counter } from '../../../metrics/counter.ts';
import type { Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import type { AcceleratorConfig } from './accelerator-schema.ts';
import { type CacheKey, LruCache } from './lru-cache.ts';
import { NODE_TYPES } from './nodes.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** The item cache and the query cache of one cluster. */
export class Caches {
  private readonly cache: LruCache;
  private readonly capacityBytes: number;
  private readonly itemTtlUs: number;
  private readonly queryTtlUs: number;
  private readonly replicationUs: number;
  private readonly memory: Level;
  private readonly evicted: Counter;
  private evictedBefore = 0;

  constructor(config: AcceleratorConfig, site: Site) {
    const { recordTtl, queryTtl, nodeType, memoryShare, replicationTime } = config;
    this.capacityBytes = Math.floor(NODE_TYPES[nodeType].memoryBytes * memoryShare);
    this.cache = new LruCache(this.capacityBytes);
    this.itemTtlUs = recordTtl === 0 ? FOREVER : recordTtl;
    this.queryTtlUs = queryTtl;
    this.replicationUs = replicationTime;
    this.memory = site.level('CacheMemoryUtilization');
    this.evicted = site.counter('EvictedSize');
  }

  /** Whether results of a Query and a Scan are kept at all. */
  get keepsResults(): boolean {
    return this.queryTtlUs > 0;
  }

  /** Whether a node has an entry: a replica has it a while after the primary. */
  has(key: CacheKey, node: number, nowUs: number): boolean {
    const sinceUs = this.cache.find(key, nowUs);
    return sinceUs >= 0 && (node === 0 || nowUs >= sinceUs + this.replicationUs);
  }

  /** An item was read, or written through: one that is not there is kept as such. */
  keepItem(key: number, bytes: number, nowUs: number): void {
    this.keep(key, bytes, nowUs + this.itemTtlUs, nowUs);
  }

  /** A result was read. */
  keepResult(key: string, bytes: number, nowUs: number): void {
    if (this.keepsResults) this.keep(key, bytes, nowUs + this.queryTtlUs, nowUs);
  }

  private keep(key: CacheKey, bytes: number, expiresUs: number, nowUs: number): void {
    this.cache.keep(key, bytes, expiresUs, nowUs);
    this.memory.set(nowUs, this.cache.bytes / this.capacityBytes);
    const { evictedBytes } = this.cache;
    if (evictedBytes === this.evictedBefore) return;
    this.evicted.add(nowUs, evictedBytes - this.evictedBefore);
    this.evictedBefore = evictedBytes;
  }
}
