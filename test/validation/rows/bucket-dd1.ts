// A shard's record bucket under even arrivals, by hand. 1,250 records/s come at k × 800 µs from t = 0 on; the bucket
// holds 1,000 and gains 0.8 between two of them, so before record k it holds 1,000 − 0.2 k while all are taken. Record
// 4,996 finds 0.8 and is the first that is refused, at 3.9968 s; from then on every fifth is.

import { replicate, sumOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const CASES = [
  { what: 'refused before 3.996800 s', durationUs: 3_996_800, refused: 0 },
  { what: 'refused before 3.996801 s', durationUs: 3_996_801, refused: 1 },
  // Records 4,996 + 5 j up to 12,499.
  { what: 'refused in 10 s', durationUs: 10_000_000, refused: 1_501 },
] as const;

export const bucketDd1: Row = {
  name: 'bucket-dd1',
  kind: 'exact',
  runs: 'one run each: nothing is drawn',
  claims: CASES.map(({ what, refused }) => ({
    what: `a shard’s record bucket, 1,250 records/s at even distances: ${what}`,
    expected: String(refused),
    source: 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html; by hand',
    tolerance: 'none',
  })),
  async run(bench) {
    return Promise.all(
      CASES.map(async ({ durationUs, refused }) => {
        const design = await designOf('test/validation/scenarios/shard.yaml', [
          'workloads.records.arrivals={ process: constant, rate: 1250/s }',
          `duration=${durationUs} us`,
        ]);
        const [result] = await replicate(bench, design, 1);
        const seen =
          result === undefined ? -1 : sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded');
        return { value: String(seen), holds: seen === refused };
      }),
    );
  },
};
