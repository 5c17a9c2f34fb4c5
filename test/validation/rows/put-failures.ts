// What the SDK does about a PutRecords of which a part is refused: nothing, by hand. The call has succeeded (API reference), so that its
// retries, which are on here, send none of it again: 40 calls of 500 records, one every 250 ms, are 40 requests, and a shard stores
// the 1,000 that its bucket holds and the 250 that it gains between two calls, of each call those that come first.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const CALLS = 40;
const SETS = [
  'workloads.records.arrivals={ process: constant, rate: 4/s, batch: 500 }',
  'components.hosts.hosts=1',
  'components.hosts.client.operation=PutRecords',
  'components.hosts.client.retry={ mode: standard }',
  `duration=${CALLS / 4} s`,
];

export const putFailures = workedRow({
  name: 'put-failures',
  source: 'Kinesis API reference, PutRecords; by hand',
  scenario: 'test/validation/scenarios/shard.yaml',
  claims: [
    {
      what: `${CALLS} PutRecords of 500 to one shard, the SDK’s retries on: requests`,
      expected: CALLS,
      within: 0,
      sets: SETS,
      seen: (result) => sumOf(result, 'hosts', 'Requests'),
    },
    {
      what: 'the same: records stored',
      expected: 1000 + (CALLS - 1) * 250,
      within: 0,
      sets: SETS,
      seen: (result) => sumOf(result, 'stream', 'IncomingRecords'),
    },
  ],
});
