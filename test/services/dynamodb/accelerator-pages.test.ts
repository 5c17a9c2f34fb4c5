// Queries and scans through DAX are kept by what they ask for, and what is written costs the nodes what is written; each case by
// hand. A cluster of one node takes what its table would.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { designOf, measured, run as runDesign } from '../../conformance/example.ts';
import { even, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const STATUS = {
  key: { distribution: 'uniform', keys: 50 },
  projection: 'KEYS_ONLY',
  itemSize: '100 B',
};

function through(operations: Properties, table: Properties = {}, more: Properties = {}) {
  const { rate = '50/s', size = '4 KiB', faults = [], cache = {}, client = {} } = more;
  return run({
    workloads: {
      w: even(rate as string, size as string, { distribution: 'uniform', keys: 200_000 } as never),
    },
    components: {
      users: { type: 'dynamodb.client', workload: 'w', to: 'cache', operations, client },
      cache: { type: 'dynamodb.accelerator', table: 'orders', replicationFactor: 1, ...(cache as object) },
      orders: { type: 'dynamodb.table', billingMode: 'PAY_PER_REQUEST', ...table },
    },
    seconds: 120,
    faults: faults as never,
  });
}

describe('a query through DAX', () => {
  const byStatus = { Query: { share: '100%', items: 20, index: 'by-status' } };
  const seen = through(byStatus, { globalSecondaryIndexes: { 'by-status': STATUS } });

  it('of an index is known by the key of the index: fifty keys are fifty results', () => {
    // 6,000 queries of 50 keys, each kept for five minutes: a miss each, and one more where two come before the first answer.
    const misses = seen.sum('cache', 'QueryCacheLookups') - seen.sum('cache', 'QueryCacheHits');
    expect(misses).toBeGreaterThanOrEqual(50);
    expect(misses).toBeLessThan(60);
  });

  it('of an index takes of the node what its entries come to, not what the items do', () => {
    // 20 entries of 100 B: 2 KiB begun; ten times that for each of the misses.
    const misses = seen.sum('cache', 'QueryCacheLookups') - seen.sum('cache', 'QueryCacheHits');
    expect(seen.sum('cache', 'NormalizedRequests')).toBe(2 * (6000 - misses) + 20 * misses);
  });

  it('of a local index that fetches the items has them whole', () => {
    const local = { 'by-date': { projection: 'KEYS_ONLY', itemSize: '100 B' } };
    const cost = (attributes: Properties) =>
      through(
        { Query: { share: '100%', items: 10, index: 'by-date', ...attributes } },
        { localSecondaryIndexes: local },
        { rate: '1/s' },
      ).sum('cache', 'NormalizedRequests') / 120;
    // All are misses: 10 × 100 B is one KiB begun, 10 × 4 KiB forty.
    expect(cost({})).toBe(10);
    expect(cost({ attributes: 'all' })).toBe(400);
  });
});

describe('a scan through DAX', () => {
  it('is one result, whichever record asks for it', () => {
    const seen = through({ Scan: { share: '100%', items: 20 } });
    expect(seen.sum('cache', 'QueryCacheHits')).toBeGreaterThan(0.99 * 6000);
  });
});

describe('a write through DAX', () => {
  it('costs every node 25 for each KiB that is written, whatever the table has had there', () => {
    const seen = through({ PutItem: '100%' }, { itemSize: '1 KiB' }, { size: '10 KiB' });
    expect(seen.sum('cache', 'NormalizedRequests')).toBe(6000 * 25 * 10);
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits')).toBe(6000 * 10);
  });
});

describe('a cluster that has more to do than its nodes take', () => {
  // Hits of 100 items a request: 75,000 normalised requests a second are 750 of them; misses are ten times as much.
  const advice = async (queryTtl: string, keys: number) => {
    const design = await designOf(`name: busy
duration: 30 s
replications: 1
workloads:
  w: { arrivals: { process: constant, rate: 900/s }, size: 100 B, partitionKey: { distribution: uniform, keys: ${keys} } }
components:
  users: { type: dynamodb.client, workload: w, to: cache, hosts: 20, operations: { Query: { share: 100%, items: 1100 } }, client: { retry: { mode: none } } }
  cache: { type: dynamodb.accelerator, table: orders, replicationFactor: 1, queryTtl: ${queryTtl} }
  orders: { type: dynamodb.table, billingMode: PAY_PER_REQUEST, previousPeak: { read: 40000 } }
`);
    const found = findingsOf(measured(design, runDesign(design)), []);
    return found.find(({ title }) => title.includes('throttled by the cluster'))!.advice;
  };

  it('is told to grow where what it does is hits, and to miss less where it is not', async () => {
    expect(await advice('5 min', 5)).toMatch(/nearly all that it is asked for/);
    expect(await advice('1 ms', 100_000)).toMatch(/ten times what a hit does/);
  });
});

describe('a table behind DAX that is slow', () => {
  it('makes its own part of the way longer, and not that to the cache', () => {
    const constant = (value: string) => ({ distribution: 'constant', value });
    const seen = through(
      { PutItem: '100%' },
      {},
      {
        cache: { hitLatency: constant('10 ms') },
        client: { requestLatency: { PutItem: constant('3 ms') } },
        faults: [{ kind: 'slow', component: 'orders', at: '0 s', for: '2 min', factor: 10 }],
      },
    );
    const { sum, count } = seen.distribution('orders', 'SuccessfulRequestLatency');
    expect(sum / count).toBe(30_000);
    const latency = seen.distribution('orders', 'latency');
    expect(latency.sum / latency.count).toBe(40_000);
  });
});
