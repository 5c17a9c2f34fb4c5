// PUT payload units, by the price page: a record is billed by started units of 25 KB, so one of 5 KB is one unit, one of
// 45 KB two, and one of 1 MB, which the page reads as 1,000 KB, 40. KB are KiB here, and the key of 12 B is in them.

import { usageOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const KEY_BYTES = 12;
const RECORDS = 30;

const CASES = [
  { kib: 5, units: 1 },
  { kib: 45, units: 2 },
  { kib: 1000, units: 40 },
] as const;

export const putUnits = workedRow({
  name: 'put-units',
  source: 'aws.amazon.com/kinesis/data-streams/pricing',
  scenario: 'test/validation/scenarios/shard.yaml',
  claims: CASES.map(({ kib, units }) => ({
    what: `${RECORDS} records of ${kib.toLocaleString('en')} KB: PUT payload units`,
    expected: RECORDS * units,
    within: 0,
    sets: [
      'workloads.records.arrivals={ process: constant, rate: 0.5/s }',
      `workloads.records.size=${kib * 1024 - KEY_BYTES} B`,
    ],
    seen: (result) => usageOf(result, 'stream', 'put-payload-unit'),
  })),
});
