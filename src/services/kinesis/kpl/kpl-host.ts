// The library on one host: user records go through the aggregator, the limiter and the collector into requests, and
// what fails goes back to the beginning. Source: aws/kinesis/core/pipeline.h of the Kinesis Producer Library.

import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ShardDirectory } from '../shard-directory.ts';
import { Aggregator } from './aggregator.ts';
import { Collector } from './collector.ts';
import { KinesisRecord, UNPREDICTED } from './kinesis-record.ts';
import { KPL_COLLECTOR_SLACK, KPL_COLLECTOR_SLACK_SHARE } from './kpl-limits.ts';
import type { KplConfig } from './kpl-schema.ts';
import { Limiter } from './limiter.ts';
import { Retrier } from './retrier.ts';
import { Sender, type SenderShared } from './sender.ts';
import { ShardMap } from './shard-map.ts';
import { NONE, type UserRecords } from './user-records.ts';

/** What the hosts of one producer share. */
export interface KplShared extends SenderShared {
  readonly directory: ShardDirectory;
  readonly config: KplConfig;
  readonly maxBufferedBytes: number;
  readonly listLatency: Sampler;
  readonly listStream: Stream;
  readonly phaseStream: Stream;
  dropped(records: number, nowUs: number): void;
  lost(records: number, nowUs: number): void;
}

const MOST_SLACK_US = KPL_COLLECTOR_SLACK.value * 1000;
const SLACK_SHARE = KPL_COLLECTOR_SLACK_SHARE.value;

/** What `gather` did with a user record. */
export const LEFT = 0;
const JOINED = 1;
export const BEGAN = 2;

/** One host's library. */
export class KplHost {
  private readonly shared: KplShared;
  private readonly map: ShardMap;
  private readonly aggregator: Aggregator;
  private readonly limiter: Limiter;
  private readonly collector: Collector;
  private readonly sender: Sender;
  private readonly store: UserRecords;
  private readonly aggregates: boolean;
  private readonly maxRecordBytes: number;
  private readonly maxBufferedBytes: number;
  /** How long a record may wait before it is to be sent, µs. */
  private readonly bufferedUs: number;
  private bufferedBytes = 0;

  constructor(shared: KplShared) {
    this.shared = shared;
    const { site, config, store, pool } = shared;
    const { engine, name } = site;
    this.store = store;
    this.aggregates = config.aggregationEnabled;
    this.maxRecordBytes = shared.sink.maxRecordBytes;
    this.maxBufferedBytes = shared.maxBufferedBytes;
    this.bufferedUs = Math.min(config.recordMaxBufferedTime, config.recordTtl);
    this.map = new ShardMap(engine, name, shared.directory, shared.listLatency, shared.listStream);
    const retrier = new Retrier(shared, this.map, {
      again: (row, nowUs) => this.put(row, nowUs),
      freed: (bytes) => {
        this.bufferedBytes -= bytes;
      },
    });
    const limits = {
      maxCount: config.aggregationMaxCount,
      maxBytes: config.aggregationMaxSize,
      ttlUs: config.recordTtl,
    };
    this.limiter = new Limiter(engine, name, config.rateLimit, shared.phaseStream, {
      passed: (record, nowUs) => this.collector.put(record, nowUs),
      expired: (record, nowUs) => retrier.expired(record, nowUs),
    });
    this.aggregator = new Aggregator(engine, name, limits, store, pool, (record, nowUs) =>
      this.limiter.put(record, nowUs),
    );
    const slackUs = config.aggregationEnabled
      ? Math.min(MOST_SLACK_US, Math.round(config.recordMaxBufferedTime * SLACK_SHARE))
      : 0;
    const request = { maxCount: config.collectionMaxCount, maxBytes: config.collectionMaxSize, slackUs };
    this.sender = new Sender(shared, retrier);
    this.collector = new Collector(engine, name, request, (records, nowUs) =>
      this.sender.send(records, nowUs),
    );
  }

  start(): void {
    this.map.load();
  }

  /** The application hands user records over: a row of `count` equal ones. */
  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    nowUs: number,
  ): void {
    const { store, maxRecordBytes, maxBufferedBytes } = this;
    const { site, origin, meters } = this.shared;
    const { ledger } = site;
    ledger.produced(origin, createdUs, count, sizeBytes, number);
    const bytes = sizeBytes + keyBytes;
    if (bytes > maxRecordBytes) {
      ledger.lost(origin, 'rejected', createdUs, count, sizeBytes, number);
      return;
    }
    let taken = count;
    if (this.bufferedBytes + bytes * count > maxBufferedBytes) {
      taken = Math.max(0, Math.floor((maxBufferedBytes - this.bufferedBytes) / bytes));
      ledger.lost(origin, 'dropped', createdUs, count - taken, sizeBytes, number + taken);
      this.shared.dropped(count - taken, nowUs);
      if (taken === 0) return;
    }
    this.bufferedBytes += bytes * taken;
    meters.received.add(nowUs, taken);
    meters.pending.change(nowUs, taken);
    const deadlineUs = nowUs + this.bufferedUs;
    this.put(store.enter(createdUs, nowUs, number, sizeBytes, keyBytes, key, taken, deadlineUs), nowUs);
  }

  /**
   * Takes one user record if it only gathers for its shard; its arrival is booked by the caller.
   * @returns `LEFT` when it does more, `BEGAN` when it began what gathers and so scheduled its end, `JOINED` else
   */
  gather(number: number, sizeBytes: number, keyBytes: number, key: number, nowUs: number): number {
    const { aggregator, store } = this;
    const bytes = sizeBytes + keyBytes;
    if (bytes > this.maxRecordBytes || this.bufferedBytes + bytes > this.maxBufferedBytes) return LEFT;
    const shard = this.aggregates ? this.map.predict(key) : UNPREDICTED;
    if (shard === UNPREDICTED) return LEFT;
    const deadlineUs = nowUs + this.bufferedUs;
    if (!aggregator.gathers(shard, sizeBytes, keyBytes, deadlineUs)) return LEFT;
    this.bufferedBytes += bytes;
    const row = store.enter(nowUs, nowUs, number, sizeBytes, keyBytes, key, 1, deadlineUs);
    return aggregator.gather(row, shard, nowUs) ? BEGAN : JOINED;
  }

  /** Tells of all user records that are neither put nor given up. */
  holdings(held: Holdings): void {
    for (const first of this.held()) this.book(held, first);
    for (const { batch } of this.sender.underWay()) this.bookSent(held, batch, null);
    // Of a request that was given up, what was stored is on its way to the readers; the rest has gone again.
    for (const { batch, stored } of this.sender.givenUp()) this.bookSent(held, batch, stored);
  }

  hold(): void {
    this.sender.hold();
  }

  release(nowUs: number): void {
    this.sender.release(nowUs);
  }

  /** The host dies with all that it holds, and its library begins anew. */
  lose(): void {
    for (const first of this.held()) this.drop(first);
    for (const { batch, stored } of this.sender.underWay()) this.dropSent(batch, stored);
    this.aggregator.reset();
    this.limiter.reset();
    this.collector.reset();
    this.sender.reset();
    this.bufferedBytes = 0;
    this.map.load();
  }

  // The first rows of the lists that no request carries.
  private *held(): Generator<number> {
    yield* this.aggregator.held();
    for (const { first } of this.limiter.held()) yield first;
    for (const { first } of this.collector.held()) yield first;
    for (const { first } of this.sender.held()) yield first;
  }

  private drop(first: number): void {
    const { site, store } = this.shared;
    const { createdUs, count, sizeBytes, number, duplicate, next } = store;
    const { nowUs } = site.engine;
    for (let row = first; row !== NONE; ) {
      const after = next[row]!;
      this.dropped(createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!, duplicate[row]! === 0, nowUs);
      store.release(row);
      row = after;
    }
  }

  // What the stream has stored lives on.
  private dropSent(rows: RecordBatch, stored: Int32Array): void {
    const { createdUs, count, sizeBytes, number, duplicate } = rows;
    const { nowUs } = this.shared.site.engine;
    for (let row = 0; row < rows.length; row++) {
      const isLost = duplicate[row] === 0 && stored[row] === 0;
      this.dropped(createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!, isLost, nowUs);
    }
  }

  // Books what dies with the host.
  private dropped(
    createdUs: number,
    count: number,
    sizeBytes: number,
    number: number,
    isLost: boolean,
    nowUs: number,
  ): void {
    const { site, origin, meters } = this.shared;
    meters.pending.change(nowUs, -count);
    if (!isLost) return;
    this.shared.lost(count, nowUs);
    site.ledger.lost(origin, 'dropped', createdUs, count, sizeBytes, number);
  }

  private book(held: Holdings, first: number): void {
    const { origin, store } = this.shared;
    const { createdUs, count, sizeBytes, number, duplicate, next } = store;
    for (let row = first; row !== NONE; row = next[row]!) {
      if (duplicate[row] !== 0) continue;
      held.beforeStore(origin, createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!);
    }
  }

  private bookSent(held: Holdings, rows: RecordBatch, stored: Int32Array | null): void {
    const { createdUs, count, sizeBytes, number, duplicate } = rows;
    for (let row = 0; row < rows.length; row++) {
      if (duplicate[row] !== 0 || (stored !== null && stored[row] === 0)) continue;
      held.beforeStore(this.shared.origin, createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!);
    }
  }

  private put(row: number, nowUs: number): void {
    const shard = this.aggregates ? this.map.predict(this.store.key[row]!) : UNPREDICTED;
    if (shard !== UNPREDICTED) this.aggregator.put(row, shard, nowUs);
    else this.putAlone(row, nowUs);
  }

  private putAlone(first: number, nowUs: number): void {
    const { config, pool, store } = this.shared;
    for (let row = first; row !== NONE; ) {
      const rest = store.count[row]! > 1 ? store.split(row, 1) : NONE;
      const record = pool.pop() ?? new KinesisRecord();
      record.carryAlone(store, row, config.recordTtl);
      this.collector.put(record, nowUs);
      row = rest;
    }
  }
}
