// What secondary indexes take, by the examples and the lists of the developer guide. A query of a global index is rounded up over its
// entries and is half of that; one of a local index that needs more than its entries have also reads each item, rounded
// by itself. A new entry is one write and a key that changes is two, of the index where it is global and of the table where it is
// local; what changes nothing that is projected is none. A write goes through when the table and the index both have room for it.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GLOBAL = 'DynamoDB developer guide, using global secondary indexes';
const LOCAL = 'DynamoDB developer guide, local secondary indexes';
const REQUESTS = 60;
const KEY = 'key: { distribution: uniform, keys: 100 }';

function globalIndex(more: string, own = ''): string {
  return `components.table={ globalSecondaryIndexes: { by: { ${KEY}${more} } }${own} }`;
}

function localIndex(more: string, own = ''): string {
  return `components.table={ localSecondaryIndexes: { by: {${more} } }${own} }`;
}

const requests = (bytes: number): string =>
  `workloads.requests={ arrivals: { rate: 1/s }, size: ${bytes} B }`;

const operation = (text: string): string => `components.client.operations={ PutItem: 0%, ${text} }`;

function query(items: number, more = ''): string {
  return operation(`Query: { share: 100%, index: by, items: ${items}${more} }`);
}

const counted = (component: string, metric: string) => (result: ReplicationResult) =>
  sumOf(result, component, metric);

const READS = 'ConsumedReadCapacityUnits';
const WRITES = 'ConsumedWriteCapacityUnits';

/** What a write does to the entry of an item. */
const WRITTEN: readonly {
  readonly what: string;
  readonly action: string;
  readonly index?: string;
  readonly writes: number;
}[] = [
  { what: 'puts of items that come into the index', action: 'PutItem: 100%', writes: 1 },
  {
    what: 'puts of items that have no key of the index',
    action: 'PutItem: 100%',
    index: ', indexed: 0%',
    writes: 0,
  },
  { what: 'deletes of items of the index', action: 'DeleteItem: 100%', writes: 1 },
  {
    what: 'updates of the index’s key',
    action: 'UpdateItem: 100%',
    index: ', keyChangeRate: 100%',
    writes: 2,
  },
  { what: 'updates of a projected attribute', action: 'UpdateItem: 100%', writes: 1 },
  {
    what: 'updates of what is not projected',
    action: 'UpdateItem: 100%',
    index: ', projectedChangeRate: 0%',
    writes: 0,
  },
  {
    what: 'puts of items with an entry of 2,000 B',
    action: 'PutItem: 100%',
    index: ', itemSize: 2000 B',
    writes: 2,
  },
];

const plain = (action: string): string =>
  action === 'PutItem: 100%' ? 'components.client.operations={ PutItem: 100% }' : operation(action);

const SECONDS = 60;
/** Puts a second, and write units of the index: the table has room for twice as many. */
const [ROOM, LESS] = [100, 50];

export const indexUnits = workedRow({
  name: 'index-units',
  source: GLOBAL,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    {
      what: `${REQUESTS} queries of 8 entries of 2,000 B of a global index: its read units`,
      expected: 2 * REQUESTS,
      within: 0,
      sets: [requests(100), globalIndex(', itemSize: 2000 B'), query(8)],
      seen: counted('table-by', READS),
    },
    {
      what: 'the same: read units of the table',
      expected: 0,
      within: 0,
      sets: [requests(100), globalIndex(', itemSize: 2000 B'), query(8)],
      seen: counted('table', READS),
    },
    {
      what: `${REQUESTS} consistent queries of 4 entries of 200 B of a local index: read units of the table`,
      expected: REQUESTS,
      within: 0,
      sets: [requests(300), localIndex(' itemSize: 200 B'), query(4, ', consistency: strong')],
      source: LOCAL,
      seen: counted('table', READS),
    },
    {
      what: 'the same with the whole items of 300 B, 20 KB in all',
      expected: 5 * REQUESTS,
      within: 0,
      sets: [
        requests(300),
        localIndex(' itemSize: 200 B'),
        query(4, ', consistency: strong, attributes: all'),
      ],
      source: LOCAL,
      seen: counted('table', READS),
    },
    ...WRITTEN.flatMap(({ what, action, index = '', writes }) => [
      {
        what: `${REQUESTS} ${what}: write units of a global index`,
        expected: writes * REQUESTS,
        within: 0,
        sets: [requests(500), globalIndex(index), plain(action)],
        seen: counted('table-by', WRITES),
      },
      {
        what: `${REQUESTS} ${what}, a local index: write units of the table`,
        expected: (1 + writes) * REQUESTS,
        within: 0,
        sets: [requests(500), localIndex(index.replace(', ', ' ')), plain(action)],
        source: LOCAL,
        seen: counted('table', WRITES),
      },
    ]),
    ...[
      { what: `puts in ${SECONDS} s`, expected: LESS, metric: WRITES },
      {
        what: 'those that the table throttles because of the index',
        expected: ROOM - LESS,
        metric: 'WriteIndexThrottleEvents',
      },
    ].map(({ what, expected, metric }) => ({
      what: `${ROOM} puts a second into a table of ${2 * ROOM} units with a global index of ${LESS}: ${what}`,
      expected: expected * SECONDS,
      within: 0.005,
      sets: [
        `workloads.requests={ arrivals: { rate: ${ROOM}/s }, partitionKey: { keys: 100 }, size: 500 B }`,
        globalIndex(
          `, readCapacityUnits: 1, writeCapacityUnits: ${LESS}`,
          `, billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: ${2 * ROOM}, burstCredit: empty`,
        ),
        'warmup=2 s',
        `duration=${SECONDS} s`,
      ],
      seen: counted('table', metric),
    })),
  ],
});
