// AWS's measurement of large records: 50 records/s of 10 KiB to an on-demand stream of four shards, a share of them of 2 MiB. It
// throttled few at 1 % and 2 %, and ever more from there to 5 %; the figure has no numbers. By hand, 5 % offer 475 KiB/s of small
// ones and 5 MiB/s of large ones, 5.46 MiB/s in all, where four shards take 4: 1.46 of 5, 29 % of the large, find no room. The
// stream is looked at before AWS splits its shards, as it may for up to 15 minutes.

import { replicate, sumOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const FILE = 'test/validation/scenarios/large-records.yaml';
const PER_SECOND = 50;
const MINUTES = 14;
const KIB = 1024;
const CASES = [
  { share: 0.01, expected: 'few', least: 0, most: 0.01 },
  { share: 0.02, expected: 'few', least: 0, most: 0.01 },
  { share: 0.03, expected: 'more', least: 0.01, most: 0.1 },
  { share: 0.04, expected: 'more', least: 0.05, most: 0.25 },
  { share: 0.05, expected: roomless(0.05).toFixed(2), least: 0.26, most: 0.36 },
] as const;

/** What of the large records finds no room in the long run. */
function roomless(share: number): number {
  const large = PER_SECOND * share * 2 * KIB;
  const offered = PER_SECOND * (1 - share) * 10 + large;
  return (offered - 4 * KIB) / large;
}

export const largeRecords: Row = {
  name: 'large-records',
  kind: 'predicted',
  runs: `one run of ${MINUTES} min each, seed 1`,
  claims: CASES.map(({ share, expected, least, most }) => ({
    what: `50 records/s of 10 KiB to an on-demand stream, ${100 * share} % of them of 2 MiB: refused of the large`,
    expected,
    source: 'AWS Big Data Blog, Kinesis Data Streams now supports 10x larger record sizes, October 2025',
    tolerance: `${least} to ${most}`,
  })),
  run: (bench) =>
    Promise.all(
      CASES.map(async ({ share, least, most }) => {
        const sets = ['seed=1', `workloads.records.size.weights=[${1 - share}, ${share}]`];
        const [result] = await replicate(bench, await designOf(FILE, sets), 1);
        const refused = sumOf(result!, 'stream', 'WriteProvisionedThroughputExceeded');
        const seen = refused / (PER_SECOND * MINUTES * 60 * share);
        return { value: seen.toFixed(3), holds: seen >= least && seen <= most };
      }),
    ),
};
