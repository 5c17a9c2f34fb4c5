// Partitions as they come: for what a table was warmed up for, for what it holds, and because one of them stays hot.

import { describe, expect, it } from 'vitest';
import { indexSchema } from '../../../src/services/dynamodb/index/index-schema.ts';
import { indexType } from '../../../src/services/dynamodb/index/index-type.ts';
import { tableSchema } from '../../../src/services/dynamodb/table/table-schema.ts';
import { KeyDemand } from '../../../src/services/dynamodb/throughput/key-demand.ts';
import { startPartitions } from '../../../src/services/dynamodb/throughput/throughput-schema.ts';
import { Keys } from '../../../src/workload/keys.ts';
import { even, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

function written(rate: string, seconds: number, keys: unknown, table: Properties) {
  return run({
    workloads: { requests: even(rate, '100 B', keys) },
    components: {
      users: {
        type: 'dynamodb.client',
        workload: 'requests',
        to: 'table',
        client: { retry: { mode: 'none' }, requestLatency: { PutItem: '0 s' }, maxConnections: 10_000 },
      },
      table: { type: 'dynamodb.table', billingMode: 'PAY_PER_REQUEST', ...table },
    },
    seconds,
  });
}

const MANY = { distribution: 'uniform', keys: 20_000 };

describe('a table begins with partitions', () => {
  const partitions = (table: Properties) => startPartitions(tableSchema.parse(table));

  it.each([
    [{ billingMode: 'PAY_PER_REQUEST' }, 4],
    [{ billingMode: 'PAY_PER_REQUEST', warmThroughput: { writeUnitsPerSecond: 8000 } }, 8],
    [{ billingMode: 'PAY_PER_REQUEST', warmThroughput: { readUnitsPerSecond: 36_000 } }, 12],
    // 5,000 of 3,000 and 2,000 of 1,000.
    [{ readCapacityUnits: 5000, writeCapacityUnits: 2000 }, 4],
    [{ readCapacityUnits: 1, writeCapacityUnits: 10_000 }, 11],
  ])('%j: %i', (table, count) => {
    expect(partitions(table)).toBe(count);
  });

  it('for what it holds, 10 GiB each', () => {
    const holds = (items: number) => ({
      readCapacityUnits: 1,
      writeCapacityUnits: 1,
      items,
      itemSize: '1 KiB',
    });
    const most = 10 * 2 ** 20;
    expect(partitions(holds(most))).toBe(1);
    expect(partitions(holds(most + 1))).toBe(2);
    // 1,024,000,000,000 B over 10,737,418,240 are 95.4.
    expect(partitions(holds(1e9))).toBe(96);
    expect(indexType.parts!(indexSchema.parse({ ...holds(1e9), table: 't', key: MANY }))).toHaveLength(96);
  });
});

describe('a partition that stays near its limits', () => {
  it('is split, where half of the demand lies on either side', () => {
    const seen = written('1500/s', 600, MANY, { partitions: 1, heatTime: '2 min', growthTime: '1 h' });
    expect(seen.sum('table', 'SplitsForHeat')).toBe(1);
    // 500 a second are throttled for two minutes, but for the second’s worth at the beginning.
    const throttled = seen.sum('table', 'WriteThrottleEvents');
    expect(throttled).toBeGreaterThan(58_900);
    expect(throttled).toBeLessThanOrEqual(59_100);
  });

  it('is not split where one key has most of the demand, nor in the old even division', () => {
    const one = { distribution: 'uniform', keys: 1 };
    const hot = { partitions: 1, heatTime: '1 min', growthTime: '1 h' };
    expect(written('1500/s', 300, one, hot).sum('table', 'SplitsForHeat')).toBe(0);
    const legacy = {
      billingMode: 'PROVISIONED',
      partitioning: 'legacy',
      readCapacityUnits: 1,
      writeCapacityUnits: 950,
      partitions: 1,
      heatTime: '1 min',
    };
    expect(written('900/s', 300, MANY, legacy).series('table', 'Partitions').at(-1)).toBe(1);
  });

  it('is not split while it is below 80 % of them', () => {
    const seen = written('790/s', 300, MANY, { partitions: 1, heatTime: '1 min', growthTime: '1 h' });
    expect(seen.sum('table', 'SplitsForHeat')).toBe(0);
  });
});

describe('the place where keys part', () => {
  const demandOf = (units: readonly number[]) => {
    const keys = new Keys();
    keys.reserve({ distribution: 'uniform', keys: units.length, keyPrefix: 'k' });
    const demand = new KeyDemand(keys);
    for (const [key, asked] of units.entries()) demand.add(key, asked);
    // In the order of their numbers.
    return demand.medianHash(
      () => true,
      (key) => key * 10,
    );
  };

  it.each([
    [[1, 1, 1, 1], 20],
    [[3, 1, 1, 1], 10],
    [[1, 1, 1, 3], 30],
    [[2, 3, 1], 10],
    [[5, 1, 1], null],
    [[1], null],
  ])('of %j is %s', (units, place) => {
    expect(demandOf(units)).toBe(place);
  });
});
