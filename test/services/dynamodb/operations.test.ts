// What is not one item by its key: batches, transactions, writes whose condition fails; and mixes of all of them.

import { describe, expect, it } from 'vitest';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const MANY = { distribution: 'uniform', keys: 20_000 };

function asked(
  operations: Properties,
  rate: string,
  seconds: number,
  table: Properties,
  {
    size = '100 B',
    failedRecords = {},
  }: { readonly size?: string; readonly failedRecords?: Properties } = {},
) {
  return run({
    workloads: { requests: even(rate, size, MANY) },
    components: {
      users: {
        type: 'dynamodb.client',
        workload: 'requests',
        to: 'orders',
        operations,
        client: { retry: { mode: 'none' }, failedRecords, maxConnections: 10_000 },
      },
      orders: { type: 'dynamodb.table', readCapacityUnits: 1000, writeCapacityUnits: 1000, ...table },
    },
    seconds,
  });
}

describe('a Scan of a client', () => {
  const scan = { Scan: { share: '100%', items: 256 } };
  const ample = { readCapacityUnits: 40_000, partitions: 4 };

  it('is the first page of the table, whoever asks: one partition serves all, 4,500 units at once and 4,500 a second', () => {
    // 256 KiB, read with eventual consistency, are 32 units; 200 a second are 6,400.
    const seen = asked(scan, '200/s', 10, ample, { size: '1 KiB' });
    const served = seen.sum('orders', 'ConsumedReadCapacityUnits') / 32;
    expect(Math.abs(served - (4500 + 10 * 4500) / 32)).toBeLessThan(2);
    expect(seen.sum('orders', 'ReadKeyRangeThroughputThrottleEvents')).toBe(2000 - served);
  });

  it('is that in a mix, too, where other reads go to their keys', () => {
    const seen = asked({ ...scan, Scan: { share: '50%', items: 256 }, GetItem: '50%' }, '400/s', 10, ample, {
      size: '1 KiB',
    });
    const throttled = seen.sum('orders', 'ReadThrottleEvents');
    expect(throttled).toBeGreaterThan(300);
    expect(throttled).toBe(seen.sum('orders', 'ReadKeyRangeThroughputThrottleEvents'));
  });
});

describe('a transaction', () => {
  it('takes twice the units of its items, each rounded by itself', () => {
    const written = asked(
      { TransactWriteItems: { share: '100%', items: 4 } },
      '100/s',
      10,
      {},
      { size: '1500 B' },
    );
    expect(written.sum('orders', 'ConsumedWriteCapacityUnits')).toBe(1000 * 2 * 2);
    expect(written.sum('users', 'Requests')).toBe(250);
    const read = asked(
      { TransactGetItems: { share: '100%', items: 4 } },
      '100/s',
      10,
      {},
      { size: '5000 B' },
    );
    expect(read.sum('orders', 'ConsumedReadCapacityUnits')).toBe(1000 * 2 * 2);
  });

  it('is served whole or not at all, and no SDK sends it again', () => {
    const seen = asked({ TransactWriteItems: { share: '100%', items: 10 } }, '100/s', 60, {
      writeCapacityUnits: 100,
      burstCredit: 'empty',
    });
    const { fates, produced } = seen.flow('orders');
    expect(fates.delivered! % 10).toBe(0);
    expect(fates.delivered).toBeGreaterThan(0);
    expect(fates.throttledOut).toBe(produced - fates.delivered! - (fates.inFlight ?? 0));
    // All 6,000 units are taken: those of the cancelled ones are half of what their first items would have.
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits')).toBeGreaterThanOrEqual(2 * fates.delivered!);
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits')).toBeLessThanOrEqual(6020);
    expect(seen.sum('users', 'Requests')).toBe(600);
  });
});

describe('a batch', () => {
  it('takes the units of each item, and leaves over what there is no capacity for', () => {
    const seen = asked({ BatchWriteItem: { share: '100%' } }, '200/s', 60, {
      writeCapacityUnits: 100,
      burstCredit: 'empty',
    });
    // Full ones of 25, of which some items are served.
    expect(seen.sum('users', 'Requests')).toBeGreaterThanOrEqual(480);
    const consumed = seen.sum('orders', 'ConsumedWriteCapacityUnits');
    expect(consumed).toBeGreaterThan(5980);
    expect(consumed).toBeLessThanOrEqual(6010);
    // What is sent in the window may be served after it.
    expect(Math.abs(seen.flow('orders').fates.delivered! - consumed)).toBeLessThan(25);
  });

  it('is sent again with what was left over, as often as the application does', () => {
    const lost = (maxAttempts: number) =>
      asked(
        { BatchWriteItem: { share: '100%' } },
        '120/s',
        60,
        { writeCapacityUnits: 100, burstCredit: 'empty' },
        { failedRecords: { maxAttempts, baseDelay: '1 s' } },
      ).flow('orders').fates.throttledOut ?? 0;
    expect(lost(1)).toBeGreaterThan(900);
    expect(lost(10)).toBeLessThan(300);
  });
});

describe('a mix', () => {
  it('has each action in its share, batches and single requests beside each other', () => {
    const seen = run({
      workloads: { requests: poisson('1000/s', '900 B', MANY) },
      components: {
        users: {
          type: 'dynamodb.client',
          workload: 'requests',
          to: 'orders',
          operations: {
            GetItem: '40%',
            BatchWriteItem: { share: '50%', items: 10, linger: '1 s' },
            Query: { share: '10%', items: 10 },
          },
        },
        orders: { type: 'dynamodb.table', billingMode: 'PAY_PER_REQUEST' },
      },
      seconds: 60,
    });
    const { produced, fates } = seen.flow('orders');
    expect(fates.delivered! + fates.inFlight!).toBe(produced);
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits') / produced).toBeCloseTo(0.5, 1);
    // A read of one item of 900 B takes half a unit, a query of ten 1.5.
    expect(seen.sum('orders', 'ConsumedReadCapacityUnits') / produced).toBeCloseTo(0.4 * 0.5 + 0.1 * 1.5, 1);
    expect(seen.sum('users', 'Requests') / produced).toBeCloseTo(0.5 + 0.05, 1);
  });
});
