// Experiments that AWS published with its own tables, in January 2023: loads of a new on-demand table as fast as the loader goes. One
// key was written 1,000 times a second, and about 200 keys in random order 3,600 times, in a whole minute: four partitions, which
// is 4,000 at most. How much the loader asked for is not said; a provisioned table took 6,000 a second of it. What the loader lost
// by waiting for the partition that was full is not in a run, so that the second may be up to 15 % off.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import type { Row } from '../../row.ts';
import { workedRow } from '../../worked-row.ts';

const SECONDS = 60;

export const publishedLoads: Row = {
  ...workedRow({
    name: 'published-loads',
    source: 'AWS Database Blog, Scaling DynamoDB, part 1',
    scenario: 'test/validation/scenarios/reached-table.yaml',
    claims: [
      { keys: 1, expected: 1000, within: 0.02 },
      { keys: 200, expected: 3600, within: 0.15 },
    ].map(({ keys, expected, within }) => ({
      what: `a new on-demand table, 6,000 puts a second of ${keys === 1 ? 'one key' : `${keys} keys`}: units/s in the first minute`,
      expected,
      within,
      sets: [
        `workloads.requests={ arrivals: { rate: 6000/s }, partitionKey: { keys: ${keys} } }`,
        `duration=${SECONDS} s`,
      ],
      seen: (result: ReplicationResult) => sumOf(result, 'table', 'ConsumedWriteCapacityUnits') / SECONDS,
    })),
  }),
  kind: 'predicted',
};
