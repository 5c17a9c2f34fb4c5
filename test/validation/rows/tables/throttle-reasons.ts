// Why requests are throttled, by the guide's list of reasons: what is provisioned, the range of one key, a maximum of the table's own,
// the quota of the account, of the table or of one of its indexes. Each table here is asked for twice what one of them allows, and
// everything that it throttles is put down to that one. And how CloudWatch counts: a batch of 25 puts into a table that has ten
// units left has 15 events and no throttled request, for a request counts when all of its items are throttled.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide';
const REASONS = `${GUIDE}, diagnosing throttling; by hand`;
const METRICS = `${GUIDE}, DynamoDB metrics and dimensions; by hand`;
const TABLE = 'components.table';
const SECONDS = 5;
const PROVISIONED = 'billingMode: PROVISIONED, readCapacityUnits: 1, burstCredit: empty';
const INDEX = 'key: { distribution: uniform, keys: 100000 }';

interface Overload {
  readonly what: string;
  readonly reason: string;
  readonly unitsPerSecond: number;
  readonly table: string;
  readonly keys?: number;
}

const OVERLOADS: readonly Overload[] = [
  {
    what: '200 provisioned write units',
    reason: 'ProvisionedThroughput',
    unitsPerSecond: 200,
    table: `${PROVISIONED}, writeCapacityUnits: 200`,
  },
  {
    what: 'the partition of one key',
    reason: 'KeyRangeThroughput',
    unitsPerSecond: 1000,
    table: 'partitions: 4',
    keys: 1,
  },
  {
    what: 'a maximum of 500 write units',
    reason: 'MaxOnDemandThroughput',
    unitsPerSecond: 500,
    table: 'onDemandThroughput: { maxWriteRequestUnits: 500 }',
  },
  {
    what: 'the quota of 40,000 write units of a table of 200 partitions',
    reason: 'AccountLimit',
    unitsPerSecond: 40_000,
    table: 'partitions: 200',
  },
  {
    what: 'a global index of 100 provisioned write units',
    reason: 'Index',
    unitsPerSecond: 100,
    table: `${PROVISIONED}, writeCapacityUnits: 1000, globalSecondaryIndexes: { by: { ${INDEX}, readCapacityUnits: 1, writeCapacityUnits: 100 } }`,
  },
  {
    what: 'the partition of one key of a global index',
    reason: 'Index',
    unitsPerSecond: 1000,
    table: 'globalSecondaryIndexes: { by: { key: { distribution: uniform, keys: 1 } } }',
  },
];

/** Large puts, where few of them come to so much. */
function overload({ what, reason, unitsPerSecond, table, keys = 100_000 }: Overload) {
  const kib = unitsPerSecond >= 40_000 ? 40 : 1;
  return {
    what: `puts of twice ${what}: throttled for that reason in ${SECONDS} s`,
    expected: (unitsPerSecond * SECONDS) / kib,
    within: 0.005,
    sets: [
      `${TABLE}={ ${table} }`,
      `workloads.requests={ arrivals: { rate: ${(2 * unitsPerSecond) / kib}/s }, partitionKey: { keys: ${keys} }, size: ${kib} KiB }`,
      'warmup=3 s',
      `duration=${SECONDS} s`,
    ],
    seen: (result: ReplicationResult) => sumOf(result, 'table', `Write${reason}ThrottleEvents`),
  };
}

/** Batches of 25 puts, one a minute, into a table that has ten units left at the first. */
const BATCH = [
  `${TABLE}={ ${PROVISIONED}, writeCapacityUnits: 10 }`,
  'components.client.operations={ PutItem: 0%, BatchWriteItem: { share: 100%, linger: 0 s } }',
  'workloads.requests.arrivals={ batch: 25, rate: { steps: [{ at: 0 s, rate: 0/s }, { at: 1 s, rate: 1/min }] } }',
  'duration=30 s',
];

export const throttleReasons = workedRow({
  name: 'throttle-reasons',
  source: REASONS,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    ...OVERLOADS.map(overload),
    ...[
      { what: 'WriteThrottleEvents', expected: 15, metric: 'WriteThrottleEvents' },
      { what: 'ThrottledRequests', expected: 0, metric: 'ThrottledRequests' },
    ].map(({ what, expected, metric }) => ({
      what: `a batch of 25 puts of 1 KB into a table that has ten write units: ${what}`,
      expected,
      within: 0,
      sets: BATCH,
      source: METRICS,
      seen: (result: ReplicationResult) => sumOf(result, 'table', metric),
    })),
  ],
});
