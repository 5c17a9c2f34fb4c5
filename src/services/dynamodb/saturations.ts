// A scenario for each enforced limit of DynamoDB, in which that limit binds and no other does.

import type { Saturation, Seen } from '../saturation.ts';

function scenario(
  name: string,
  duration: string,
  rate: string,
  table: string,
  { operation = 'PutItem', keys = '1', size = '100 B', warmup = '0 s' } = {},
): string {
  return `name: ${name}
duration: ${duration}
warmup: ${warmup}
replications: 1
workloads:
  requests:
    arrivals: { process: constant, rate: ${rate} }
    partitionKey: { distribution: uniform, keys: ${keys} }
    size: ${size}
components:
  users:
    type: dynamodb.client
    workload: requests
    to: table
    operations: { ${operation}: 100% }
    client: { retry: { mode: none }, requestLatency: { ${operation}: 0 s }, maxConnections: 10000 }
  table: { type: dynamodb.table, ${table} }
`;
}

function bucket(
  text: string,
  metric: string,
  ratePerSecond: number,
  burst: number,
  gapSeconds: number,
  largestCost = 1,
): Saturation {
  return {
    kind: 'bucket',
    scenario: text,
    component: 'table',
    metric,
    ratePerSecond,
    burst,
    largestCost,
    overdraws: false,
    gapSeconds,
  };
}

const ON_DEMAND = 'billingMode: PAY_PER_REQUEST';

/** One key, and three times what its partition takes. */
export const PARTITION_WRITES_SATURATION = bucket(
  scenario('partition-writes', '12 s', '3000/s', ON_DEMAND),
  'ConsumedWriteCapacityUnits',
  1000,
  1000,
  1 / 3000,
);

export const PARTITION_READS_SATURATION = bucket(
  scenario('partition-reads', '6 s', '6000/s', ON_DEMAND, { operation: 'GetItem ConsistentRead' }),
  'ConsumedReadCapacityUnits',
  3000,
  3000,
  1 / 6000,
);

/** Of half a unit each. */
export const PARTITION_EVENTUAL_SATURATION = bucket(
  scenario('partition-eventual-reads', '6 s', '18000/s', ON_DEMAND, { operation: 'GetItem' }),
  'ConsumedReadCapacityUnits',
  4500,
  4500,
  1 / 18_000,
);

/** One write unit a second, full of 300 s of it: the last write may overdraw it. */
export const BURST_SATURATION: Saturation = {
  ...(bucket(
    scenario('burst', '30 s', '900/s', 'readCapacityUnits: 1, writeCapacityUnits: 1', { keys: '1000' }),
    'ConsumedWriteCapacityUnits',
    1,
    300,
    1 / 900,
  ) as Extract<Saturation, { kind: 'bucket' }>),
  largestCost: 2,
};

const MIB_SIZES = '{ distribution: uniform, min: 1 B, max: 600 KiB }';

/** Sizes of up to half as much again: the largest that is written has 400 units. */
export const ITEM_BYTES_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario('item-bytes', '100 s', '20/s', `${ON_DEMAND}, partitions: 64`, {
    keys: '1000',
    size: MIB_SIZES,
  }),
  component: 'table',
  // The mean of what is served is half of the most: sizes are spread evenly.
  most: ({ statistic }: Seen) =>
    (2 * 1024 * statistic('ConsumedWriteCapacityUnits', 'sum')) /
    statistic('SuccessfulRequestLatency', 'count'),
  resolution: 20_000,
};

export const TABLE_QUOTA_SATURATION = bucket(
  scenario('table-quota', '3 s', '160000/s', `${ON_DEMAND}, partitions: 500`, { keys: '100000' }),
  'ConsumedWriteCapacityUnits',
  40_000,
  40_000,
  1 / 160_000,
);

/** Twenty minutes full, twenty nearly empty: it asks for less every forty minutes, and gets it four times in three hours, as the hour before always had one. */
export const DECREASES_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: decreases
duration: 190 min
warmup: 0 s
replications: 1
workloads:
  requests:
    arrivals:
      process: constant
      rate: { period: 40 min, steps: [{ at: 0 s, rate: 9/s }, { at: 20 min, rate: 0.1/s }] }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 100 B
components:
  source: { type: custom.source, workload: requests, to: table }
  table:
    type: dynamodb.table
    readCapacityUnits: 1
    writeCapacityUnits: 20
    updateTime: 1 s
    autoScaling: { write: { min: 1, max: 100 } }
`,
  component: 'table',
  most: ({ statistic }: Seen) => statistic('CapacityDecreases', 'sum'),
};
