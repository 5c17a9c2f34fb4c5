// One shard's write side: two independent limits, records and bytes, of which either refuses. Refused records take
// no tokens, and both buckets start full (assumptions; AWS publishes neither).

import { TokenBucket } from '../../../engine/token-bucket.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';

/** Which limit refused: nothing, the record limit, or the byte limit. */
export const BOUND_BY_RECORDS = 1;
export const BOUND_BY_BYTES = 2;

/** The write limits of one shard. */
export class ShardWriteLimits {
  /** Which limit bound in the last `admit` that did not take all; the record limit when both would have. */
  boundBy = 0;
  private readonly records: TokenBucket;
  private readonly bytes: TokenBucket;

  /** @param burstBytes what the byte bucket holds */
  constructor(burstBytes: number) {
    this.records = new TokenBucket(SHARD_WRITE_RECORDS.value, SHARD_WRITE_RECORDS.value);
    this.bytes = new TokenBucket(SHARD_WRITE_BYTES.value, burstBytes);
  }

  /**
   * Takes as many of `count` records as both limits allow.
   * @param bytesEach what each counts, data and key, as AWS rounds it
   * @param padding bytes more that the last of them counts (the rounding of a whole call), 0 elsewhere
   * @returns how many
   */
  admit(nowUs: number, bytesEach: number, count: number, padding: number): number {
    const { records, bytes } = this;
    if (count > 1 || padding > 0) return this.admitMany(nowUs, bytesEach, count, padding);
    records.refill(nowUs);
    bytes.refill(nowUs);
    if (!records.holds(1)) {
      this.boundBy = BOUND_BY_RECORDS;
      return 0;
    }
    if (!bytes.holds(bytesEach)) {
      this.boundBy = BOUND_BY_BYTES;
      return 0;
    }
    records.take(1);
    bytes.take(bytesEach);
    return 1;
  }

  /** What both buckets hold at `nowUs`. */
  balance(nowUs: number): { readonly records: number; readonly bytes: number } {
    return { records: this.records.levelAt(nowUs), bytes: this.bytes.levelAt(nowUs) };
  }

  private admitMany(nowUs: number, bytesEach: number, count: number, padding: number): number {
    const byRecords = this.records.affordable(nowUs, 1, count);
    let byBytes = this.bytes.affordable(nowUs, bytesEach, count);
    if (
      padding > 0 &&
      byBytes === count &&
      this.bytes.affordable(nowUs, bytesEach * count + padding, 1) === 0
    ) {
      byBytes = count - 1;
    }
    const admitted = byRecords < byBytes ? byRecords : byBytes;
    if (admitted < count) this.boundBy = byRecords <= byBytes ? BOUND_BY_RECORDS : BOUND_BY_BYTES;
    if (admitted > 0) {
      this.records.take(admitted);
      this.bytes.take(bytesEach * admitted + (admitted === count ? padding : 0));
    }
    return admitted;
  }
}
