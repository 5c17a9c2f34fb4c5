// Read capacity units, by the developer guide: a consistent read takes one for each started 4 KB of the item, an eventually
// consistent one half of that. KB are KiB.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const READS = 600;

const CASES = [
  { what: 'consistent reads of 1.5 KB', share: 100, size: '1536 B', units: 1 },
  { what: 'consistent reads of 6.5 KB', share: 100, size: '6656 B', units: 2 },
  { what: 'consistent reads of 8 KB', share: 100, size: '8 KiB', units: 2 },
  { what: 'eventually consistent reads of 8 KB', share: 0, size: '8 KiB', units: 1 },
] as const;

export const readUnits = workedRow({
  name: 'read-units',
  source: 'DynamoDB developer guide, read and write operations',
  scenario: 'test/validation/scenarios/small-table.yaml',
  claims: CASES.map(({ what, share, size, units }) => ({
    what: `${READS} ${what}: units consumed`,
    expected: READS * units,
    within: 0,
    sets: [
      `workloads.reads.size=${size}`,
      `components.client.operations={ GetItem ConsistentRead: ${share}%, GetItem: ${100 - share}% }`,
    ],
    seen: (result) => sumOf(result, 'table', 'ConsumedReadCapacityUnits'),
  })),
});
