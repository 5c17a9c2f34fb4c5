// DAX before a table: what its caches have, what it costs its nodes, what goes on to the table, and what a cluster is billed.

import { describe, expect, it } from 'vitest';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

interface Cached {
  readonly workload?: object;
  readonly operations?: Properties;
  readonly cache?: Properties;
  readonly table?: Properties;
  readonly client?: Properties;
  readonly seconds?: number;
  readonly warmupSeconds?: number;
}

const KEYS = { distribution: 'uniform', keys: 100 };

function cached({
  workload = poisson('100/s', '1 KiB', KEYS),
  operations = { GetItem: '100%' },
  cache = {},
  table = { billingMode: 'PAY_PER_REQUEST' },
  client = {},
  seconds = 600,
  warmupSeconds = 0,
}: Cached) {
  return run({
    workloads: { requests: workload as never },
    components: {
      users: { type: 'dynamodb.client', workload: 'requests', to: 'cache', operations, client },
      cache: { type: 'dynamodb.accelerator', table: 'orders', replicationFactor: 1, ...cache },
      orders: { type: 'dynamodb.table', ...table },
    },
    seconds,
    warmupSeconds,
  });
}

type Seen = ReturnType<typeof cached>;
const hitRatio = (seen: Seen) => seen.sum('cache', 'ItemCacheHits') / seen.sum('cache', 'ItemCacheLookups');
const units = (seen: Seen) => seen.sum('orders', 'ConsumedReadCapacityUnits');

describe('the item cache', () => {
  it('has what was read less than five minutes ago: of Poisson reads of one key λT in λT + 1', () => {
    // A read comes after the item is gone, keeps it for T, and all others of that time are hits.
    const seen = cached({
      workload: poisson('10/s', '1 KiB', KEYS),
      cache: { recordTtl: '60 s' },
      seconds: 7200,
      warmupSeconds: 300,
    });
    const perKey = 0.1 * 60;
    expect(Math.abs(hitRatio(seen) / (perKey / (1 + perKey)) - 1)).toBeLessThan(0.01);
  });

  it('follows the popularity of the keys', () => {
    const zipf = { distribution: 'zipf', keys: 1000, exponent: 1 };
    const seen = cached({
      workload: poisson('50/s', '1 KiB', zipf),
      cache: { recordTtl: '30 s' },
      seconds: 3600,
      warmupSeconds: 120,
    });
    let sum = 0;
    let weight = 0;
    for (let rank = 1; rank <= 1000; rank++) weight += 1 / rank;
    for (let rank = 1; rank <= 1000; rank++) {
      const share = 1 / rank / weight;
      const perKey = 50 * share * 30;
      sum += (share * perKey) / (1 + perKey);
    }
    expect(Math.abs(hitRatio(seen) / sum - 1)).toBeLessThan(0.01);
  });

  it('keeps items for good where they have no time, and the table is read once for each', () => {
    const seen = cached({ cache: { recordTtl: '0 s' } });
    expect(seen.sum('cache', 'ItemCacheLookups') - seen.sum('cache', 'ItemCacheHits')).toBeLessThanOrEqual(
      105,
    );
    expect(units(seen)).toBeLessThanOrEqual(105 / 2);
  });

  it('is not asked for consistent reads and transactions, which all go to the table', () => {
    for (const operations of [
      { 'GetItem ConsistentRead': '100%' },
      { TransactGetItems: { share: '100%', items: 1 } },
    ]) {
      const seen = cached({ operations, seconds: 60 });
      expect(seen.sum('cache', 'ItemCacheLookups')).toBe(0);
      expect(units(seen)).toBeGreaterThan(5000);
    }
  });

  it('has what was written through it: no read after the first goes to the table', () => {
    const keys = { distribution: 'list', keys: { one: 1 } };
    const seen = cached({
      workload: even('10/s', '1 KiB', keys),
      operations: { PutItem: '50%', GetItem: '50%' },
      cache: { recordTtl: '10 s' },
    });
    expect(seen.sum('cache', 'ItemCacheLookups') - seen.sum('cache', 'ItemCacheHits')).toBeLessThanOrEqual(2);
  });

  it('keeps that an item is not there', () => {
    const keys = { distribution: 'list', keys: { one: 1 } };
    const seen = cached({
      workload: even('10/s', '1 KiB', keys),
      operations: { DeleteItem: '10%', GetItem: '90%' },
      cache: { recordTtl: '0 s' },
    });
    expect(seen.sum('cache', 'ItemCacheLookups') - seen.sum('cache', 'ItemCacheHits')).toBeLessThanOrEqual(2);
  });

  it('keeps nothing of a write that is throttled', () => {
    const keys = { distribution: 'list', keys: { one: 1 } };
    const seen = cached({
      workload: even('10/s', '200 KiB', keys),
      operations: { PutItem: '100%' },
      table: { readCapacityUnits: 1, writeCapacityUnits: 1, burstCredit: 'empty' },
      client: { retry: { mode: 'none' } },
      seconds: 60,
    });
    expect(seen.sum('orders', 'WriteThrottleEvents')).toBeGreaterThan(590);
    // One at most got through, with 1 s of capacity.
    expect(seen.level('cache', 'CacheMemoryUtilization')).toBeLessThan(
      (2 * 200 * 1024) / (0.8 * 16 * 2 ** 30),
    );
  });

  it('gives a batch what it has, and the rest comes from the table', () => {
    const seen = cached({
      operations: { BatchGetItem: { share: '100%', items: 25, linger: '1 s' } },
      cache: { recordTtl: '0 s' },
    });
    const { produced, fates } = seen.flow('orders');
    expect(fates.delivered! + fates.inFlight!).toBe(produced);
    expect(units(seen)).toBeLessThanOrEqual(130 / 2);
    expect(hitRatio(seen)).toBeGreaterThan(0.99);
  });

  it('has in a replica what the primary has read a while before', () => {
    const one = (replicationTime: string) =>
      cached({
        workload: poisson('10/s', '1 KiB', { distribution: 'list', keys: { one: 1 } }),
        cache: { replicationFactor: 3, recordTtl: '10 s', replicationTime },
        seconds: 3600,
      });
    const misses = (seen: Seen) => seen.sum('cache', 'ItemCacheLookups') - seen.sum('cache', 'ItemCacheHits');
    // One in every 10.1 s, and with a second's delay two of three of the ten that come in it.
    expect(Math.abs(misses(one('0 s')) / (3600 / 10.1) - 1)).toBeLessThan(0.05);
    expect(Math.abs(misses(one('1 s')) / ((3600 / 10.1) * (1 + 10 * (2 / 3))) - 1)).toBeLessThan(0.1);
  });
});

describe('the query cache', () => {
  const operations = { Query: { share: '100%', items: 10 } };

  it('has results for a time of its own', () => {
    const seen = cached({ operations, cache: { queryTtl: '60 s' }, seconds: 3600, warmupSeconds: 120 });
    const ratio = seen.sum('cache', 'QueryCacheHits') / seen.sum('cache', 'QueryCacheLookups');
    expect(Math.abs(ratio / (60 / 61) - 1)).toBeLessThan(0.002);
  });

  it('does not hear of writes', () => {
    const seen = cached({
      workload: even('20/s', '1 KiB', { distribution: 'list', keys: { one: 1 } }),
      operations: { Query: { share: '50%', items: 10 }, PutItem: '50%' },
      cache: { queryTtl: '1 h' },
    });
    expect(seen.sum('cache', 'QueryCacheLookups') - seen.sum('cache', 'QueryCacheHits')).toBeLessThanOrEqual(
      2,
    );
  });

  it('keeps nothing where its time is 0 s', () => {
    const seen = cached({ operations, cache: { queryTtl: '0 s' }, seconds: 60 });
    expect(seen.sum('cache', 'QueryCacheLookups')).toBe(0);
    expect(units(seen)).toBeGreaterThan(5000);
  });
});

describe('a node', () => {
  it('does for a hit what its item has of started KiB, for a miss ten times that, and every node 25 times for a write', () => {
    // 50,000 hits, 1,000 misses and 100 writes of 2 KB a second, three nodes: 135,000, as the sizing guide works out.
    const once = cached({
      workload: even('10/s', '2 KiB', { distribution: 'list', keys: { one: 1 } }),
      operations: { GetItem: '100%' },
      cache: { recordTtl: '0 s' },
      seconds: 100,
    });
    const hits = once.sum('cache', 'ItemCacheHits');
    const misses = once.sum('cache', 'ItemCacheLookups') - hits;
    expect(once.sum('cache', 'NormalizedRequests')).toBe(2 * hits + 20 * misses);
    const writes = cached({
      workload: even('10/s', '2 KiB', KEYS),
      operations: { PutItem: '100%' },
      cache: { replicationFactor: 3 },
      seconds: 100,
    });
    expect(writes.sum('cache', 'NormalizedRequests')).toBe(1000 * 2 * 25 * 3);
    expect(50_000 * 2 + 1000 * 2 * 10 + 100 * 2 * 25 * 3).toBe(135_000);
  });

  it('takes no more writes for having others beside it: 3,000 of a KiB a second, whatever their number', () => {
    const admitted = (replicationFactor: number) => {
      const seen = cached({
        workload: even('6000/s', '1 KiB', { distribution: 'uniform', keys: 100_000 }),
        operations: { PutItem: '100%' },
        cache: { replicationFactor },
        table: { readCapacityUnits: 1, writeCapacityUnits: 40_000, partitions: 100 },
        client: { retry: { mode: 'none' }, maxConnections: 10_000 },
        seconds: 20,
        warmupSeconds: 5,
      });
      return seen.sum('orders', 'ConsumedWriteCapacityUnits') / 20;
    };
    for (const nodes of [1, 3, 11]) expect(Math.abs(admitted(nodes) / 3000 - 1)).toBeLessThan(0.01);
  });

  it('is billed by the hour', () => {
    const seen = cached({ cache: { replicationFactor: 3, nodeType: 'dax.r5.xlarge' }, seconds: 3600 });
    expect(seen.usage('cache', 'node-hour-dax.r5.xlarge')).toBeCloseTo(3, 6);
  });
});

describe('transactions that write', () => {
  it('are read back, for two units an item', () => {
    const seen = cached({
      operations: { TransactWriteItems: { share: '50%', items: 1 }, GetItem: '50%' },
      cache: { recordTtl: '0 s' },
      seconds: 100,
    });
    const written = seen.sum('orders', 'ConsumedWriteCapacityUnits') / 2;
    const misses = seen.sum('cache', 'ItemCacheLookups') - seen.sum('cache', 'ItemCacheHits');
    expect(written).toBeGreaterThan(4500);
    // What is written last is read back after the end.
    expect(Math.abs(units(seen) - 2 * written - misses / 2)).toBeLessThanOrEqual(6);
  });
});
