// What one put call did to each shard, gathered over its records, so that each counter is touched once a call.

import type { Site } from '../../component.ts';
import { wider } from '../../records/wider.ts';
import { WriteCounters } from '../stream/stream-metrics.ts';

// The columns of a shard's row in the tally.
export const RECORDS = 0;
export const BYTES = 1;
export const REFUSED_BY_RECORDS = 2;
export const REFUSED_BY_BYTES = 3;
export const REFUSED_BYTES = 4;
/** Of the records and bytes, what was sent for the first time. */
export const FRESH_RECORDS = 5;
export const FRESH_BYTES = 6;
const FIELDS = 7;

/** The tally of a stream's calls, one call at a time. */
export class WriteTally {
  /** A row of columns for each shard. */
  sums = new Float64Array(0);
  private readonly total = new Float64Array(FIELDS);
  /** By shard, since the run began: records and bytes that were stored. */
  storedRecords = new Float64Array(0);
  storedBytes = new Float64Array(0);
  private touched = new Int32Array(0);
  private touchedCount = 0;
  private readonly site: Site;
  private readonly stream: WriteCounters;
  private readonly shards: WriteCounters[] = [];

  constructor(site: Site) {
    this.site = site;
    this.stream = new WriteCounters(site);
  }

  /** Makes room for the next shard by number; called between calls. */
  open(id: string): void {
    this.shards.push(new WriteCounters(this.site, id));
    if (this.shards.length <= this.touched.length) return;
    const room = Math.max(this.shards.length, this.touched.length * 2);
    this.sums = new Float64Array(room * FIELDS);
    this.touched = new Int32Array(room);
    this.storedRecords = wider(this.storedRecords, new Float64Array(room));
    this.storedBytes = wider(this.storedBytes, new Float64Array(room));
  }

  /** Where a shard's columns begin; its records are about to be added to. */
  rowOf(shard: number): number {
    const at = shard * FIELDS;
    if (this.sums[at + RECORDS] === 0) this.touched[this.touchedCount++] = shard;
    return at;
  }

  /** All that the call has brought so far is sent for the first time. */
  allFresh(): void {
    const { sums } = this;
    for (let i = 0; i < this.touchedCount; i++) {
      const at = this.touched[i]! * FIELDS;
      sums[at + FRESH_RECORDS] = sums[at + RECORDS]!;
      sums[at + FRESH_BYTES] = sums[at + BYTES]!;
    }
  }

  /** Counts the call, once for each shard that it touched and once for the stream, and begins anew. */
  count(nowUs: number): { readonly refused: number; readonly storedBytes: number } {
    const { sums, total } = this;
    total.fill(0);
    for (let i = 0; i < this.touchedCount; i++) {
      const shard = this.touched[i]!;
      const at = shard * FIELDS;
      countInto(this.shards[shard]!, sums, at, nowUs);
      this.storedRecords[shard]! +=
        sums[at + RECORDS]! - sums[at + REFUSED_BY_RECORDS]! - sums[at + REFUSED_BY_BYTES]!;
      this.storedBytes[shard]! += sums[at + BYTES]! - sums[at + REFUSED_BYTES]!;
      for (let field = 0; field < FIELDS; field++) {
        total[field]! += sums[at + field]!;
        sums[at + field] = 0;
      }
    }
    this.touchedCount = 0;
    countInto(this.stream, total, 0, nowUs);
    return {
      refused: total[REFUSED_BY_RECORDS]! + total[REFUSED_BY_BYTES]!,
      storedBytes: total[BYTES]! - total[REFUSED_BYTES]!,
    };
  }
}

function countInto(counters: WriteCounters, sums: Float64Array, at: number, nowUs: number): void {
  const records = sums[at + RECORDS]!;
  const bytes = sums[at + BYTES]!;
  const byRecords = sums[at + REFUSED_BY_RECORDS]!;
  const byBytes = sums[at + REFUSED_BY_BYTES]!;
  const refused = byRecords + byBytes;
  const fresh = sums[at + FRESH_RECORDS]!;
  if (fresh > 0) {
    counters.offeredRecords.add(nowUs, fresh);
    counters.offeredBytes.add(nowUs, sums[at + FRESH_BYTES]!);
  }
  counters.attempted.add(nowUs, records);
  counters.incomingRecords.add(nowUs, records - refused);
  counters.incomingBytes.add(nowUs, bytes - sums[at + REFUSED_BYTES]!);
  if (refused > 0) {
    counters.refused.add(nowUs, refused);
    counters.refusedByRecords.add(nowUs, byRecords);
    counters.refusedByBytes.add(nowUs, byBytes);
  }
}
