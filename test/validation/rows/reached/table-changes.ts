// How often a table's capacity is lowered on one day, by hand: four times at any time, and once more where the hour before had none
// (developer guide, quotas). Ten units; from minute 10 of every 30 a hundredth of them is used, which calls for the least, four, a
// quarter of an hour later, so at minutes 25, 55, 85 and 115. At minute 145 the day's four are gone and the last is 30 minutes
// old: refused, as in each of the four minutes before the load is back, at minute 150. At minute 175 it is an hour since the
// last, and the fifth is let through. In between the load brings back ten units, by two minutes of 7/s at 70 %.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GIB = 1_073_741_824;
const HELD_GIB = 35;

const partitions = (result: ReplicationResult): number => levelOf(result, 'table', 'Partitions').last;

export const tableChanges = workedRow({
  name: 'dynamodb-changes',
  source: 'DynamoDB developer guide, quotas; by hand',
  scenario: 'test/validation/scenarios/reached-auto-scaling.yaml',
  claims: [
    ...[
      { minutes: 144, decreases: 4 },
      { minutes: 174, decreases: 4 },
      { minutes: 179, decreases: 5 },
    ].map(({ minutes, decreases }) => ({
      what: `a table that could be lowered every half an hour, ${minutes} min: decreases`,
      expected: decreases,
      within: 0,
      sets: [`duration=${minutes} min`],
      reaches: ['dynamodb.table limit decreasesPerDay'],
      seen: (result: ReplicationResult) => sumOf(result, 'table', 'CapacityDecreases'),
    })),
    {
      what: `a provisioned table of one unit that holds ${HELD_GIB} GiB: partitions, of 10 GiB each`,
      expected: Math.ceil(HELD_GIB / 10),
      within: 0,
      scenario: 'test/validation/scenarios/small-table.yaml',
      sets: [`components.table={ readCapacityUnits: 1, items: ${(HELD_GIB * GIB) / 1024}, itemSize: 1 KiB }`],
      source: 'DynamoDB developer guide, partitions and data distribution',
      reaches: ['dynamodb.table limit partitionBytes'],
      seen: partitions,
    },
  ],
});
