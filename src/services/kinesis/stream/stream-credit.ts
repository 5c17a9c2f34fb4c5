// A shard's two burst buckets, and what is taken from them.

import type { Credit, Measured } from '../../component.ts';
import { WRITE_BYTES, WRITE_RECORDS } from '../findings/limit-words.ts';
import { factsOf, meanOf, openRates } from '../findings/shard-facts.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';

const REFUSED = 'WriteProvisionedThroughputExceeded';

/** The buckets of every shard. */
export function streamCredit(_config: unknown, measured: Measured): readonly Credit[] {
  return measured.parts.flatMap((part): Credit[] => {
    const rate = openRates(measured, part);
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
        balance: balance(measured, part, 'records'),
        throttles: throttles('Records'),
      },
      {
        part,
        limit: WRITE_BYTES,
        unit: 'bytes',
        takenPerSecond: bytes,
        refillPerSecond: SHARD_WRITE_BYTES.value,
        refusedPerSecond: rate(`${REFUSED}.Bytes`) * bytesEach,
        balance: balance(measured, part, 'bytes'),
        throttles: throttles('Bytes'),
      },
    ];
  });
}

function balance(measured: Measured, part: string, unit: 'records' | 'bytes'): number {
  return meanOf(factsOf(measured, part), ({ balance }) => balance[unit]);
}
