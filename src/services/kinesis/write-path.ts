// The write side of a stream: every record of a put goes to its shard, which takes or refuses it by itself. A call
// is admitted when it is sent and answered, and its records are readable, when its latency is over. What shards
// count is rounded as AWS rounds it: each record of PutRecord to whole KiB, PutRecords only in total.

import type { Handler } from '../../engine/engine.ts';
import type { Site } from '../component.ts';
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
  /** Called when records of a call have become readable in the shards it touched. */
  stored(call: PutCall, nowUs: number): void;
}

// What one call did to one shard, gathered over its rows.
const FIELDS = 7;
const OFFERED_RECORDS = 0;
const OFFERED_BYTES = 1;
const ATTEMPTED = 2;
const STORED_RECORDS = 3;
const STORED_BYTES = 4;
const BY_RECORDS = 5;
const BY_BYTES = 6;

/** Admits puts, counts them, and answers them. */
export class WritePath {
  private readonly site: Site;
  private readonly settings: WriteSettings;
  private readonly router: Router;
  private readonly limits: readonly ShardWriteLimits[];
  private readonly stream: WriteCounters;
  private readonly shards: readonly WriteCounters[];
  private readonly tally: Float64Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private readonly calls: (PutCall | null)[] = [];
  private readonly spare: number[] = [];
  private readonly answerHandler: number;
  private readonly throttled;
  private readonly total;
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
    this.total = site.counter('PutRecords.TotalRecords');
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
    if (many) this.total.add(nowUs, call.batch.records);
    this.latencies[many ? 0 : 1].add(nowUs, call.latencyUs, 1);
    const slot = this.spare.pop() ?? this.calls.push(null) - 1;
    this.calls[slot] = call;
    engine.schedule(this.answerHandler, slot, nowUs + call.latencyUs);
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
    const { keys, engine, window } = this.site;
    const { router, limits, tally } = this;
    const rows = batch.length;
    const inWindow = nowUs >= window.startUs && nowUs < window.endUs;
    if (this.offeredByKey.length < keys.size) this.widenKeys();
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
      const counted = many ? bytes : Math.ceil(bytes / KIB) * KIB;
      const taken = limit.admit(nowUs, counted, count, padding);
      stored[row] = taken;
      units += taken * Math.ceil(bytes / PUT_PAYLOAD_UNIT_BYTES);
      const at = shard * FIELDS;
      if (tally[at + ATTEMPTED] === 0) this.touched[this.touchedCount++] = shard;
      tally[at + ATTEMPTED]! += count;
      tally[at + STORED_RECORDS]! += taken;
      tally[at + STORED_BYTES]! += taken * bytes;
      if (batch.attempt[row] === 1) {
        tally[at + OFFERED_RECORDS]! += count;
        tally[at + OFFERED_BYTES]! += count * bytes;
        if (inWindow) this.offeredByKey[key]! += count;
      }
      if (taken === count) {
        reason[row] = 0;
      } else {
        reason[row] = THROTTLED;
        tally[at + (limit.boundBy === BOUND_BY_RECORDS ? BY_RECORDS : BY_BYTES)]! += count - taken;
      }
    }
    engine.carried(batch.records, totalBytes, numbers);
    this.payloadUnits.add(units, nowUs);
    this.count(many, nowUs);
  }

  // Counts what the rows of one call did, once for each shard that it touched.
  private count(many: boolean, nowUs: number): void {
    const { tally } = this;
    let offered = 0;
    let offeredBytes = 0;
    let attempted = 0;
    let storedRecords = 0;
    let storedBytes = 0;
    let byRecords = 0;
    let byBytes = 0;
    for (let i = 0; i < this.touchedCount; i++) {
      const shard = this.touched[i]!;
      const at = shard * FIELDS;
      countInto(this.shards[shard]!, tally, at, nowUs);
      offered += tally[at + OFFERED_RECORDS]!;
      offeredBytes += tally[at + OFFERED_BYTES]!;
      attempted += tally[at + ATTEMPTED]!;
      storedRecords += tally[at + STORED_RECORDS]!;
      storedBytes += tally[at + STORED_BYTES]!;
      byRecords += tally[at + BY_RECORDS]!;
      byBytes += tally[at + BY_BYTES]!;
      tally.fill(0, at, at + FIELDS);
    }
    this.touchedCount = 0;
    const { stream } = this;
    stream.offeredRecords.add(nowUs, offered);
    stream.offeredBytes.add(nowUs, offeredBytes);
    stream.attempted.add(nowUs, attempted);
    stream.incomingRecords.add(nowUs, storedRecords);
    stream.incomingBytes.add(nowUs, storedBytes);
    if (byRecords + byBytes > 0) {
      stream.refused.add(nowUs, byRecords + byBytes);
      stream.refusedByRecords.add(nowUs, byRecords);
      stream.refusedByBytes.add(nowUs, byBytes);
      if (many) this.throttled.add(nowUs, byRecords + byBytes);
    }
    if (this.longTermMonthsPerByte > 0) this.keptBytes.add(storedBytes * this.longTermMonthsPerByte, nowUs);
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

function countInto(counters: WriteCounters, tally: Float64Array, at: number, nowUs: number): void {
  const refused = tally[at + BY_RECORDS]! + tally[at + BY_BYTES]!;
  counters.offeredRecords.add(nowUs, tally[at + OFFERED_RECORDS]!);
  counters.offeredBytes.add(nowUs, tally[at + OFFERED_BYTES]!);
  counters.attempted.add(nowUs, tally[at + ATTEMPTED]!);
  counters.incomingRecords.add(nowUs, tally[at + STORED_RECORDS]!);
  counters.incomingBytes.add(nowUs, tally[at + STORED_BYTES]!);
  if (refused > 0) {
    counters.refused.add(nowUs, refused);
    counters.refusedByRecords.add(nowUs, tally[at + BY_RECORDS]!);
    counters.refusedByBytes.add(nowUs, tally[at + BY_BYTES]!);
  }
}
