// When auto scaling changes a table's capacity, by the developer guide: after two minutes on end above its target, and after a quarter
// of an hour 20 points below it (the knowledge center says both). What is above it for a minute at a time never tells. Then it has as
// much as brings what is consumed to the target: 80 of 100 units at 70 % ask for 115. A day may lower a table 27 times: four times
// at any time, and once more after every hour without. Here reads and writes fall together every 20 minutes, after 3 minutes
// in which both are raised, and are to be lowered 18 minutes after that: at minutes 18 and 38 both are, and from then on one
// of them an hour after the last, from minute 98 to minute 1,418, 23 times.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const CENTER = 'repost.aws/knowledge-center/dynamodb-auto-scaling';
const QUOTAS = 'DynamoDB developer guide, quotas; by hand';
const UNITS = 100;

/** Writes of one unit a second, by the minute that they begin at. */
function writes(steps: readonly (readonly [number, number])[], periodMinutes?: number): string {
  const period = periodMinutes === undefined ? '' : `period: ${periodMinutes} min, `;
  const rates = steps.map(([minute, rate]) => `{ at: ${minute} min, rate: ${rate}/s }`);
  return `workloads.puts.arrivals.rate={ ${period}steps: [${rates.join(', ')}] }`;
}

const TABLE = `components.table={ writeCapacityUnits: ${UNITS}, autoScaling: { write: { min: 5, max: 1000 } } }`;

const counted = (metric: string) => (result: ReplicationResult) => sumOf(result, 'table', metric);
const provisioned = (result: ReplicationResult): number =>
  levelOf(result, 'table', 'ProvisionedWriteCapacityUnits').last;

function followed(
  what: string,
  expected: number,
  load: string,
  seconds: number,
  seen: (result: ReplicationResult) => number,
) {
  return {
    what: `${UNITS} units, a target of 70 %, ${what}`,
    expected,
    within: 0,
    sets: [TABLE, load, `duration=${seconds} s`],
    seen,
  };
}

export const tableScaling = workedRow({
  name: 'table-scaling',
  source: CENTER,
  scenario: 'test/validation/scenarios/reached-auto-scaling.yaml',
  claims: [
    followed('80 units/s: increases in 119 s', 0, writes([[0, 80]]), 119, counted('CapacityIncreases')),
    followed('80 units/s: provisioned after 121 s', 115, writes([[0, 80]]), 121, provisioned),
    followed(
      '80 units/s every other minute: increases in 2 h',
      0,
      writes(
        [
          [0, 80],
          [1, 60],
        ],
        2,
      ),
      7200,
      counted('CapacityIncreases'),
    ),
    followed('51 units/s: decreases in 1 h', 0, writes([[0, 51]]), 3600, counted('CapacityDecreases')),
    followed('49 units/s: decreases in 899 s', 0, writes([[0, 49]]), 899, counted('CapacityDecreases')),
    followed('49 units/s: provisioned after 901 s', 70, writes([[0, 49]]), 901, provisioned),
    {
      what: 'reads and writes that could be lowered three times an hour: decreases in a day',
      expected: 27,
      within: 0,
      scenario: 'test/validation/scenarios/table-scaling.yaml',
      source: QUOTAS,
      seen: counted('CapacityDecreases'),
    },
  ],
});
