// What consumers read of the long-term store: records that are older than seven days when they are given, billed by the
// byte beside what else a read costs (aws.amazon.com/kinesis/data-streams/pricing, long-term data retrieval).

import { US_PER_HOUR } from '../../../engine/time-units.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import type { GivenRange } from '../../records/read-cursor.ts';
import type { ShardLog } from '../../records/shard-log.ts';
import { EXTENDED_RETENTION_HOURS } from '../meters.ts';

const LONG_TERM_US = EXTENDED_RETENTION_HOURS * US_PER_HOUR;

/** Counts reads of one stream that keeps records for more than seven days. */
export class LongTermReads {
  private readonly bytes: UsageMeter;

  /** @returns null where no record can become that old. @param retentionUs how long records are kept */
  static of(site: Site, retentionUs: number): LongTermReads | null {
    return retentionUs > LONG_TERM_US ? new LongTermReads(site) : null;
  }

  private constructor(site: Site) {
    this.bytes = site.usage('long-term-retrieval-gb');
  }

  /** A consumer is given a range of a shard. Its records lie in the order in which they were stored. */
  given(log: ShardLog, { from, end }: GivenRange, nowUs: number): void {
    const horizonUs = nowUs - LONG_TERM_US;
    let bytes = 0;
    for (let position = from; position < end; position++) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      if (chunk.storedUs[row]! >= horizonUs) break;
      bytes += chunk.wireBytes[row]!;
    }
    if (bytes > 0) this.bytes.add(bytes, nowUs);
  }
}
