// What tables cost in a month of 730 hours, as others have worked it out, and by hand from AWS's price list. Infracost reads that
// list itself. A published comparison has 1,000 writes and 10,000 consistent reads a second, at the prices of requests before
// November 2024. With those of today a unit that is provisioned costs as much as one that is used 28.9 % of the time:
// 0.00065 USD over 3,600 times 0.000000625 are 13/45, and reads have the same; so 900 units and 260 a second. A transaction
// costs twice its units; a global index has a bill of its own, for as many writes and for entries with 100 B more each.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const INFRACOST = 'infracost, dynamodb_table_test.golden, from the AWS price list';
const COMPARED = 'zeonedge.com, DynamoDB cost optimization, on-demand and provisioned';
const LIST = 'AWS price list, DynamoDB, August 2025; by hand';
const SECONDS_PER_MONTH = 730 * 3600;
const MILLIONS_PER_MONTH = SECONDS_PER_MONTH / 1e6;
const GIB = 2 ** 30;

const ON_DEMAND = 'test/validation/scenarios/reached-table.yaml';
const STRONG = 'components.client.operations={ PutItem: 0%, GetItem ConsistentRead: 100% }';

function provisioned(reads: number, writes: number, more = ''): readonly string[] {
  return [
    `components.table={ billingMode: PROVISIONED, readCapacityUnits: ${reads}, writeCapacityUnits: ${writes}${more} }`,
  ];
}

/** On-demand, and nothing is throttled. */
function requests(perSecond: number): readonly string[] {
  return [
    `workloads.requests={ arrivals: { rate: ${perSecond}/s }, partitionKey: { keys: 100000 } }`,
    'duration=10 s',
  ];
}

/** Items of 924 B, 1 KiB each with what storage adds, that come to so many GiB. */
const stored = (gib: number): string => `, items: ${gib * 2 ** 20}, itemSize: 924 B`;

export const tableBills = workedRow({
  name: 'table-bills',
  source: LIST,
  scenario: ON_DEMAND,
  claims: [
    { what: '20 write and 30 read units', usd: 9.49 + 2.85, sets: provisioned(30, 20), source: INFRACOST },
    { what: '77 write and 76 read units', usd: 36.54 + 7.21, sets: provisioned(76, 77), source: INFRACOST },
    {
      what: '20 write and 30 read units, 230 GB stored',
      usd: 9.49 + 2.85 + 57.5,
      sets: provisioned(30, 20, stored(230)),
      source: INFRACOST,
    },
    {
      what: '1,000 write and 10,000 read units',
      usd: 1423.5,
      sets: provisioned(10_000, 1000),
      source: COMPARED,
    },
    {
      what: '1,000 writes a second at 1.25 USD a million',
      usd: 3285,
      sets: [...requests(1000), 'cost.prices={ dynamodb.table: { write-request-unit: 1.25 USD } }'],
      source: COMPARED,
    },
    {
      what: '10,000 consistent reads a second at 0.25 USD a million',
      usd: 6570,
      sets: [
        ...requests(10_000),
        STRONG,
        'cost.prices={ dynamodb.table: { read-request-half-unit: 0.25 USD } }',
      ],
      source: COMPARED,
    },
    { what: '900 write units and one read unit', usd: 427.05 + 0.0949, sets: provisioned(1, 900) },
    { what: '260 writes a second on demand', usd: 427.05, sets: requests(260) },
    { what: '900 read units and one write unit', usd: 85.41 + 0.4745, sets: provisioned(900, 1) },
    { what: '260 consistent reads a second on demand', usd: 85.41, sets: [...requests(260), STRONG] },
    {
      what: 'a put of 1 KB a second in a transaction, on demand',
      usd: 2 * MILLIONS_PER_MONTH * 0.625,
      sets: [
        ...requests(1),
        'components.client.operations={ PutItem: 0%, TransactWriteItems: { share: 100%, linger: 0 s } }',
      ],
    },
    {
      what: 'the same with a global index that holds 2,000,000,000 entries of 50 B',
      usd: 3 * MILLIONS_PER_MONTH * 0.625 + ((2e9 * (50 + 100)) / GIB) * 0.25,
      sets: [
        ...requests(1),
        'components.client.operations={ PutItem: 0%, TransactWriteItems: { share: 100%, linger: 0 s } }',
        'components.table.globalSecondaryIndexes={ by: { key: { distribution: uniform, keys: 10 }, projection: KEYS_ONLY, itemSize: 50 B, items: 2000000000 } }',
      ],
    },
  ].map(({ what, usd, sets, source = LIST }) => ({
    what: `us-east-1: ${what}, USD a month`,
    expected: usd,
    // Others have rounded to cents.
    within: source === INFRACOST ? 0.001 : 0,
    decimals: 2,
    sets,
    source,
    seen: monthlyUsd,
  })),
});
