// Secondary indexes: what a write of an item costs in them, that a global one without capacity holds its table's writes back, and
// what reading by them takes. Expected values are the developer guide's examples, or worked by hand.

import { describe, expect, it } from 'vitest';
import { even, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const MANY = { distribution: 'uniform', keys: 20_000 };
const ONE_KEY = { distribution: 'uniform', keys: 1 };
const AMPLE = { readCapacityUnits: 20_000, writeCapacityUnits: 20_000 };

/** Requests at even distances to a table with an index `by-status`, none tried again, none of which takes time. */
function asked(
  operations: Properties,
  rate: string,
  seconds: number,
  table: Properties,
  { size = '100 B', ...client }: Properties & { readonly size?: string } = {},
) {
  const requestLatency = Object.fromEntries(Object.keys(operations).map((name) => [name, '0 s']));
  return run({
    workloads: { requests: even(rate, size, MANY) },
    components: {
      users: {
        type: 'dynamodb.client',
        workload: 'requests',
        to: 'orders',
        operations,
        client: { retry: { mode: 'none' }, requestLatency, maxConnections: 10_000 },
        ...client,
      },
      orders: { type: 'dynamodb.table', ...AMPLE, ...table },
    },
    seconds,
  });
}

const globalIndex = (index: Properties) => ({
  globalSecondaryIndexes: { 'by-status': { key: MANY, ...AMPLE, ...index } },
});

const localIndex = (index: Properties) => ({ localSecondaryIndexes: { 'by-date': index } });

const INDEX = 'orders-by-status';

/** Units that the index consumes for each of the table's. */
function indexUnits(operation: string, index: Properties, size = '100 B'): number {
  const seen = asked({ [operation]: '100%' }, '100/s', 100, globalIndex(index), { size });
  expect(seen.sum('orders', 'WriteThrottleEvents')).toBe(0);
  return seen.sum(INDEX, 'ConsumedWriteCapacityUnits') / 10_000;
}

describe('a write of an item', () => {
  it.each([
    ['a new entry, or a changed one', 'PutItem', {}, '100 B', 1],
    ['of 2,500 B, all of it projected', 'PutItem', {}, '2500 B', 3],
    [
      'of 2,500 B, of which keys alone are',
      'PutItem',
      { projection: 'KEYS_ONLY', itemSize: '60 B' },
      '2500 B',
      1,
    ],
    ['that changes the index’s key: a delete and a put', 'UpdateItem', { keyChangeRate: '100%' }, '100 B', 2],
    ['that changes nothing projected', 'UpdateItem', { projectedChangeRate: '0%' }, '100 B', 0],
    ['of an item without the index’s key', 'PutItem', { indexed: '0%' }, '100 B', 0],
    ['that deletes an item', 'DeleteItem', { keyChangeRate: '100%' }, '100 B', 1],
    ['whose condition fails', 'PutItem ConditionalCheckFailed', {}, '100 B', 0],
  ])('%s takes from the index', (_what, operation, index, size, units) => {
    if (!operation.includes(' ')) {
      expect(indexUnits(operation, index, size)).toBe(units);
      return;
    }
    const seen = asked({ PutItem: '100%' }, '100/s', 100, globalIndex(index), {
      conditionFailureRate: '100%',
    });
    expect(seen.sum(INDEX, 'ConsumedWriteCapacityUnits')).toBe(units);
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits')).toBe(10_000);
    expect(seen.sum('orders', 'ConditionalCheckFailedRequests')).toBe(10_000);
    // CloudWatch counts what was answered without an error.
    expect(seen.distribution('orders', 'SuccessfulRequestLatency').count).toBe(0);
  });

  it('touches a sparse index as often as items have its key', () => {
    expect(indexUnits('PutItem', { indexed: '30%' })).toBeCloseTo(0.3, 1);
  });

  it('takes of a local index from the table itself', () => {
    const units = (index: Properties, operation = 'PutItem') =>
      asked({ [operation]: '100%' }, '100/s', 100, localIndex(index), { size: '1500 B' }).sum(
        'orders',
        'ConsumedWriteCapacityUnits',
      ) / 10_000;
    expect(units({})).toBe(2 + 2);
    expect(units({ projection: 'INCLUDE', itemSize: '200 B' })).toBe(2 + 1);
    expect(units({ projection: 'INCLUDE', itemSize: '200 B', keyChangeRate: '100%' })).toBe(2 + 2);
    expect(units({ projectedChangeRate: '0%' }, 'UpdateItem')).toBe(2);
  });
});

describe('a global index without capacity', () => {
  it('throttles its table, which has enough: half of the writes, each once it has spent what it saved', () => {
    const seen = asked({ PutItem: '100%' }, '200/s', 60, {
      ...globalIndex({ writeCapacityUnits: 100 }),
      burstCredit: 'empty',
    });
    const consumed = seen.sum(INDEX, 'ConsumedWriteCapacityUnits');
    expect(consumed).toBeGreaterThan(5990);
    expect(consumed).toBeLessThan(6010);
    const refused = seen.sum('orders', 'Requests') - consumed;
    // Nothing is written in the table that is not in the index.
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits')).toBe(consumed);
    expect(seen.sum('orders', 'WriteThrottleEvents')).toBe(refused);
    // The first comes when the table has nothing yet either.
    expect(seen.sum('orders', 'WriteIndexThrottleEvents')).toBe(refused - 1);
    expect(seen.sum(INDEX, 'WriteProvisionedThroughputThrottleEvents')).toBe(refused - 1);
  });

  it('with one key throttles it at 1,000 a second, whatever both have', () => {
    const seen = asked({ PutItem: '100%' }, '1500/s', 20, globalIndex({ key: ONE_KEY }));
    // And a second’s worth at the beginning.
    const consumed = seen.sum('orders', 'ConsumedWriteCapacityUnits');
    expect(consumed).toBeGreaterThan(20_990);
    expect(consumed).toBeLessThanOrEqual(21_000);
    expect(seen.sum(INDEX, 'WriteKeyRangeThroughputThrottleEvents')).toBe(30_000 - consumed);
  });

  it('is billed by itself', () => {
    const seen = asked({ PutItem: '100%' }, '1/s', 36, globalIndex({ writeCapacityUnits: 50 }));
    expect(seen.usage(INDEX, 'write-capacity-unit-hour')).toBeCloseTo(0.5, 9);
    expect(seen.usage('orders', 'write-capacity-unit-hour')).toBeCloseTo(200, 6);
  });
});

describe('a query', () => {
  const units = (component: string, query: Properties, table: Properties, size: string) =>
    asked({ Query: { share: '100%', ...query } }, '1/s', 10, table, { size }).sum(
      component,
      'ConsumedReadCapacityUnits',
    ) / 10;

  it.each([
    // 1,500 items of 64 B are 96 KB, and 24 units or 12.
    [{ items: 1500, consistency: 'strong' }, '64 B', 24],
    [{ items: 1500 }, '64 B', 12],
    [{ items: 1 }, '100 B', 0.5],
    // It stops at 1 MiB: 256 units.
    [{ items: 5000, consistency: 'strong' }, '1 KiB', 256],
  ])('%j of items of %s takes %d units: they are rounded together', (query, size, expected) => {
    expect(units('orders', query, {}, size)).toBe(expected);
  });

  it('of a global index takes its units: eight entries of 2,000 B are two', () => {
    const table = globalIndex({ projection: 'INCLUDE', itemSize: '2000 B' });
    expect(units(INDEX, { items: 8, index: 'by-status' }, table, '4000 B')).toBe(2);
    expect(units('orders', { items: 8, index: 'by-status' }, table, '4000 B')).toBe(0);
  });

  it('is served though it takes more than a partition gives in a second, when nothing else has', () => {
    // A page of entries of 100 B are 10,486; each item that is fetched takes half a unit, and 128 are the page’s.
    const table = localIndex({ projection: 'KEYS_ONLY', itemSize: '100 B' });
    const query = { items: 20_000, index: 'by-date', attributes: 'all' };
    expect(units('orders', query, { ...table, readCapacityUnits: 40_000 }, '300 B')).toBe(
      10_486 / 2 + Math.ceil((10_486 * 100) / 4096) / 2,
    );
  });

  it('of a local index takes those of the entries, and of each item that it fetches', () => {
    const table = localIndex({ projection: 'KEYS_ONLY', itemSize: '200 B' });
    const query = { items: 4, index: 'by-date', consistency: 'strong' };
    expect(units('orders', query, table, '300 B')).toBe(1);
    expect(units('orders', { ...query, attributes: 'all' }, table, '300 B')).toBe(1 + 4);
  });
});
