// What DAX keeps and what it asks its table for, by the developer guide. Of eventually consistent reads the table sees those that the
// cache has not: with nine hits of ten a tenth. Consistent reads pass through, and none is kept. A write goes to the table and
// then into the item cache, so that its readers find it; results of queries stay as they are, whatever is written, for their five
// minutes. With a time to live of 0 items stay while there is memory, and results are not kept. A transaction that writes three
// items of 500 B takes six write units of the table, and the background read of what it wrote six read units.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide';
const CONCEPTS = `${GUIDE}, DAX: how it works`;
const SIZING = `${GUIDE}, DAX cluster sizing guide`;
const TRANSACTIONS = `${GUIDE}, DynamoDB transactions: how it works`;
const OPERATIONS = 'components.client.operations';
const ONE_NODE = 'components.cache.replicationFactor=1';
const SECONDS = 60;

const counted = (component: string, metric: string) => (result: ReplicationResult) =>
  sumOf(result, component, metric);

const missed = (cache: string) => (result: ReplicationResult) =>
  sumOf(result, 'cache', `${cache}Lookups`) - sumOf(result, 'cache', `${cache}Hits`);

const READS = counted('table', 'ConsumedReadCapacityUnits');

const transaction = [
  `${OPERATIONS}={ GetItem: 0%, TransactWriteItems: { share: 100%, linger: 0 s } }`,
  'workloads.requests={ arrivals: { rate: 1/s, batch: 3 }, partitionKey: { keys: 1000 }, size: 500 B }',
];

export const daxCaches = workedRow({
  name: 'dax-caches',
  source: CONCEPTS,
  scenario: 'test/validation/scenarios/reached-accelerator.yaml',
  claims: [
    {
      what: `100 reads a second of one item, 9 of 10 are hits: read units of the table in ${SECONDS} s`,
      expected: (100 * SECONDS * 0.1) / 2,
      within: 0,
      // A read is a miss when the one before that was a miss is 100 ms ago.
      sets: [ONE_NODE, 'components.cache.recordTtl=100 ms', 'workloads.requests.arrivals.rate=100/s'],
      source: SIZING,
      seen: READS,
    },
    {
      what: '600 consistent reads of one item: read units of the table',
      expected: 600,
      within: 0,
      sets: [`${OPERATIONS}={ GetItem: 0%, GetItem ConsistentRead: 100% }`],
      seen: READS,
    },
    {
      what: 'the same: looked for in the item cache',
      expected: 0,
      within: 0,
      sets: [`${OPERATIONS}={ GetItem: 0%, GetItem ConsistentRead: 100% }`],
      seen: counted('cache', 'ItemCacheLookups'),
    },
    {
      what: 'reads and puts of one item, 20 a second in all, recordTtl 1 s, one node: misses in a minute',
      // Every second has a put, which begins its time anew; without that there would be a miss a second.
      expected: 0,
      within: 0,
      sets: [
        ONE_NODE,
        'components.cache.recordTtl=1 s',
        `${OPERATIONS}={ GetItem: 50%, PutItem: 50% }`,
        'workloads.requests.arrivals.rate=20/s',
        'warmup=2 s',
      ],
      seen: missed('ItemCache'),
    },
    {
      what: 'queries and puts of one key, 1,200 in all, on one node: queries that the cache had not',
      expected: 1,
      within: 0,
      sets: [
        ONE_NODE,
        `${OPERATIONS}={ GetItem: 0%, PutItem: 50%, Query: { share: 50%, items: 2 } }`,
        'workloads.requests.arrivals.rate=20/s',
      ],
      seen: missed('QueryCache'),
    },
    {
      what: 'one read of an item a second for 1,000 s, recordTtl 0: misses',
      expected: 1,
      within: 0,
      sets: [
        ONE_NODE,
        'components.cache.recordTtl=0 s',
        'workloads.requests.arrivals.rate=1/s',
        'duration=1000 s',
      ],
      seen: missed('ItemCache'),
    },
    {
      what: '600 eventually consistent queries of one key, queryTtl 0: read units of the table',
      expected: 300,
      within: 0,
      sets: [
        'components.cache.queryTtl=0 s',
        `${OPERATIONS}={ GetItem: 0%, Query: { share: 100%, items: 2 } }`,
      ],
      seen: READS,
    },
    {
      what: `a transaction a second that writes three items of 500 B: write units of the table in ${SECONDS} s`,
      expected: 6 * SECONDS,
      within: 0,
      sets: transaction,
      source: TRANSACTIONS,
      seen: counted('table', 'ConsumedWriteCapacityUnits'),
    },
    {
      what: `the same: read units of the table in ${SECONDS} s`,
      expected: 6 * SECONDS,
      within: 0,
      sets: transaction,
      source: TRANSACTIONS,
      seen: READS,
    },
  ],
});
