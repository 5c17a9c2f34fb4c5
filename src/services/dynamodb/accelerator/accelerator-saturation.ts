// A cluster of one node that is asked for several times what it takes.

import type { Saturation } from '../../saturation.ts';

/** Items of 300 KiB, all of them there: a hit is 300 normalised requests. */
export const NODE_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: `name: accelerator-node
duration: 10 s
warmup: 2 s
replications: 1
workloads:
  requests:
    arrivals: { process: constant, rate: 1000/s }
    partitionKey: { distribution: uniform, keys: 1 }
    size: 300 KiB
components:
  users:
    type: dynamodb.client
    workload: requests
    to: cache
    operations: { GetItem: 100% }
    client: { retry: { mode: none }, requestLatency: { GetItem: 0 s }, maxConnections: 10000 }
  cache: { type: dynamodb.accelerator, table: table, nodeType: dax.r5.large, replicationFactor: 1 }
  table: { type: dynamodb.table, billingMode: PAY_PER_REQUEST }
`,
  component: 'cache',
  metric: 'NormalizedRequests',
  ratePerSecond: 75_000,
  burst: 75_000,
  largestCost: 3000,
  overdraws: false,
  gapSeconds: 1 / 1000,
};
