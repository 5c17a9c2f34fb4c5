// The write side of a stream: every record of a put goes to its shard, which takes or refuses it by itself. A call
// is admitted when it is sent and answered, and its records are readable, when its latency is over. What shards
// count is rounded as AWS rounds it: each record of PutRecord to whole KiB, PutRecords only in total.

import type { Handler } from '../../engine/engine.ts';
import type { Site } from '../component.ts';
import type { Slowness } from '../fault.ts';
import type { Operation, PutCall, Reason } from '../ports/record-sink.ts';
import { numberSum } from '../records/batch.ts';
import type { Router } from './hash-range.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT, THROTTLE_ROUNDING } from './limits.ts';
import { PUT_PAYLOAD_UNIT_BYTES } from './meters.ts';
import { BOUND_BY_RECORDS, ShardWriteLimits } from './shard.ts';
import { WriteCounters } from './stream-metrics.ts';

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
  readonly shardIds: readonly string[];
  /** What calls take longer, now. */
  readonly slowness: Slowness;
  /** Called when records of a call have become readable in the shards it touched. */
  stored(call: PutCall, nowUs: number): void;
}

// What one call did to one shard, gathered over its rows.
const FIELDS = 5;
const RECORDS = 0;
const BYTES = 1;
const REFUSED_BY_RECORDS = 2;
const REFUSED_BY_BYTES = 3;
const REFUSED_BYTES = 4;

/** Admits puts, counts them, and answers them. */
export class WritePath {
  private readonly site: Site;
  private readonly settings: WriteSettings;
  private readonly router: Router;
  private readonly limits: readonly ShardWriteLimits[];
  private readonly stream: WriteCounters;
  private readonly shards: readonly WriteCounters[];
  private readonly tally: Float64Array;
  private readonly total = new Float64Array(FIELDS);
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private readonly calls: (PutCall | null)[] = [];
  private readonly spare: number[] = [];
  private readonly answerHandler: number;
  private readonly throttled;
  private readonly totalRecords;
  private readonly latencies;
  private readonly payloadUnits;
  private readonly keptBytes;
  /** By key index: records offered in the window; finds the key behind a hot shard. */
  private offeredByKey = new Float64Array(0);

  constructor(site: Site, router: Router, settings: WriteSettings) {
    this.site = site;
    this.router = router;
    this.settings = settings;
    this.limits = settings.shardIds.map(() => new ShardWriteLimits(settings.burstBytes));
    this.stream = new WriteCounters(site);
    this.shards = settings.shardIds.map((id) => new WriteCounters(site, id));
    this.tally = new Float64Array(settings.shardIds.length * FIELDS);
    this.touched = new Int32Array(settings.shardIds.length);
    this.throttled = site.counter('PutRecords.ThrottledRecords');
    this.totalRecords = site.counter('PutRecords.TotalRecords');
    this.latencies = [
      site.distribution('PutRecords.Latency'),
      site.distribution('PutRecord.Latency'),
    ] as const;
    this.payloadUnits = site.usage('put-payload-unit');
    this.keptBytes = site.usage('long-term-retention-gb-month');
    const answer: Handler = { fire: (slot, _ticket, nowUs) => this.answer(slot, nowUs) };
    this.answerHandler = site.engine.register(site.name, 'answer', 'complete', answer);
  }

  /** Byte-months that a stored byte costs in long-term storage; set once by the stream, 0 without it. */
  longTermMonthsPerByte = 0;

  put(call: PutCall): void {
    const { engine } = this.site;
    const nowUs = engine.nowUs;
    const many = call.operation === PUT_RECORDS;
    if (!this.refusesWhole(call)) this.admitRows(call, many, nowUs);
    if (many) this.totalRecords.add(nowUs, call.batch.records);
    const latencyUs = Math.round(call.latencyUs * this.settings.slowness.factor);
    this.latencies[many ? 0 : 1].add(nowUs, latencyUs, 1);
    const slot = this.spare.pop() ?? this.calls.push(null) - 1;
    this.calls[slot] = call;
    engine.schedule(this.answerHandler, slot, nowUs + latencyUs);
  }

  /** The key with the most records offered to a shard in the window, and how many; null when there were none. */
  hottestKey(shard: number): { readonly key: string; readonly records: number } | null {
    let hottest = -1;
    let records = 0;
    for (let key = 0; key < this.offeredByKey.length; key++) {
      const offered = this.offeredByKey[key]!;
      if (offered > records && this.router.shardOf(key) === shard) {
        hottest = key;
        records = offered;
      }
    }
    return hottest < 0 ? null : { key: this.site.keys.text(hottest), records };
  }

  /** What the buckets of each shard hold. */
  balances(nowUs: number): readonly { readonly records: number; readonly bytes: number }[] {
    return this.limits.map((limits) => limits.balance(nowUs));
  }

  // AWS validates a whole call before it stores any of it: one record that is too large fails all.
  private refusesWhole(call: PutCall): boolean {
    const { batch } = call;
    const { sizeBytes, keyBytes } = batch;
    const max = this.settings.maxRecordBytes;
    for (let row = 0; row < batch.length; row++) {
      if (sizeBytes[row]! + keyBytes[row]! > max) {
        call.stored.fill(0, 0, batch.length);
        call.reason.fill(TOO_LARGE, 0, batch.length);
        return true;
      }
    }
    return false;
  }

  private admitRows(call: PutCall, many: boolean, nowUs: number): void {
    const { batch, stored, reason } = call;
    const { engine, keys, window } = this.site;
    const { router, limits, tally } = this;
    const rows = batch.length;
    // All rows of a call have been carried by the same number of requests.
    const first = rows > 0 && batch.attempt[0] === 1;
    const offered = first && nowUs >= window.startUs && nowUs < window.endUs;
    if (this.offeredByKey.length < keys.size) this.widenKeys();
    const { offeredByKey } = this;
    let totalBytes = 0;
    let numbers = 0;
    let units = 0;
    for (let row = 0; row < rows; row++) {
      const key = batch.key[row]!;
      const count = batch.count[row]!;
      const bytes = batch.sizeBytes[row]! + batch.keyBytes[row]!;
      totalBytes += bytes * count;
      numbers += numberSum(batch.number[row]!, count);
      const padding = many && row === rows - 1 ? Math.ceil(totalBytes / KIB) * KIB - totalBytes : 0;
      const shard = router.shardOf(key);
      const limit = limits[shard]!;
      const taken = limit.admit(nowUs, many ? bytes : Math.ceil(bytes / KIB) * KIB, count, padding);
      stored[row] = taken;
      const at = shard * FIELDS;
      if (tally[at + RECORDS] === 0) this.touched[this.touchedCount++] = shard;
      tally[at + RECORDS]! += count;
      tally[at + BYTES]! += count * bytes;
      units += bytes <= PUT_PAYLOAD_UNIT_BYTES ? taken : taken * Math.ceil(bytes / PUT_PAYLOAD_UNIT_BYTES);
      if (offered) offeredByKey[key]! += count;
      if (taken === count) {
        reason[row] = 0;
      } else {
        reason[row] = THROTTLED;
        const by = limit.boundBy === BOUND_BY_RECORDS ? REFUSED_BY_RECORDS : REFUSED_BY_BYTES;
        tally[at + by]! += count - taken;
        tally[at + REFUSED_BYTES]! += (count - taken) * bytes;
      }
    }
    engine.carried(batch.records, totalBytes, numbers);
    this.payloadUnits.add(units, nowUs);
    this.count(many, first, nowUs);
  }

  // Counts what the rows of one call did, once for each shard that it touched and once for the stream.
  private count(many: boolean, first: boolean, nowUs: number): void {
    const { tally, total } = this;
    total.fill(0);
    for (let i = 0; i < this.touchedCount; i++) {
      const shard = this.touched[i]!;
      const at = shard * FIELDS;
      countInto(this.shards[shard]!, tally, at, first, nowUs);
      for (let field = 0; field < FIELDS; field++) {
        total[field]! += tally[at + field]!;
        tally[at + field] = 0;
      }
    }
    this.touchedCount = 0;
    countInto(this.stream, total, 0, first, nowUs);
    const refused = total[REFUSED_BY_RECORDS]! + total[REFUSED_BY_BYTES]!;
    if (refused > 0 && many) this.throttled.add(nowUs, refused);
    if (this.longTermMonthsPerByte > 0) {
      const storedBytes = total[BYTES]! - total[REFUSED_BYTES]!;
      this.keptBytes.add(storedBytes * this.longTermMonthsPerByte, nowUs);
    }
  }

  private answer(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    this.calls[slot] = null;
    this.spare.push(slot);
    this.settings.stored(call, nowUs);
    call.answered(nowUs);
  }

  private widenKeys(): void {
    const wider = new Float64Array(this.site.keys.size);
    wider.set(this.offeredByKey);
    this.offeredByKey = wider;
  }
}

function countInto(
  counters: WriteCounters,
  tally: Float64Array,
  at: number,
  first: boolean,
  nowUs: number,
): void {
  const records = tally[at + RECORDS]!;
  const bytes = tally[at + BYTES]!;
  const byRecords = tally[at + REFUSED_BY_RECORDS]!;
  const byBytes = tally[at + REFUSED_BY_BYTES]!;
  const refused = byRecords + byBytes;
  if (first) {
    counters.offeredRecords.add(nowUs, records);
    counters.offeredBytes.add(nowUs, bytes);
  }
  counters.attempted.add(nowUs, records);
  counters.incomingRecords.add(nowUs, records - refused);
  counters.incomingBytes.add(nowUs, bytes - tally[at + REFUSED_BYTES]!);
  if (refused > 0) {
    counters.refused.add(nowUs, refused);
    counters.refusedByRecords.add(nowUs, byRecords);
    counters.refusedByBytes.add(nowUs, byBytes);
  }
}
