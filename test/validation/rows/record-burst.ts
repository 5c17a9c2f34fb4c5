// How many records a shard takes at once: batches of 500 sent to one shard, one every 250 ms. By hand: the bucket holds
// 1,000 and gains 250 between two calls, so it holds 1,000, 750 and 500 before the first three and 250 before each later
// one. A published lab saw three batches taken and then refusals, at a pace that it does not tell. It is the only
// evidence for a bucket of one second, which was chosen with it in view: that line proves nothing.

import { replicate, sumOf } from '../replications.ts';
import type { Bench, Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const BATCH = 500;
const EVERY_US = 250_000;
const CALLS = 40;

/** Records refused of the first so many calls. */
async function refused(bench: Bench, calls: number): Promise<number> {
  const design = await designOf('test/validation/scenarios/shard.yaml', [
    `workloads.records.arrivals={ process: constant, rate: ${1_000_000 / EVERY_US}/s, batch: ${BATCH} }`,
    'components.hosts.client.operation=PutRecords',
    'components.hosts.hosts=1',
    `duration=${EVERY_US * calls} us`,
  ]);
  const [result] = await replicate(bench, design, 1);
  return result === undefined ? -1 : sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded');
}

const RUNS = 'one run each: nothing is drawn';

export const recordBurst: readonly Row[] = [
  {
    name: 'record-burst',
    kind: 'calibrated',
    runs: RUNS,
    claims: [
      {
        what: `a shard and quick PutRecords of ${BATCH} (assumed: one every ${EVERY_US / 1000} ms): batches taken whole before the first refusal`,
        expected: '3',
        source: 'notes of a lab with one shard, a secondary source',
        tolerance: 'none',
      },
    ],
    async run(bench) {
      let whole = 0;
      while (whole < CALLS && (await refused(bench, whole + 1)) === 0) whole++;
      return [{ value: String(whole), holds: whole === 3 }];
    },
  },
  {
    name: 'record-refill',
    kind: 'exact',
    runs: RUNS,
    reaches: ['kinesis.stream limit shardWriteRecords'],
    claims: [
      {
        what: `a shard and ${CALLS} PutRecords of ${BATCH}, one every ${EVERY_US / 1000} ms: records refused`,
        // 250 of each call after the third.
        expected: String((CALLS - 3) * 250),
        source: 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html; by hand',
        tolerance: 'none',
      },
    ],
    async run(bench) {
      const seen = await refused(bench, CALLS);
      return [{ value: String(seen), holds: seen === (CALLS - 3) * 250 }];
    },
  },
];
