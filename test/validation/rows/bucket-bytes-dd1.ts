// A shard's byte bucket under even arrivals, by hand. 40 records/s of 32 KiB with their keys come at k × 25 ms from t = 0 on:
// 1.25 MiB/s. The bucket of 1 MiB holds 32 of them and gains 0.8 between two, so before record k it holds 32 − 0.2 k while
// all are taken. Record 156 finds 0.8 and is the first that is refused, at 3.9 s; from then on every fifth is.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const CASES = [
  { what: 'refused before 3.900000 s', durationUs: 3_900_000, refused: 0 },
  { what: 'refused before 3.900001 s', durationUs: 3_900_001, refused: 1 },
  // Records 156 + 5 j up to 399.
  { what: 'refused in 10 s', durationUs: 10_000_000, refused: 49 },
] as const;

export const bucketBytesDd1 = workedRow({
  name: 'bucket-bytes-dd1',
  source: 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html; by hand',
  scenario: 'test/validation/scenarios/shard.yaml',
  claims: CASES.map(({ what, durationUs, refused }) => ({
    what: `a shard’s byte bucket, 1.25 MiB/s in records of 32 KiB at even distances: ${what}`,
    expected: refused,
    within: 0,
    sets: [
      'workloads.records.arrivals={ process: constant, rate: 40/s }',
      'workloads.records.size=32756 B',
      `duration=${durationUs} us`,
    ],
    seen: (result) => sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded'),
  })),
});
