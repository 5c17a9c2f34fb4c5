// What a DAX cluster does and keeps, by AWS's sizing guide: a hit counts its item's KB, a miss ten times, a write 25 times on every
// node; a dax.r5.large takes 75,000 of that a second. And by its concepts: what was read stays for five minutes, items and
// results alike. All by hand, without latencies.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide, sizing your DAX cluster';
const CONCEPTS = 'DynamoDB developer guide, DAX: how it works';
const REQUESTS = 600;
const KIB = 2;
const NODES = 3;
const CACHE = 'components.cache';

const done = (result: ReplicationResult): number => sumOf(result, 'cache', 'NormalizedRequests');

function kept(cache: 'ItemCache' | 'QueryCache', action: string, operations: string, reaches: string) {
  return {
    what: `one ${action} a second for 1,000 s, on one node: misses`,
    // At 0, 300, 600 and 900 s.
    expected: 4,
    within: 0,
    sets: [
      `components.client.operations=${operations}`,
      `${CACHE}.replicationFactor=1`,
      'workloads.requests.arrivals.rate=1/s',
      'duration=1000 s',
    ],
    source: CONCEPTS,
    reaches: [reaches],
    seen: (result: ReplicationResult) =>
      sumOf(result, 'cache', `${cache}Lookups`) - sumOf(result, 'cache', `${cache}Hits`),
  };
}

export const accelerator = workedRow({
  name: 'dax',
  source: GUIDE,
  scenario: 'test/validation/scenarios/reached-accelerator.yaml',
  claims: [
    {
      what: `${REQUESTS} reads of items of ${KIB} KB that the cache never has: normalised requests`,
      expected: REQUESTS * KIB * 10,
      within: 0,
      // An item that was read is gone before the next read.
      sets: [`${CACHE}.recordTtl=1 ms`],
      reaches: ['dynamodb.accelerator limit missCost'],
      seen: done,
    },
    {
      what: `${REQUESTS} puts of items of ${KIB} KB, ${NODES} nodes: normalised requests`,
      expected: REQUESTS * KIB * 25 * NODES,
      within: 0,
      sets: ['components.client.operations={ GetItem: 0%, PutItem: 100% }'],
      reaches: ['dynamodb.accelerator limit writeCost'],
      seen: done,
    },
    {
      what: 'hits of 100 KB, 1,500 a second on one dax.r5.large: normalised requests in 5 s',
      expected: 5 * 75_000,
      within: 0.005,
      // What was saved is gone after a second.
      sets: [
        `${CACHE}={ nodeType: dax.r5.large, replicationFactor: 1 }`,
        'workloads.requests={ arrivals: { rate: 1500/s }, size: 100 KiB }',
        'warmup=3 s',
        'duration=5 s',
      ],
      reaches: ['dynamodb.accelerator limit nodeCapacity'],
      seen: done,
    },
    kept('ItemCache', 'GetItem', '{ GetItem: 100% }', 'dynamodb.accelerator limit itemTtl'),
    kept(
      'QueryCache',
      'Query',
      '{ GetItem: 0%, Query: { share: 100%, items: 2 } }',
      'dynamodb.accelerator limit queryTtl',
    ),
  ],
});
