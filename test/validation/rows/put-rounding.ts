// What a shard counts of a record. The developer guide's example: 600 records of 1.1 KB a second are 660 KB/s in PutRecords,
// which a shard takes, and 1,200 KB/s in PutRecord, which it does not, for there each counts 2 KB. By hand: 2 KiB each are
// 512/s and a bucket of 512, so that up to record k, at k/600 s, 512 + 512 k/600 have been taken, rounded down, once the
// bucket is empty: 31,231 of 36,000 in a minute. The key counts as the data does: 1,020 B and a key of 12 B are 2 KiB, too.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SECONDS = 60;
const PER_SECOND = 600;
const KEY_BYTES = 12;
const OF_2_KIB = 512;

const records = PER_SECOND * SECONDS;
const refused = records - Math.floor(OF_2_KIB + (OF_2_KIB * (records - 1)) / PER_SECOND);

const single = [`workloads.records.arrivals={ process: constant, rate: ${PER_SECOND}/s }`];
const batches = [
  `workloads.records.arrivals={ process: constant, rate: 2/s, batch: ${PER_SECOND / 2} }`,
  'components.hosts.client.operation=PutRecords',
  'components.hosts.hosts=1',
];

export const putRounding = workedRow({
  name: 'put-rounding',
  source: 'Kinesis developer guide, troubleshooting producers; by hand',
  scenario: 'test/validation/scenarios/shard.yaml',
  claims: [
    { what: `1.1 KB in PutRecords`, data: 1126 - KEY_BYTES, sets: batches, expected: 0 },
    { what: `1.1 KB in PutRecord`, data: 1126 - KEY_BYTES, sets: single, expected: refused },
    { what: `1,020 B and a key of 12 B in PutRecord`, data: 1020, sets: single, expected: refused },
  ].map(({ what, data, sets, expected }) => ({
    what: `a shard and ${PER_SECOND} records/s of ${what}: refused in ${SECONDS} s`,
    expected,
    within: 0,
    sets: [...sets, `workloads.records.size=${data} B`],
    reaches: ['kinesis.stream limit shardWriteBytes', 'kinesis.stream limit throttleRounding'],
    seen: (result) => sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded'),
  })),
});
