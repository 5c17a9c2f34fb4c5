// How a table's capacity was divided before 2019, `partitioning: legacy`, and what adaptive capacity does since. A table had as many
// partitions as its capacity asks for, 3,000 read units or 1,000 write units each, and every one an even share; when more was
// provisioned than they have they doubled (given here, since a run's capacity does not change). The paper has a table of 3,200 write
// units, raised to 3,600 and to 6,000, and lowered to 5,000, of which it prints 675 for each of eight, where the division
// gives 625. The guide of 2017 has one of 5,000 read and 2,000 write units, raised to 8,000 read units. And the guide's four
// partitions of 400 write units, three of which are asked for 50 and one for 150: that one lives on the 300 s of its 100 units, so
// for 30,000 / 50 = 600 s, and throttles 50 a second from then on; today it never does, for all of them are below 400.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const PAPER = 'Elhemali et al., Amazon DynamoDB, USENIX ATC 2022, section 4; by hand';
const OLD_GUIDE = 'DynamoDB developer guide of December 2017, guidelines for working with tables; by hand';
const ADAPTIVE = 'DynamoDB developer guide, burst and adaptive capacity';
const SECONDS = 20;

interface Provisioned {
  readonly reads: number;
  readonly writes: number;
  /** Where it has more than it asks for. */
  readonly partitions?: number;
}

function legacy({ reads, writes, partitions }: Provisioned): readonly string[] {
  const own = partitions === undefined ? '' : `, partitions: ${partitions}`;
  return [
    `components.table={ billingMode: PROVISIONED, readCapacityUnits: ${reads}, writeCapacityUnits: ${writes}${own}, partitioning: legacy, burstCredit: empty }`,
  ];
}

/** What one key gets, which is asked for more than any partition has. */
function hot(table: Provisioned, kind: 'Read' | 'Write', expected: number, source: string) {
  const { reads, writes, partitions } = table;
  const operations = kind === 'Read' ? '{ PutItem: 0%, GetItem ConsistentRead: 100% }' : '{ PutItem: 100% }';
  const of = partitions === undefined ? '' : ` in ${partitions} partitions`;
  return {
    what: `${reads} read and ${writes} write units${of}: ${kind.toLowerCase()} units/s of one key`,
    expected,
    within: 0.001,
    sets: [
      ...legacy(table),
      'workloads.requests={ arrivals: { rate: 4000/s }, size: 1 KiB }',
      `components.client.operations=${operations}`,
      'warmup=1 s',
      `duration=${SECONDS} s`,
    ],
    source,
    seen: (result: ReplicationResult) => sumOf(result, 'table', `Consumed${kind}CapacityUnits`) / SECONDS,
  };
}

function partitions(table: Provisioned, expected: number, source: string) {
  return {
    what: `${table.reads} read and ${table.writes} write units: partitions`,
    expected,
    within: 0,
    sets: legacy(table),
    source,
    seen: (result: ReplicationResult) => levelOf(result, 'table', 'Partitions').last,
  };
}

const LASTS = 600;

function skewed(partitioning: string, expected: number) {
  return {
    what: `400 write units in 4 partitions, ${partitioning}, asked for 50, 50, 50 and 150 a second: throttled in ${LASTS + 60} s`,
    expected,
    within: 0.005,
    scenario: 'test/validation/scenarios/even-division.yaml',
    sets: [`components.table.partitioning=${partitioning}`, `duration=${LASTS + 60} s`],
    source: `${ADAPTIVE}; by hand`,
    seen: (result: ReplicationResult) => sumOf(result, 'table', 'WriteThrottleEvents'),
  };
}

export const evenDivision = workedRow({
  name: 'even-division',
  source: PAPER,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    partitions({ reads: 1, writes: 3200 }, 4, PAPER),
    hot({ reads: 1, writes: 3200 }, 'Write', 800, PAPER),
    hot({ reads: 1, writes: 3600 }, 'Write', 900, PAPER),
    hot({ reads: 1, writes: 6000, partitions: 8 }, 'Write', 750, PAPER),
    hot({ reads: 1, writes: 5000, partitions: 8 }, 'Write', 625, PAPER),
    partitions({ reads: 5000, writes: 2000 }, 4, OLD_GUIDE),
    hot({ reads: 5000, writes: 2000 }, 'Read', 1250, OLD_GUIDE),
    hot({ reads: 5000, writes: 2000 }, 'Write', 500, OLD_GUIDE),
    hot({ reads: 8000, writes: 2000, partitions: 8 }, 'Read', 1000, OLD_GUIDE),
    hot({ reads: 8000, writes: 2000, partitions: 8 }, 'Write', 250, OLD_GUIDE),
    skewed('legacy', 60 * 50),
    skewed('current', 0),
  ],
});
