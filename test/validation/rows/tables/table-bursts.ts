// What limits that hold by the second do to bursts. A table of 60 write units may write 3,600 items in a minute, but not in one
// second of it: with nothing saved 60 are written, and the minute's mean tells of no shortage. And a new table of 5 write units,
// whose credit is full, takes an item of 400 KB, which is 400 of its 1,500 units, and 80 s of what it has. One such item a second:
// 1,500, 1,105, 710 and 315 units are there for the first four; the debt of 85 is paid after 17 s, so that the fifth passes in
// the 18th second after the fourth, and its debt of 395 outlasts the minute. What passes while anything is there is an
// assumption, which that first item was measured for.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import type { Row } from '../../row.ts';
import { workedRow } from '../../worked-row.ts';

const SCENARIO = 'test/validation/scenarios/reached-table.yaml';
const THROTTLED =
  'DynamoDB developer guide of February 2023, managing settings on provisioned capacity tables; by hand';
const FRESH = 'dynamodb-conformance, pull request 43, against AWS; by hand';

const throttled = (result: ReplicationResult): number => sumOf(result, 'table', 'WriteThrottleEvents');

export const secondsOfMinutes = workedRow({
  name: 'seconds-of-minutes',
  source: THROTTLED,
  scenario: SCENARIO,
  claims: [
    {
      what: '3,600 puts in one second into a table of 60 write units that has saved nothing: throttled',
      expected: 3600 - 60,
      within: 0.001,
      sets: [
        'components.table={ billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: 60, burstCredit: empty }',
        'workloads.requests.arrivals.rate={ steps: [{ at: 0 s, rate: 3600/s }, { at: 1 s, rate: 0/s }] }',
        'duration=1 min',
      ],
      seen: throttled,
    },
    {
      what: 'the same puts over the minute: throttled',
      expected: 0,
      within: 0,
      sets: [
        'components.table={ billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: 60, burstCredit: empty }',
        'workloads.requests.arrivals.rate={ steps: [{ at: 0 s, rate: 0/s }, { at: 1 s, rate: 60/s }] }',
        'duration=61 s',
      ],
      seen: throttled,
    },
  ],
});

const ITEMS = 60;

export const freshTable: Row = {
  ...workedRow({
    name: 'fresh-table',
    source: FRESH,
    scenario: SCENARIO,
    claims: [
      { what: 'one put of 400 KB into a new table of 5 write units: throttled', rate: '1/h', expected: 0 },
      { what: `one a second for a minute: throttled`, rate: '1/s', expected: ITEMS - 5 },
    ].map(({ what, rate, expected }) => ({
      what,
      expected,
      within: 0,
      sets: [
        'components.table={ billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: 5 }',
        `workloads.requests={ arrivals: { rate: ${rate} }, size: 400 KiB }`,
        `duration=${ITEMS} s`,
      ],
      seen: throttled,
    })),
  }),
  kind: 'predicted',
};
