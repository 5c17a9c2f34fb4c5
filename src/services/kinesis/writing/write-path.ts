// The write side of a stream: every record of a put goes to its shard, which takes or refuses it by itself. A call
// is admitted when it is sent and answered, and its records are readable, when its latency is over. What shards
// count is rounded as AWS rounds it: each record of PutRecord to whole KiB, PutRecords only in total.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { Operation, PutCall, Reason, RecordRuns } from '../../ports/record-sink.ts';
import { numberSum } from '../../records/batch.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT, THROTTLE_ROUNDING } from '../limits.ts';
import type { Router } from '../resharding/hash-range.ts';
import type { StoredSums } from '../resharding/shard-load.ts';
import type { StreamBilling } from '../stream/stream-billing.ts';
import { CallEpochs } from './call-epochs.ts';
import { OfferedKeys, type OfferedShard } from './offered-keys.ts';
import { BOUND_BY_RECORDS, ShardWriteLimits } from './shard.ts';
import {
  BYTES,
  FRESH_BYTES,
  FRESH_RECORDS,
  RECORDS,
  REFUSED_BY_BYTES,
  REFUSED_BY_RECORDS,
  REFUSED_BYTES,
  WriteTally,
} from './write-tally.ts';

const KIB = THROTTLE_ROUNDING.value;
const PUT_RECORDS = 0;

/** The operations of a stream: index 0 is PutRecords. */
export const PUT_OPERATIONS: readonly Operation[] = [
  {
    name: 'PutRecords',
    maxRecords: PUT_RECORDS_COUNT.value,
    maxBytes: PUT_RECORDS_BYTES.value,
    perRecord: true,
  },
  { name: 'PutRecord', maxRecords: 1, maxBytes: PUT_RECORDS_BYTES.value, perRecord: false },
];

const THROTTLED = 1;
const TOO_LARGE = 2;

/** Why a stream does not store a record. */
export const PUT_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'ProvisionedThroughputExceededException', kind: 'throttled' },
  { code: 'InvalidArgumentException', kind: 'rejected' },
];

interface WriteSettings {
  readonly maxRecordBytes: number;
  readonly burstBytes: number;
  /** What calls take longer, now. */
  readonly slowness: Slowness;
  /** Called when records of a call have become readable in the shards it touched. */
  stored(call: PutCall, nowUs: number): void;
}

/** Admits puts, counts them, and answers them. */
export class WritePath {
  private readonly site: Site;
  private readonly settings: WriteSettings;
  private router: Router;
  private readonly limits: ShardWriteLimits[] = [];
  private readonly tally: WriteTally;
  private readonly offered: OfferedKeys;
  private readonly calls: (PutCall | null)[] = [];
  private readonly epochs = new CallEpochs();
  private readonly epochOf: number[] = [];
  private readonly spare: number[] = [];
  private readonly answerHandler: number;
  private readonly throttled;
  private readonly totalRecords;
  private readonly latencies;
  private readonly billing: StreamBilling;

  constructor(site: Site, router: Router, billing: StreamBilling, settings: WriteSettings) {
    this.site = site;
    this.router = router;
    this.billing = billing;
    this.settings = settings;
    this.tally = new WriteTally(site);
    this.offered = new OfferedKeys(site.keys);
    this.throttled = site.counter('PutRecords.ThrottledRecords');
    this.totalRecords = site.counter('PutRecords.TotalRecords');
    this.latencies = [
      site.distribution('PutRecords.Latency'),
      site.distribution('PutRecord.Latency'),
    ] as const;
    const answer: Handler = { fire: (slot, nowUs) => this.answer(slot, nowUs) };
    this.answerHandler = site.engine.register(site.name, 'answer', 'complete', answer);
  }

  /** Makes room for the next shard by number. */
  open(id: string): void {
    this.limits.push(new ShardWriteLimits(this.settings.burstBytes));
    this.tally.open(id);
  }

  /** From now on keys go where `router` says. @returns the epoch of the puts before */
  reroute(router: Router): number {
    this.router = router;
    return this.epochs.next();
  }

  /** Whether all puts of an epoch and of those before it are answered. */
  isSettled(epoch: number): boolean {
    return this.epochs.isSettled(epoch);
  }

  /** What was stored in each shard so far. */
  get storedSums(): StoredSums {
    return this.tally;
  }

  put(call: PutCall): void {
    const { engine } = this.site;
    const nowUs = engine.nowUs;
    const many = call.operation === PUT_RECORDS;
    const { runs } = call;
    if (!this.refusesWhole(call)) {
      if (runs !== null) this.admitRuns(call, runs, nowUs);
      else this.admitRows(call, many, nowUs);
    }
    if (many) this.totalRecords.add(nowUs, runs === null ? call.batch.records : runs.length);
    const latencyUs = Math.round(call.latencyUs * this.settings.slowness.factor);
    call.latencyUs = latencyUs;
    this.latencies[many ? 0 : 1].add(nowUs, latencyUs, 1);
    const slot = this.spare.pop() ?? this.calls.push(null) - 1;
    this.calls[slot] = call;
    this.epochOf[slot] = this.epochs.sent();
    engine.schedule(this.answerHandler, slot, nowUs + latencyUs);
  }

  /** What was offered to each shard in the window, by the keys in its range. */
  offeredByShard(visit: (key: number, each: (shard: number) => void) => void): readonly OfferedShard[] {
    return this.offered.byShard(this.limits.length, visit);
  }

  /** What the buckets of a shard hold. */
  balance(shard: number, nowUs: number): { readonly records: number; readonly bytes: number } {
    return this.limits[shard]!.balance(nowUs);
  }

  // AWS validates a whole call before it stores any of it: one record that is too large fails all.
  private refusesWhole(call: PutCall): boolean {
    const { batch, runs } = call;
    const { sizeBytes, keyBytes } = batch;
    const max = this.settings.maxRecordBytes;
    let fits = true;
    if (runs === null) {
      for (let row = 0; row < batch.length && fits; row++) fits = sizeBytes[row]! + keyBytes[row]! <= max;
    } else {
      for (let run = 0; run < runs.length && fits; run++) fits = runs.bytes[run]! <= max;
    }
    if (fits) return false;
    call.stored.fill(0, 0, batch.length);
    call.reason.fill(TOO_LARGE, 0, batch.length);
    return true;
  }

  private admitRows(call: PutCall, many: boolean, nowUs: number): void {
    const { batch, stored, reason, shard: shardOf } = call;
    const { key, count, sizeBytes, keyBytes, number } = batch;
    const { engine, window } = this.site;
    const { limits, tally } = this;
    const { unitBytes } = this.billing;
    const { sums } = tally;
    const rows = batch.length;
    let totalBytes = 0;
    let numbers = 0;
    let units = 0;
    this.router.route(key, rows, shardOf);
    for (let row = 0; row < rows; row++) {
      const n = count[row]!;
      const bytes = sizeBytes[row]! + keyBytes[row]!;
      totalBytes += bytes * n;
      numbers += numberSum(number[row]!, n);
      const padding = many && row === rows - 1 ? Math.ceil(totalBytes / KIB) * KIB - totalBytes : 0;
      const shard = shardOf[row]!;
      const limit = limits[shard]!;
      const taken = limit.admit(nowUs, many ? bytes : Math.ceil(bytes / KIB) * KIB, n, padding);
      stored[row] = taken;
      const at = tally.rowOf(shard);
      sums[at + RECORDS]! += n;
      sums[at + BYTES]! += n * bytes;
      units += bytes <= unitBytes ? taken : taken * Math.ceil(bytes / unitBytes);
      if (taken === n) {
        reason[row] = 0;
      } else {
        reason[row] = THROTTLED;
        const by = limit.boundBy === BOUND_BY_RECORDS ? REFUSED_BY_RECORDS : REFUSED_BY_BYTES;
        sums[at + by]! += n - taken;
        sums[at + REFUSED_BYTES]! += (n - taken) * bytes;
      }
    }
    // All rows of a call have been carried by the same number of requests.
    if (rows > 0 && batch.attempt[0] === 1) {
      tally.allFresh();
      if (nowUs >= window.startUs && nowUs < window.endUs) this.offered.addRows(batch);
    }
    engine.carried(batch.records, totalBytes, numbers);
    this.count(many, units, nowUs);
  }

  // Packed records: each run of rows counts as one record, and its first key decides where it goes. What is offered
  // is the share of a run's rows that were never sent before: packed again, they meet others that were.
  private admitRuns(call: PutCall, runs: RecordRuns, nowUs: number): void {
    const { batch, stored, reason } = call;
    const { router, limits, tally } = this;
    const { unitBytes } = this.billing;
    const { count, attempt, key, sizeBytes } = batch;
    const inWindow = nowUs >= this.site.window.startUs && nowUs < this.site.window.endUs;
    const { sums } = tally;
    let totalBytes = 0;
    let numbers = 0;
    let units = 0;
    let from = 0;
    for (let run = 0; run < runs.length; run++) {
      const end = runs.end[run]!;
      const bytes = runs.bytes[run]!;
      totalBytes += bytes;
      const padding = run === runs.length - 1 ? Math.ceil(totalBytes / KIB) * KIB - totalBytes : 0;
      const shard = router.shardOf(key[from]!);
      runs.shard[run] = shard;
      const limit = limits[shard]!;
      const taken = limit.admit(nowUs, bytes, 1, padding);
      const why = taken > 0 ? 0 : THROTTLED;
      let records = 0;
      let data = 0;
      let fresh = 0;
      let freshData = 0;
      for (let row = from; row < end; row++) {
        const n = count[row]!;
        stored[row] = taken > 0 ? n : 0;
        reason[row] = why;
        records += n;
        data += sizeBytes[row]! * n;
        numbers += numberSum(batch.number[row]!, n);
        if (attempt[row] !== 1) continue;
        fresh += n;
        freshData += sizeBytes[row]! * n;
      }
      if (inWindow && fresh > 0) {
        for (let row = from; row < end; row++) {
          if (attempt[row] !== 1) continue;
          const n = count[row]!;
          const share = data > 0 ? (bytes * sizeBytes[row]! * n) / data : 0;
          this.offered.addPacked(key[row]!, n, n / records, share);
        }
      }
      const at = tally.rowOf(shard);
      sums[at + RECORDS]!++;
      sums[at + BYTES]! += bytes;
      sums[at + FRESH_RECORDS]! += fresh / records;
      sums[at + FRESH_BYTES]! += data > 0 ? (bytes * freshData) / data : 0;
      if (taken > 0) {
        units += Math.ceil(bytes / unitBytes);
      } else {
        const by = limit.boundBy === BOUND_BY_RECORDS ? REFUSED_BY_RECORDS : REFUSED_BY_BYTES;
        sums[at + by]!++;
        sums[at + REFUSED_BYTES]! += bytes;
      }
      from = end;
    }
    this.site.engine.carried(batch.records, totalBytes, numbers);
    this.count(true, units, nowUs);
  }

  private count(many: boolean, units: number, nowUs: number): void {
    const { refused, storedBytes } = this.tally.count(nowUs);
    if (refused > 0 && many) this.throttled.add(nowUs, refused);
    this.billing.stored(units, storedBytes, nowUs);
  }

  private answer(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    this.calls[slot] = null;
    this.spare.push(slot);
    this.epochs.answered(this.epochOf[slot]!);
    this.settings.stored(call, nowUs);
    call.answered(nowUs);
  }
}
