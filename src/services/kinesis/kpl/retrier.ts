// The last stage: what an answer says of each Kinesis record. What was stored where it was expected is put; the rest is
// taken apart and goes back to the beginning, without any backoff, until its time to live is over. Source:
// aws/kinesis/core/retrier.cc of the Kinesis Producer Library.

import type { RecordBatch } from '../../records/batch.ts';
import { type KinesisRecord, UNPREDICTED } from './kinesis-record.ts';
import type { KplCall } from './kpl-call.ts';
import type { KplShared } from './kpl-host.ts';
import type { SenderOutcomes } from './sender.ts';
import type { ShardMap } from './shard-map.ts';
import { NONE } from './user-records.ts';

/** What the retrier does to its host's library. */
export interface RetrierExits {
  /** A row begins anew. */
  again(row: number, nowUs: number): void;
  /** So many bytes of user records, with their keys, are held no longer. */
  freed(bytes: number): void;
}

/** The retrier of one host. */
export class Retrier implements SenderOutcomes {
  private readonly shared: KplShared;
  private readonly map: ShardMap;
  private readonly exits: RetrierExits;

  constructor(shared: KplShared, map: ShardMap, exits: RetrierExits) {
    this.shared = shared;
    this.map = map;
    this.exits = exits;
  }

  /** An answer has come: what was stored where it was expected is put, the rest goes back to the beginning. */
  concluded(call: KplCall, nowUs: number): void {
    const { meters, config, sink } = this.shared;
    const { batch, runs, stored, reason, predicted } = call;
    const { duplicate } = batch;
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
          if (throttled && config.failIfThrottled)
            this.giveUpSent(batch, row, duplicate[row]!, 'throttledOut', nowUs);
          else this.retrySent(batch, row, duplicate[row]!, nowUs);
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
      this.retrySent(batch, row, stored[row]! > 0 ? 1 : batch.duplicate[row]!, nowUs);
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
    // Neighbours were mostly sent as often.
    let retries = 0;
    let retried = 0;
    const isExpected = predicted === UNPREDICTED || shard === predicted;
    for (let row = from; row < end; row++) {
      const n = count[row]!;
      if (!isExpected && !this.map.holds(shard, key[row]!)) {
        this.map.invalidate(call.sentUs, predicted);
        meters.wrongShard.add(nowUs, n);
        batch.duplicate[row] = 1;
        this.retrySent(batch, row, 1, nowUs);
        continue;
      }
      users += n;
      userBytes += sizeBytes[row]! * n;
      buffered += (sizeBytes[row]! + keyBytes[row]!) * n;
      if (attempt[row]! - 1 !== retries) {
        meters.retries.add(nowUs, retries, retried);
        retries = attempt[row]! - 1;
        retried = 0;
      }
      retried += n;
    }
    meters.retries.add(nowUs, retries, retried);
    if (predicted !== UNPREDICTED && shard > predicted) this.map.invalidate(call.sentUs, predicted);
    this.exits.freed(buffered);
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

  /** A user record in it has expired: that one is given up, the others go again. */
  expired(record: KinesisRecord, nowUs: number): void {
    const { store, pool } = this.shared;
    for (let row = record.first; row !== NONE; ) {
      const after = store.next[row]!;
      // In no list from here on: while the map loads, a row goes alone, and would take the others along.
      store.next[row] = NONE;
      this.retry(row, nowUs);
      row = after;
    }
    pool.push(record);
  }

  private retry(row: number, nowUs: number): void {
    const { config, store } = this.shared;
    const expiresUs = store.enteredUs[row]! + config.recordTtl;
    if (nowUs >= expiresUs) {
      const { createdUs, count, sizeBytes, keyBytes, number, duplicate } = store;
      this.giveUp(
        'expired',
        createdUs[row]!,
        count[row]!,
        sizeBytes[row]!,
        keyBytes[row]!,
        number[row]!,
        duplicate[row]!,
        nowUs,
      );
      store.release(row);
      return;
    }
    store.deadlineUs[row] = this.retryDeadlineUs(expiresUs, nowUs);
    store.sinceUs[row] = nowUs;
    this.exits.again(row, nowUs);
  }

  private retrySent(rows: RecordBatch, row: number, duplicate: number, nowUs: number): void {
    const { config, store } = this.shared;
    const expiresUs = rows.enteredUs[row]! + config.recordTtl;
    if (nowUs >= expiresUs) {
      this.giveUpSent(rows, row, duplicate, 'expired', nowUs);
      return;
    }
    const deadlineUs = this.retryDeadlineUs(expiresUs, nowUs);
    this.exits.again(store.enterAgain(rows, row, deadlineUs, nowUs, duplicate), nowUs);
  }

  private retryDeadlineUs(expiresUs: number, nowUs: number): number {
    return Math.min(expiresUs, nowUs + Math.round(this.shared.config.recordMaxBufferedTime / 2));
  }

  private giveUpSent(
    rows: RecordBatch,
    row: number,
    duplicate: number,
    fate: 'expired' | 'throttledOut',
    nowUs: number,
  ): void {
    const { createdUs, count, sizeBytes, keyBytes, number } = rows;
    this.giveUp(
      fate,
      createdUs[row]!,
      count[row]!,
      sizeBytes[row]!,
      keyBytes[row]!,
      number[row]!,
      duplicate,
      nowUs,
    );
  }

  private giveUp(
    fate: 'expired' | 'throttledOut',
    createdUs: number,
    count: number,
    sizeBytes: number,
    keyBytes: number,
    number: number,
    duplicate: number,
    nowUs: number,
  ): void {
    const { site, origin, meters } = this.shared;
    this.exits.freed((sizeBytes + keyBytes) * count);
    meters.pending.change(nowUs, -count);
    if (fate === 'expired') meters.expired.add(nowUs, count);
    // What was stored before is no loss, though the library takes it for one.
    if (duplicate === 0) site.ledger.lost(origin, fate, createdUs, count, sizeBytes, number);
  }
}
