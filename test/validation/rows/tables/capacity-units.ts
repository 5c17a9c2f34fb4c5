// What requests take, by the developer guide's examples, a request a second for a minute. Read units are of 4 KB and write units of
// 1 KB, both started ones; an eventually consistent read takes half, a transaction twice as much. A batch rounds each item, a
// Query all of them together. A write takes as much as the larger of what was there and what is there then, and so does one whose
// condition fails. In a scenario the items of one batch are of one size: the guide's batches of 1.5 and 6.5 KB, and of 500 B
// and 3.5 KB, are each two of the one and two of the other, so twice as much.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide';
const OPERATIONS = `${GUIDE}, read and write operations`;
const TRANSACTIONS = `${GUIDE}, DynamoDB transactions: how it works`;
const PROVISIONED = `${GUIDE}, provisioned capacity mode`;
const REQUESTS = 60;

interface Example {
  /** `GetItem of 10 KB`. */
  readonly what: string;
  readonly kind: 'Read' | 'Write';
  /** Units of one request. */
  readonly units: number;
  readonly bytes: number;
  readonly operations: string;
  /** Items that come together, where a request has more than one. */
  readonly items?: number;
  readonly perSecond?: number;
  readonly sets?: readonly string[];
  readonly source?: string;
}

const all = (operation: string): string => `{ PutItem: 0%, ${operation}: 100% }`;

/** Items that come together go in one request. */
const together = (operation: string, more = ''): string =>
  `{ PutItem: 0%, ${operation}: { share: 100%, linger: 0 s${more} } }`;

const page = (items: number, consistency: string): string =>
  `{ PutItem: 0%, Query: { share: 100%, items: ${items}, consistency: ${consistency} } }`;

const STRONG = all('GetItem ConsistentRead');
const PUTS = '{ PutItem: 100% }';
const CONSISTENT = ', consistency: strong';
/** The table has items of so many bytes. */
const before = (bytes: number): string => `components.table.itemSize=${bytes} B`;
const KB = 1024;

const EXAMPLES: readonly Example[] = [
  { what: 'consistent reads of 3,500 B', kind: 'Read', units: 1, bytes: 3500, operations: STRONG },
  { what: 'consistent reads of 10 KB', kind: 'Read', units: 3, bytes: 10 * KB, operations: STRONG },
  {
    what: 'eventually consistent reads of 80 KB',
    kind: 'Read',
    units: 10,
    bytes: 80 * KB,
    operations: all('GetItem'),
  },
  {
    what: 'transactional reads of 8 KB',
    kind: 'Read',
    units: 4,
    bytes: 8 * KB,
    operations: together('TransactGetItems'),
  },
  {
    what: 'batches of two items of 1.5 KB',
    kind: 'Read',
    units: 2,
    bytes: 1.5 * KB,
    items: 2,
    operations: together('BatchGetItem', CONSISTENT),
  },
  {
    what: 'batches of two items of 6.5 KB',
    kind: 'Read',
    units: 4,
    bytes: 6.5 * KB,
    items: 2,
    operations: together('BatchGetItem', CONSISTENT),
  },
  // 40.8 KB in all, and 2 B more, since a byte is not divided.
  {
    what: 'consistent queries of 10 items of 40.8 KB together',
    kind: 'Read',
    units: 11,
    bytes: 4178,
    operations: page(10, 'strong'),
  },
  // 96,000 B, which is less than the 24 units of 4,096 B and more than 23.
  {
    what: 'consistent queries of 1,500 items of 64 B',
    kind: 'Read',
    units: 24,
    bytes: 64,
    operations: page(1500, 'strong'),
  },
  {
    what: 'eventually consistent queries of 1,500 items of 64 B',
    kind: 'Read',
    units: 12,
    bytes: 64,
    operations: page(1500, 'eventual'),
  },
  { what: 'puts of 500 B', kind: 'Write', units: 1, bytes: 500, operations: PUTS },
  { what: 'puts of 1.6 KB', kind: 'Write', units: 2, bytes: 1638, operations: PUTS },
  {
    what: 'deletes of items of 1.6 KB',
    kind: 'Write',
    units: 2,
    bytes: 100,
    operations: all('DeleteItem'),
    sets: [before(1638)],
  },
  {
    what: 'transactional puts of 2 KB',
    kind: 'Write',
    units: 4,
    bytes: 2 * KB,
    operations: together('TransactWriteItems'),
  },
  {
    what: 'batches of two puts of 500 B',
    kind: 'Write',
    units: 2,
    bytes: 500,
    items: 2,
    operations: together('BatchWriteItem'),
  },
  {
    what: 'batches of two puts of 3.5 KB',
    kind: 'Write',
    units: 8,
    bytes: 3.5 * KB,
    items: 2,
    operations: together('BatchWriteItem'),
  },
  {
    what: 'puts of 1 KB over items of 3 KB',
    kind: 'Write',
    units: 3,
    bytes: KB,
    operations: PUTS,
    sets: [before(3 * KB)],
  },
  {
    what: 'updates that make 5 KB of items of 3 KB',
    kind: 'Write',
    units: 5,
    bytes: 5 * KB,
    operations: all('UpdateItem'),
    sets: [before(3 * KB)],
  },
  {
    what: 'puts of 310 KB over items of 300 KB whose condition fails',
    kind: 'Write',
    units: 310,
    bytes: 310 * KB,
    operations: PUTS,
    sets: [before(300 * KB), 'components.client.conditionFailureRate=100%'],
  },
  {
    what: 'transactions that write three items of 500 B',
    kind: 'Write',
    units: 6,
    bytes: 500,
    items: 3,
    operations: together('TransactWriteItems'),
    source: TRANSACTIONS,
  },
  {
    what: 'transactions that read three items of 500 B',
    kind: 'Read',
    units: 6,
    bytes: 500,
    items: 3,
    operations: together('TransactGetItems'),
    source: TRANSACTIONS,
  },
  {
    what: '80 consistent reads a second of 3 KB',
    kind: 'Read',
    units: 1,
    perSecond: 80,
    bytes: 3 * KB,
    operations: STRONG,
    source: PROVISIONED,
  },
  {
    what: '100 puts a second of 512 B',
    kind: 'Write',
    units: 1,
    perSecond: 100,
    bytes: 512,
    operations: PUTS,
    source: PROVISIONED,
  },
];

function claim({
  what,
  kind,
  units,
  bytes,
  operations,
  items = 1,
  perSecond = 1,
  sets = [],
  source,
}: Example) {
  return {
    what: `${perSecond === 1 ? `${REQUESTS} ` : ''}${what}: units consumed in a minute`,
    expected: units * REQUESTS * perSecond,
    within: 0,
    sets: [
      `workloads.requests={ arrivals: { rate: ${perSecond}/s, batch: ${items} }, partitionKey: { keys: 1000000 }, size: ${bytes} B }`,
      `components.client.operations=${operations}`,
      ...sets,
    ],
    source: source ?? OPERATIONS,
    seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'table', `Consumed${kind}CapacityUnits`),
  };
}

export const capacityUnits = workedRow({
  name: 'capacity-units',
  source: OPERATIONS,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: EXAMPLES.map(claim),
});
