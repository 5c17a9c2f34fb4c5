// How much one request takes, by hand. A batch has 16 MiB at most, so 40 items of 400 KiB (16,384,000 B; one more would be too
// many), and of 200 such items, which come within 100 ms, 5 requests are made. A transaction has 4 MiB, so 40 items of 100 KiB.
// A page ends with the item that brings it to 1 MiB: 256 items of 4 KiB, read consistently for 256 units. An item has 400 KiB,
// 409,600 B, and one with a byte more is refused.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const API = 'DynamoDB API reference';
const BURST = { arrivals: '{ rate: 1/h, batch: 200 }' } as const;
const ITEMS = 200;
const OF_A_BATCH = 40;
const READS = 600;
const PAGE_UNITS = 256;

function grouped(action: string, size: string): readonly string[] {
  return [
    `components.client.operations={ PutItem: 0%, ${action}: { share: 100%, linger: 1 s } }`,
    `workloads.requests={ arrivals: ${BURST.arrivals}, size: ${size} }`,
    // So that nothing is throttled: these are 20,000 units and more of one second.
    'workloads.requests.partitionKey.keys=1000',
    'components.table.partitions=100',
  ];
}

export const tableRequests = workedRow({
  name: 'dynamodb-requests',
  source: API,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    {
      what: `${ITEMS} items of 400 KiB read by BatchGetItem: requests`,
      expected: ITEMS / OF_A_BATCH,
      within: 0,
      sets: grouped('BatchGetItem', '400 KiB'),
      source: `${API}, BatchGetItem: 16 MB`,
      reaches: ['dynamodb.table limit batchBytes'],
      seen: (result) => sumOf(result, 'table', 'Requests'),
    },
    {
      what: `${ITEMS} items of 100 KiB written by TransactWriteItems: requests`,
      expected: ITEMS / OF_A_BATCH,
      within: 0,
      sets: grouped('TransactWriteItems', '100 KiB'),
      source: `${API}, TransactWriteItems: 4 MB`,
      reaches: ['dynamodb.table limit transactionBytes'],
      seen: (result) => sumOf(result, 'table', 'Requests'),
    },
    {
      what: `${READS} consistent queries of 1,000 items of 4 KiB: units consumed`,
      expected: READS * PAGE_UNITS,
      within: 0,
      sets: [
        'components.client.operations={ PutItem: 0%, Query: { share: 100%, items: 1000, consistency: strong } }',
        'workloads.requests.size=4 KiB',
      ],
      source: 'DynamoDB developer guide, best practices for querying and scanning: 256 units a page',
      reaches: ['dynamodb.table limit pageBytes'],
      seen: (result) => sumOf(result, 'table', 'ConsumedReadCapacityUnits'),
    },
    ...[
      { bytes: 409_600, refused: 0 },
      { bytes: 409_601, refused: 60 },
    ].map(({ bytes, refused }) => ({
      what: `60 puts of ${bytes.toLocaleString('en')} B: refused`,
      expected: refused,
      within: 0,
      sets: ['workloads.requests.arrivals.rate=1/s', `workloads.requests.size=${bytes} B`],
      source: 'DynamoDB developer guide, quotas: 400 KB',
      reaches: ['dynamodb.table limit itemBytes'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'table', 'UserErrors'),
    })),
  ],
});
