// What an on-demand table takes at once and later, by the developer guide. It takes twice its previous peak: the guide's peak of 50,000
// reads a second takes 100,000 at once, and 200,000 when these have lasted; a table's quota is 40,000, so all of it is a fifth
// here. Growing past twice the peak within 30 minutes may throttle: as much as that is what the run waits for. A table that was
// provisioned, or was warmed up, keeps the partitions it has: for 8,000 write and 24,000 read units eight, for 10,000 and
// 10,000 ten. A maximum of its own holds whatever the table could take.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide';
const ON_DEMAND = `${GUIDE}, on-demand capacity mode`;
const MAXIMUM = `${GUIDE}, maximum throughput for on-demand tables`;
const SWITCHED = `${GUIDE} of February 2023, read/write capacity mode; by hand`;
const PEAK = 50_000 / 5;
/** Reads of 100 units, so that a second has few of them. */
const KIB = 400;
const STRONG = 'components.client.operations={ PutItem: 0%, GetItem ConsistentRead: 100% }';

function reads(unitsPerSecond: number, kib: number): string {
  return `workloads.requests={ arrivals: { rate: ${unitsPerSecond / (kib / 4)}/s }, partitionKey: { keys: 100000 }, size: ${kib} KiB }`;
}

const partitions = (result: ReplicationResult): number => levelOf(result, 'table', 'Partitions').last;

/** As many as so many read units a second need, 3,000 each. */
const forReads = (units: number): number => Math.ceil(units / 3000);

export const onDemandTables = workedRow({
  name: 'on-demand-tables',
  source: `${ON_DEMAND}; by hand`,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    {
      what: `${2 * PEAK} consistent reads a second after a peak of ${PEAK}: throttled in 10 s`,
      expected: 0,
      within: 0,
      sets: [`components.table.previousPeak={ read: ${PEAK} }`, reads(2 * PEAK, 4), STRONG, 'duration=10 s'],
      seen: (result) => sumOf(result, 'table', 'ReadThrottleEvents'),
    },
    ...[
      { minutes: 30, units: 2 * PEAK },
      { minutes: 32, units: 4 * PEAK },
    ].map(({ minutes, units }) => ({
      what: `the same, ${minutes} min of it: partitions, for ${units} reads a second`,
      expected: forReads(units),
      within: 0,
      sets: [
        `components.table={ previousPeak: { read: ${PEAK} }, heatTime: 24 h }`,
        reads(2 * PEAK, KIB),
        STRONG,
        `duration=${minutes} min`,
      ],
      seen: partitions,
    })),
    {
      what: 'a new table: partitions, for 4,000 writes and 12,000 reads a second',
      expected: 4,
      within: 0,
      source: ON_DEMAND,
      seen: partitions,
    },
    {
      what: 'a table that was provisioned with 8,000 write and 24,000 read units: partitions',
      expected: 8,
      within: 0,
      sets: ['components.table.warmThroughput={ writeUnitsPerSecond: 8000, readUnitsPerSecond: 24000 }'],
      source: SWITCHED,
      seen: partitions,
    },
    {
      what: 'a table that was provisioned with 10,000 write and 10,000 read units: partitions',
      expected: 10,
      within: 0,
      // Fewer reads than a new table has are none that it is warmed up for.
      sets: ['components.table.warmThroughput.writeUnitsPerSecond=10000'],
      source: SWITCHED,
      seen: partitions,
    },
    {
      what: 'a maximum of 500 write units, 1,000 puts a second: units in 60 s',
      expected: 500 * 60,
      within: 0.005,
      sets: [
        'components.table.onDemandThroughput.maxWriteRequestUnits=500',
        'workloads.requests={ arrivals: { rate: 1000/s }, partitionKey: { keys: 100000 } }',
        'warmup=2 s',
        'duration=1 min',
      ],
      source: MAXIMUM,
      seen: (result) => sumOf(result, 'table', 'ConsumedWriteCapacityUnits'),
    },
  ],
});
