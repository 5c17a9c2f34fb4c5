// What a table costs in a month of 730 hours, 2,628,000 s, in every region of the price book, by hand from AWS's price list
// (Standard class; the free tier is the account's, and left out): 100 write and 200 read units that are provisioned; one put
// of 1 KiB a second; one eventually consistent read a second, half a unit, beside 10 GiB of storage, which are
// 10,485,760 items of 924 B and the 100 B that each is billed on top; and one put a second, to whose stream a consumer sends
// one GetRecords a second.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const HOURS = 730;
const MILLIONS_PER_MONTH = (HOURS * 3600) / 1e6;
const LIST = 'AWS price list, DynamoDB, August 2025; by hand';

/** USD: a provisioned unit's hour, a million request units, a GB-month, 100,000 read requests to a stream. */
interface Prices {
  readonly region: string;
  readonly writeHour: number;
  readonly readHour: number;
  readonly writes: number;
  readonly reads: number;
  readonly storage: number;
  readonly stream: number;
}

// As the list has them, one region a line.
const REGIONS: readonly Prices[] = (
  [
    ['us-east-1', 0.00065, 0.00013, 0.625, 0.125, 0.25, 0.02],
    ['us-west-2', 0.00065, 0.00013, 0.625, 0.125, 0.25, 0.02],
    ['eu-west-1', 0.000735, 0.000147, 0.705, 0.1415, 0.283, 0.0226],
    ['eu-central-1', 0.000793, 0.0001586, 0.7625, 0.1525, 0.306, 0.0245],
    ['ap-southeast-2', 0.00074, 0.000148, 0.71, 0.1425, 0.285, 0.0228],
    ['ap-northeast-1', 0.000742, 0.0001484, 0.715, 0.1425, 0.285, 0.0228],
  ] as const
).map(([region, writeHour, readHour, writes, reads, storage, stream]) => ({
  region,
  writeHour,
  readHour,
  writes,
  reads,
  storage,
  stream,
}));

function entries(name: string): readonly string[] {
  return [`dynamodb.table meter ${name}`, `dynamodb.table price ${name}`];
}

const PROVISIONED = [...entries('write-capacity-unit-hour'), ...entries('read-capacity-unit-hour')];
const ON_DEMAND = 'test/validation/scenarios/reached-table.yaml';
const PUTS = ['workloads.requests={ arrivals: { rate: 1/s }, size: 1 KiB }'];
const READS = [
  ...PUTS,
  'components.client.operations={ PutItem: 0%, GetItem: 100% }',
  'components.table={ items: 10485760, itemSize: 924 B }',
];

function claims({ region, writeHour, readHour, writes, reads, storage, stream }: Prices) {
  const cases = [
    {
      what: '100 write and 200 read units, provisioned',
      expected: HOURS * (100 * writeHour + 200 * readHour),
      scenario: 'test/validation/scenarios/small-table.yaml',
      sets: ['components.table={ readCapacityUnits: 200, writeCapacityUnits: 100 }'],
      reaches: PROVISIONED,
    },
    {
      what: 'on-demand, a put of 1 KiB a second',
      expected: MILLIONS_PER_MONTH * writes,
      scenario: ON_DEMAND,
      sets: PUTS,
      reaches: entries('write-request-unit'),
    },
    {
      what: 'on-demand, an eventually consistent read of 924 B a second, 10 GiB stored',
      expected: (MILLIONS_PER_MONTH / 2) * reads + 10 * storage,
      scenario: ON_DEMAND,
      sets: READS,
      reaches: [...entries('read-request-half-unit'), ...entries('storage-gb-month')],
    },
    {
      what: 'on-demand, a put and a GetRecords of its stream a second',
      expected: MILLIONS_PER_MONTH * writes + 10 * MILLIONS_PER_MONTH * stream,
      scenario: 'test/validation/scenarios/reached-table-stream.yaml',
      sets: [],
      reaches: entries('streams-read-request-unit'),
    },
  ];
  return cases.map(({ what, sets, ...rest }) => ({
    ...rest,
    what: `${region}: ${what}, USD a month`,
    sets: [`region=${region}`, ...sets],
    within: 0,
    decimals: 4,
    seen: monthlyUsd,
  }));
}

export const tablePrices = workedRow({
  name: 'dynamodb-prices',
  source: LIST,
  scenario: ON_DEMAND,
  claims: REGIONS.flatMap(claims),
});
