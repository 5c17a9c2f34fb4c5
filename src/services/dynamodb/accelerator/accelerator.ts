// A cluster of DAX before a table. What it has of a request it answers, and what it has not goes on to the table: reads that must
// see all writes, and transactions, always; writes first to the table and then into the cache. What a request costs a node it
// costs when it comes; a node that has no more to give refuses.

import type { Stream } from '../../../engine/random.ts';
import type { Counter } from '../../../metrics/counter.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Component, Site } from '../../component.ts';
import { Slowness } from '../../fault.ts';
import { CallsUnderWay } from '../../ports/calls-under-way.ts';
import {
  type CacheBefore,
  type PutCall,
  type Reason,
  type RecordSink,
  RecordSinkPort,
} from '../../ports/record-sink.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { PAGE_BYTES } from '../limits.ts';
import { type IndexedTable, IndexedTablePort } from '../table/indexed-table.ts';
import { isChange, type TableOperation } from '../table/table-operations.ts';
import { MISS_COST, WRITE_COST } from './accelerator-limits.ts';
import { nodeMeter } from './accelerator-prices.ts';
import type { AcceleratorConfig } from './accelerator-schema.ts';
import { Caches } from './caches.ts';
import { Cluster, startedKib } from './cluster.ts';
import type { CacheKey } from './lru-cache.ts';

const FULL: Reason = { code: 'ThrottlingException', kind: 'throttled' };
// How often a cache was asked, and had it.
interface Lookups {
  readonly lookups: Counter;
  readonly hits: Counter;
}

function lookupsOf(site: Site, cache: string): Lookups {
  return { lookups: site.counter(`${cache}Lookups`), hits: site.counter(`${cache}Hits`) };
}

// What of a request the cache has.
interface Looked {
  /** Rows that it has. */
  hits: number;
  /** What the node does for them. */
  costOfHits: number;
  /** What the node does for the others. */
  cost: number;
  /** What every node does for it. */
  costOfAll: number;
}

/** One cluster in one run. */
export class Accelerator implements Component, RecordSink, CacheBefore {
  readonly component: string;
  readonly operations: readonly TableOperation[];
  readonly reasons: readonly (Reason | null)[];
  readonly readsKeys = true;
  readonly maxRecordBytes: number;
  private readonly site: Site;
  private readonly table: IndexedTable;
  private readonly cluster: Cluster;
  private readonly caches: Caches;
  private readonly calls: CallsUnderWay<PutCall>;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly requests: Counter;
  private readonly throttled: Counter;
  private readonly found: Readonly<Record<'read' | 'page', Lookups>>;

  constructor(config: AcceleratorConfig, site: Site) {
    const { table, nodeType, replicationFactor, hitLatency } = config;
    this.site = site;
    this.component = site.name;
    this.table = site.use(IndexedTablePort, table);
    this.operations = this.table.operations;
    this.reasons = [...this.table.reasons, FULL];
    this.maxRecordBytes = this.table.maxRecordBytes;
    this.cluster = new Cluster(site, nodeType, replicationFactor);
    this.caches = new Caches(config, site);
    this.latency = sampler(hitLatency);
    this.latencyStream = site.random('hitLatency');
    this.requests = site.counter('TotalRequestCount');
    this.throttled = site.counter('ThrottledRequestCount');
    this.found = { read: lookupsOf(site, 'ItemCache'), page: lookupsOf(site, 'QueryCache') };
    this.calls = new CallsUnderWay<PutCall>(
      site,
      new Slowness(),
      (_call, _kind, slot, nowUs) => this.calls.answer(slot, nowUs),
      (call, nowUs) => this.table.answeredByCache(call, nowUs),
    );
    site.usage(nodeMeter(nodeType)).hold(replicationFactor, 0);
    site.offer(RecordSinkPort, this);
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.table.applications();
  }

  facts(): Readonly<Record<string, unknown>> {
    const { shareOfWrites, shareOfHits } = this.cluster;
    return { shareOfWrites, shareOfHits };
  }

  put(call: PutCall): void {
    const { nowUs } = this.site.engine;
    const node = this.cluster.choose();
    const hopUs = Math.round(this.latency.sample(this.latencyStream));
    this.requests.add(nowUs, 1);
    call.through = null;
    call.cached = null;
    call.wayUs = 0;
    if (!this.cluster.isOpen(node, nowUs)) {
      this.throttled.add(nowUs, 1);
      this.answer(call, 0, hopUs);
      return;
    }
    const { hits, costOfHits, cost, costOfAll } = this.look(call, node, nowUs);
    if (costOfHits > 0) this.cluster.chargeHits(node, costOfHits, nowUs);
    if (cost > 0) this.cluster.charge(node, cost, nowUs);
    if (costOfAll > 0) this.cluster.chargeAll(costOfAll, nowUs);
    if (hits === call.batch.length) {
      this.answer(call, 1, hopUs);
      return;
    }
    if (hits === 0) call.cached = null;
    call.through = this;
    call.wayUs = hopUs;
    this.table.put(call);
  }

  passed(call: PutCall, nowUs: number): void {
    const { batch, stored, cached } = call;
    const operation = this.operations[call.operation]!;
    call.through = null;
    if (operation.fails || (operation.isConsistent && !operation.isTransaction)) return;
    for (let row = 0; row < batch.length; row++) {
      if (stored[row] === 0 || cached?.[row] === 1) continue;
      const key = batch.key[row]!;
      if (operation.kind === 'page') {
        const page = this.table.pageOf(call, row);
        this.caches.keepResult(resultKey(call, page.key), pageBytes(call, page.itemBytes), nowUs);
        continue;
      }
      const bytes = this.bytesOf(operation, batch, row);
      if (!operation.isTransaction) {
        const kept = operation.kind === 'delete' ? 0 : bytes;
        this.caches.keepItem(key, kept + batch.keyBytes[row]!, nowUs);
      } else if (operation.kind !== 'read' && this.table.readBack(key, bytes, nowUs)) {
        // What a transaction wrote is kept once it has been read back.
        this.caches.keepItem(key, bytes + batch.keyBytes[row]!, nowUs);
      }
    }
  }

  // Looks for all that a request asks, row by row.
  private look(call: PutCall, node: number, nowUs: number): Looked {
    const { batch } = call;
    const operation = this.operations[call.operation]!;
    const looked = { hits: 0, costOfHits: 0, cost: 0, costOfAll: 0 };
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const page = operation.kind === 'page' ? this.table.pageOf(call, row) : null;
      const bytes = page === null ? this.bytesOf(operation, batch, row) : pageBytes(call, page.itemBytes);
      const cost = count * startedKib(bytes);
      const key = page === null ? batch.key[row]! : resultKey(call, page.key);
      if (this.has(operation, key, node, count, nowUs)) {
        if (call.cached === null) call.cached = new Uint8Array(batch.length);
        call.cached[row] = 1;
        looked.hits++;
        looked.costOfHits += cost;
      } else if (isChange(operation)) looked.costOfAll += cost * WRITE_COST.value;
      else looked.cost += cost * MISS_COST.value;
    }
    return looked;
  }

  // Bytes of the item that a row is about: what is there, or what is written over it.
  private bytesOf({ kind }: TableOperation, batch: RecordBatch, row: number): number {
    const ownBytes = batch.sizeBytes[row]!;
    if (kind === 'put' || kind === 'update') return ownBytes;
    return this.table.itemBytes(batch.key[row]!, ownBytes);
  }

  // Whether the cache has a row; what it is not asked for is neither a hit nor a miss.
  private has(
    { kind, isConsistent, isTransaction }: TableOperation,
    key: CacheKey,
    node: number,
    count: number,
    nowUs: number,
  ): boolean {
    if (isConsistent || isTransaction || (kind !== 'read' && kind !== 'page')) return false;
    if (kind === 'page' && !this.caches.keepsResults) return false;
    const isThere = this.caches.has(key, node, nowUs);
    const { lookups, hits } = this.found[kind];
    lookups.add(nowUs, count);
    if (isThere) hits.add(nowUs, count);
    return isThere;
  }

  // Answers all rows alike, without the table.
  private answer(call: PutCall, share: 0 | 1, hopUs: number): void {
    const { batch, stored, reason } = call;
    for (let row = 0; row < batch.length; row++) {
      stored[row] = share * batch.count[row]!;
      reason[row] = share === 1 ? 0 : this.reasons.length - 1;
    }
    call.cached = null;
    call.latencyUs = hopUs;
    this.calls.send(call, 0);
  }
}

/** What a result is kept by: the action, how much it reads, and the key that it asks for. */
function resultKey({ operation, items }: PutCall, key: number): string {
  return `${operation}/${items}/${key}`;
}

function pageBytes({ items }: PutCall, itemBytes: number): number {
  return Math.min(items * itemBytes, PAGE_BYTES.value);
}
