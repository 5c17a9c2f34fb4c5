// A shard's two burst buckets, and what is taken from them.

import type { Credit, Measured } from '../component.ts';
import { WRITE_BYTES, WRITE_RECORDS } from './limit-words.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from './limits.ts';

const REFUSED = 'WriteProvisionedThroughputExceeded';

/** The buckets of every shard. */
export function streamCredit(_config: unknown, measured: Measured): readonly Credit[] {
  return measured.parts.flatMap((part, shard): Credit[] => {
    const rate = (metric: string): number => measured.statistic(metric, 'rate', part) ?? 0;
    const records = rate('IncomingRecords');
    const bytes = rate('IncomingBytes');
    const bytesEach = records > 0 ? bytes / records : 0;
    const throttles = (own: string) => [REFUSED, `${REFUSED}.${own}`, 'PutRecords.ThrottledRecords'];
    return [
      {
        part,
        limit: WRITE_RECORDS,
        unit: 'records',
        takenPerSecond: records,
        refillPerSecond: SHARD_WRITE_RECORDS.value,
        refusedPerSecond: rate(`${REFUSED}.Records`),
        balance: balance(measured, shard, 'records'),
        throttles: throttles('Records'),
      },
      {
        part,
        limit: WRITE_BYTES,
        unit: 'bytes',
        takenPerSecond: bytes,
        refillPerSecond: SHARD_WRITE_BYTES.value,
        refusedPerSecond: rate(`${REFUSED}.Bytes`) * bytesEach,
        balance: balance(measured, shard, 'bytes'),
        throttles: throttles('Bytes'),
      },
    ];
  });
}

type Balances = readonly Readonly<Record<'records' | 'bytes', number>>[];

function balance({ facts }: Measured, shard: number, unit: 'records' | 'bytes'): number {
  const each = facts.map((one) => (one.balances as Balances)[shard]?.[unit] ?? 0);
  return each.reduce((sum, value) => sum + value, 0) / Math.max(1, each.length);
}
