// The library on one host: user records go through the aggregator, the limiter and the collector into requests, and
// what fails goes back to the beginning, without any backoff, until its time to live is over. Source:
// aws/kinesis/core/{pipeline.h,retrier.cc} of the Kinesis Producer Library.

import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ShardDirectory } from '../shard-directory.ts';
import { Aggregator } from './aggregator.ts';
import { Collector } from './collector.ts';
import { KinesisRecord, UNPREDICTED } from './kinesis-record.ts';
import type { KplCall } from './kpl-call.ts';
import type { KplConfig } from './kpl-schema.ts';
import { Limiter } from './limiter.ts';
import { Sender, type SenderOutcomes, type SenderShared } from './sender.ts';
import { ShardMap } from './shard-map.ts';

/** What the hosts of one producer share. */
export interface KplShared extends SenderShared {
  readonly directory: ShardDirectory;
  readonly origin: number;
  readonly config: KplConfig;
  readonly maxBufferedBytes: number;
  readonly listLatency: Sampler;
  readonly listStream: Stream;
  readonly phaseStream: Stream;
  dropped(records: number, nowUs: number): void;
  lost(records: number, nowUs: number): void;
}

const MOST_SLACK_US = 50_000;
const SLACK_SHARE = 0.2;

/** One host's library. */
export class KplHost implements SenderOutcomes {
  private readonly shared: KplShared;
  private readonly map: ShardMap;
  private readonly aggregator: Aggregator;
  private readonly limiter: Limiter;
  private readonly collector: Collector;
  private readonly sender: Sender;
  private readonly scratch = new RecordBatch(1);
  private bufferedBytes = 0;

  constructor(shared: KplShared) {
    this.shared = shared;
    const { site, config, pool } = shared;
    const { engine, name } = site;
    this.map = new ShardMap(engine, name, shared.directory, shared.listLatency, shared.listStream);
    const limits = {
      maxCount: config.aggregationMaxCount,
      maxBytes: config.aggregationMaxSize,
      ttlUs: config.recordTtl,
    };
    this.limiter = new Limiter(engine, name, config.rateLimit, shared.phaseStream, {
      passed: (record, nowUs) => this.collector.put(record, nowUs),
      expired: (record, nowUs) => this.again(record, nowUs),
    });
    this.aggregator = new Aggregator(engine, name, limits, pool, (record, nowUs) =>
      this.limiter.put(record, nowUs),
    );
    const slackUs = config.aggregationEnabled
      ? Math.min(MOST_SLACK_US, Math.round(config.recordMaxBufferedTime * SLACK_SHARE))
      : 0;
    const request = { maxCount: config.collectionMaxCount, maxBytes: config.collectionMaxSize, slackUs };
    this.sender = new Sender(shared, this);
    this.collector = new Collector(engine, name, request, (records, nowUs) =>
      this.sender.send(records, nowUs),
    );
  }

  start(): void {
    this.map.load();
  }

  /** The application hands a row of user records over. */
  accept(rows: RecordBatch, row: number, nowUs: number): void {
    const { site, origin, config, meters, sink, maxBufferedBytes } = this.shared;
    const { ledger } = site;
    const createdUs = rows.createdUs[row]!;
    const count = rows.count[row]!;
    const sizeBytes = rows.sizeBytes[row]!;
    const number = rows.number[row]!;
    ledger.produced(origin, createdUs, count, sizeBytes, number);
    const bytes = sizeBytes + rows.keyBytes[row]!;
    if (bytes > sink.maxRecordBytes) {
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
    const deadlineUs = nowUs + Math.min(config.recordMaxBufferedTime, config.recordTtl);
    this.put(rows, row, taken, deadlineUs, nowUs, nowUs);
  }

  /** Tells of all user records that are neither put nor given up. */
  holdings(held: Holdings): void {
    for (const record of this.aggregator.gathering()) this.book(held, record.rows);
    for (const record of this.limiter.held()) this.book(held, record.rows);
    for (const record of this.collector.held()) this.book(held, record.rows);
    for (const rows of this.sender.held()) this.book(held, rows);
    // Of a request that was given up, what was stored is on its way to the readers; the rest has gone again.
    for (const { batch, stored } of this.sender.givenUp()) this.book(held, batch, stored);
  }

  hold(): void {
    this.sender.hold();
  }

  release(nowUs: number): void {
    this.sender.release(nowUs);
  }

  /** The host dies with all that it holds, and its library begins anew. */
  lose(): void {
    for (const record of this.aggregator.gathering()) this.drop(record.rows, null);
    for (const record of this.limiter.held()) this.drop(record.rows, null);
    for (const record of this.collector.held()) this.drop(record.rows, null);
    for (const rows of this.sender.waitingRows()) this.drop(rows, null);
    for (const { batch, stored } of this.sender.underWay()) this.drop(batch, stored);
    this.aggregator.reset();
    this.limiter.reset();
    this.collector.reset();
    this.sender.reset();
    this.bufferedBytes = 0;
    this.map.load();
  }

  // Books what dies with the host; what the stream has stored lives on.
  private drop(rows: RecordBatch, stored: Int32Array | null): void {
    const { site, origin, meters } = this.shared;
    const { nowUs } = site.engine;
    for (let row = 0; row < rows.length; row++) {
      const count = rows.count[row]!;
      meters.pending.change(nowUs, -count);
      if (rows.duplicate[row] !== 0 || (stored !== null && stored[row]! > 0)) continue;
      this.shared.lost(count, nowUs);
      const { createdUs, sizeBytes, number } = rows;
      site.ledger.lost(origin, 'dropped', createdUs[row]!, count, sizeBytes[row]!, number[row]!);
    }
  }

  private book(held: Holdings, rows: RecordBatch, stored: Int32Array | null = null): void {
    for (let row = 0; row < rows.length; row++) {
      if (rows.duplicate[row] !== 0 || (stored !== null && stored[row] === 0)) continue;
      held.beforeStore(
        this.shared.origin,
        rows.createdUs[row]!,
        rows.count[row]!,
        rows.sizeBytes[row]!,
        rows.number[row]!,
      );
    }
  }

  private put(
    from: RecordBatch,
    row: number,
    count: number,
    deadlineUs: number,
    sinceUs: number,
    nowUs: number,
  ): void {
    const { config, pool } = this.shared;
    const shard = config.aggregationEnabled ? this.map.predict(from.key[row]!) : UNPREDICTED;
    if (shard !== UNPREDICTED) {
      this.aggregator.put(from, row, 0, count, shard, deadlineUs, sinceUs, nowUs);
      return;
    }
    const expiresUs = from.enteredUs[row]! + config.recordTtl;
    for (let i = 0; i < count; i++) {
      const record = pool.pop() ?? new KinesisRecord();
      record.reset(UNPREDICTED);
      record.added(record.rows.append(from, row, i, 1), deadlineUs, sinceUs, expiresUs);
      this.collector.put(record, nowUs);
    }
  }

  /** An answer has come: what was stored where it was expected is put, the rest goes back to the beginning. */
  concluded(call: KplCall, nowUs: number): void {
    const { meters, config, sink } = this.shared;
    const { batch, runs, stored, reason, predicted } = call;
    meters.attempts.add(nowUs, runs.length);
    let from = 0;
    for (let run = 0; run < runs.length; run++) {
      const end = runs.end[run]!;
      if (stored[from]! > 0) {
        this.stored(call, run, from, end, predicted[run]!, nowUs);
      } else {
        const throttled = sink.reasons[reason[from]!]!.kind === 'throttled';
        meters.errors.add(nowUs, 1);
        if (throttled) meters.throttled.add(nowUs, 1);
        for (let row = from; row < end; row++) {
          if (throttled && config.failIfThrottled) this.giveUp(batch, row, 'throttledOut', nowUs);
          else this.retry(batch, row, nowUs);
        }
      }
      from = end;
    }
  }

  /** A request was given up: its records go back to the beginning, those that were stored as duplicates. */
  timedOut({ batch, runs, stored }: KplCall, nowUs: number): void {
    const { meters } = this.shared;
    meters.attempts.add(nowUs, runs.length);
    meters.errors.add(nowUs, runs.length);
    meters.timedOut.add(nowUs, runs.length);
    for (let row = 0; row < batch.length; row++) {
      this.scratch.clear();
      this.scratch.append(batch, row, 0, batch.count[row]!);
      if (stored[row]! > 0) this.scratch.duplicate[0] = 1;
      this.retry(this.scratch, 0, nowUs);
    }
  }

  private stored(
    call: KplCall,
    run: number,
    from: number,
    end: number,
    predicted: number,
    nowUs: number,
  ): void {
    const { meters } = this.shared;
    const { batch, runs } = call;
    const { count, attempt, sizeBytes, keyBytes, key } = batch;
    const shard = runs.shard[run]!;
    let users = 0;
    let userBytes = 0;
    let buffered = 0;
    for (let row = from; row < end; row++) {
      const n = count[row]!;
      if (predicted !== UNPREDICTED && shard !== predicted && !this.map.holds(shard, key[row]!)) {
        this.map.invalidate(call.sentUs, predicted);
        meters.wrongShard.add(nowUs, n);
        batch.duplicate[row] = 1;
        this.retry(batch, row, nowUs);
        continue;
      }
      users += n;
      userBytes += sizeBytes[row]! * n;
      buffered += (sizeBytes[row]! + keyBytes[row]!) * n;
      meters.retries.add(nowUs, attempt[row]! - 1, n);
    }
    if (predicted !== UNPREDICTED && shard > predicted) this.map.invalidate(call.sentUs, predicted);
    this.bufferedBytes -= buffered;
    meters.pending.change(nowUs, -users);
    meters.userRecords.add(nowUs, users);
    meters.userBytes.add(nowUs, userBytes);
    meters.kinesisRecords.add(nowUs, 1);
    meters.kinesisBytes.add(
      nowUs,
      runs.bytes[run]! - (end - from === 1 && count[from] === 1 ? keyBytes[from]! : 1),
    );
    meters.packed.add(nowUs, users, 1);
  }

  // A user record in it has expired: that one is given up, the others go again.
  private again(record: KinesisRecord, nowUs: number): void {
    const { rows } = record;
    for (let row = 0; row < rows.length; row++) this.retry(rows, row, nowUs);
    this.shared.pool.push(record);
  }

  private retry(rows: RecordBatch, row: number, nowUs: number): void {
    const { config } = this.shared;
    const expiresUs = rows.enteredUs[row]! + config.recordTtl;
    if (nowUs >= expiresUs) {
      this.giveUp(rows, row, 'expired', nowUs);
      return;
    }
    const deadlineUs = Math.min(expiresUs, nowUs + Math.round(config.recordMaxBufferedTime / 2));
    this.put(rows, row, rows.count[row]!, deadlineUs, nowUs, nowUs);
  }

  private giveUp(rows: RecordBatch, row: number, fate: 'expired' | 'throttledOut', nowUs: number): void {
    const { site, origin, meters } = this.shared;
    const count = rows.count[row]!;
    const sizeBytes = rows.sizeBytes[row]!;
    this.bufferedBytes -= (sizeBytes + rows.keyBytes[row]!) * count;
    meters.pending.change(nowUs, -count);
    if (fate === 'expired') meters.expired.add(nowUs, count);
    // What was stored before is no loss, though the library takes it for one.
    if (rows.duplicate[row] !== 0) return;
    site.ledger.lost(origin, fate, rows.createdUs[row]!, count, sizeBytes, rows.number[row]!);
  }
}
