// What one shard was asked for while it was open: the material of the findings on puts.

import type { Measured } from '../../component.ts';
import { SHARD_WRITE_BYTES } from '../limits.ts';
import { burstBytes } from '../writing/write-burst.ts';
import { factsOf, meanOf, openRates, openShare } from './shard-facts.ts';

/** One shard, per second of the time in which it was open. */
export interface ShardDemand {
  readonly id: string;
  readonly records: number;
  readonly bytes: number;
  /** The same in the busiest second; the mean where no series is kept. */
  readonly busiestRecords: number;
  readonly busiestBytes: number;
  /** Bytes that it can take in one second: its burst, and what it takes a second at least. */
  readonly mostBytesInSecond: number;
  /** How many shards of its size make the whole stream. */
  readonly ofShards: number;
  /** User records in each record, 1 where nothing is packed. */
  readonly packed: number;
  readonly attempts: number;
  readonly refused: number;
  readonly refusedByRecords: number;
  /** The share of the window in which it was open. */
  readonly openShare: number;
  /** What it refused a second of the whole window: shards that were open for a while add up. */
  readonly refusedInWindow: number;
}

/** A shard of a stream. */
export function demandOf(
  measured: Measured,
  id: string,
  stream: { readonly writeBurst: number; readonly maxRecordSize: number },
): ShardDemand {
  const rate = openRates(measured, id);
  const records = rate('OfferedRecords');
  const bytes = rate('OfferedBytes');
  return {
    id,
    records,
    bytes,
    ofShards: 1 / meanOf(factsOf(measured, id), ({ hashShare }) => hashShare),
    packed: meanOf(factsOf(measured, id), ({ packed }) => packed),
    busiestRecords: measured.worstSecond('OfferedRecords', id) ?? records,
    busiestBytes: measured.worstSecond('OfferedBytes', id) ?? bytes,
    mostBytesInSecond: Math.max(burstBytes(stream), SHARD_WRITE_BYTES.value),
    attempts: rate('AttemptedRecords'),
    refused: rate('WriteProvisionedThroughputExceeded'),
    refusedByRecords: rate('WriteProvisionedThroughputExceeded.Records'),
    openShare: openShare(measured, id),
    refusedInWindow: measured.statistic('WriteProvisionedThroughputExceeded', 'rate', id) ?? 0,
  };
}
