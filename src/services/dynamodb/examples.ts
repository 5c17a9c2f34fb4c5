// The smallest whole scenario of each type: shown by `sim components`, run by the conformance suite.

const WORKLOAD = `workloads:
  requests:
    arrivals: { process: poisson, rate: 300/s }
    partitionKey: { distribution: uniform, keys: 10000 }
    size: 1500 B
`;

export const TABLE_EXAMPLE = `name: table-example
description: Items are put into a table that is provisioned for them.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  source: { type: custom.source, workload: requests, to: orders }
  orders: { type: dynamodb.table, readCapacityUnits: 10, writeCapacityUnits: 800 }
`;

export const CLIENT_EXAMPLE = `name: client-example
description: Users read and write the items of an on-demand table.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  users: { type: dynamodb.client, workload: requests, to: orders, operations: { GetItem: 80%, PutItem: 20% } }
  orders: { type: dynamodb.table, billingMode: PAY_PER_REQUEST }
`;

export const INDEX_EXAMPLE = `name: index-example
description: Items are put into a table that is also read by another key.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  source: { type: custom.source, workload: requests, to: orders }
  orders: { type: dynamodb.table, readCapacityUnits: 10, writeCapacityUnits: 800 }
  by-customer:
    type: dynamodb.index
    table: orders
    key: { distribution: uniform, keys: 2000 }
    readCapacityUnits: 10
    writeCapacityUnits: 800
`;

export const SCAN_EXAMPLE = `name: scan-example
description: A job scans a table while items are put into it.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  source: { type: custom.source, workload: requests, to: orders }
  orders: { type: dynamodb.table, readCapacityUnits: 2000, writeCapacityUnits: 800 }
  export: { type: dynamodb.scan, to: orders, items: 100000, itemSize: 1500 B, totalSegments: 4 }
`;

export const ACCELERATOR_EXAMPLE = `name: accelerator-example
description: Users read items through a cache.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  users: { type: dynamodb.client, workload: requests, to: cache, operations: { GetItem: 90%, PutItem: 10% } }
  cache: { type: dynamodb.accelerator, table: orders }
  orders: { type: dynamodb.table, readCapacityUnits: 200, writeCapacityUnits: 80 }
`;
