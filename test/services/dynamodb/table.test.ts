// A table: what an operation takes, what the table lets through of it, and what a partition does, whatever the table has.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { readHalves, writeUnits } from '../../../src/services/dynamodb/capacity/units.ts';
import { load, designOf as loaded, measured, run as runDesign } from '../../conformance/example.ts';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const ONE_KEY = { distribution: 'uniform', keys: 1 };
const MANY = { distribution: 'uniform', keys: 20_000 };
const ON_DEMAND = { billingMode: 'PAY_PER_REQUEST' };

/** Requests at even distances, none of which is tried again and none of which takes time. */
function asked(
  operation: string,
  rate: string,
  seconds: number,
  table: Properties,
  { keys = MANY, size = '100 B' }: { readonly keys?: unknown; readonly size?: string } = {},
) {
  return run({
    workloads: { requests: even(rate, size, keys) },
    components: {
      users: {
        type: 'dynamodb.client',
        workload: 'requests',
        to: 'table',
        operations: { [operation]: '100%' },
        client: { retry: { mode: 'none' }, requestLatency: { [operation]: '0 s' }, maxConnections: 10_000 },
      },
      table: { type: 'dynamodb.table', ...table },
    },
    seconds,
  });
}

const provisioned = (reads: number, writes: number, more: Properties = {}) => ({
  readCapacityUnits: reads,
  writeCapacityUnits: writes,
  ...more,
});

/** What a bucket lets through by the end of a window, but for what it holds of the next unit. */
const nearly = (seen: number, byHand: number) => {
  expect(seen).toBeLessThanOrEqual(byHand);
  expect(seen).toBeGreaterThan(byHand - 10);
};

describe('capacity units', () => {
  it.each([
    // A read unit is a consistent read of up to 4 KiB: in halves.
    [1, false, 1],
    [4096, false, 1],
    [4097, false, 2],
    [4096, true, 2],
    [6656, true, 4],
    [20_480, true, 10],
    [0, false, 1],
  ])('a read of %i B (consistent: %s) takes %i halves', (bytes, isConsistent, halves) => {
    expect(readHalves(bytes, isConsistent)).toBe(halves);
  });

  it.each([
    [0, 1024, 1],
    [0, 1025, 2],
    [3000, 100, 3],
    [100, 3000, 3],
    // A delete takes what the item had; of one that is not there, one.
    [2500, 0, 3],
    [0, 0, 1],
    [0, 409_600, 400],
  ])('a write over %i B that leaves %i B takes %i units', (before, after, units) => {
    expect(writeUnits(before, after)).toBe(units);
  });
});

describe('provisioned capacity', () => {
  it('of 150 read units, unused for five minutes, serves 200 a second for 900 s', () => {
    // 45,000 are banked, and 50 a second more are taken than come back.
    const read = (seconds: number) =>
      asked('GetItem ConsistentRead', '200/s', seconds, provisioned(150, 1)).sum(
        'table',
        'ReadThrottleEvents',
      );
    expect(read(899)).toBe(0);
    expect(read(905)).toBeGreaterThan(0);
  });

  it('of 5 write units, new, takes one write of 400: the bucket begins full, and the last one may overdraw it', () => {
    const seen = asked('PutItem', '1/s', 1, provisioned(1, 5), { size: '409580 B' });
    expect(seen.sum('table', 'ConsumedWriteCapacityUnits')).toBe(400);
    // 1,500 and 5 a second: four such writes, and then none for a minute.
    const again = asked('PutItem', '1/s', 20, provisioned(1, 5), { size: '409580 B' });
    expect(again.sum('table', 'ConsumedWriteCapacityUnits')).toBe(4 * 400);
  });

  it('of 60 write units is no mean of a minute: of 3,600 writes in one second 60 pass where nothing is banked', () => {
    const seen = asked('PutItem', '3600/s', 1, provisioned(1, 60, { burstCredit: 'empty' }));
    expect(seen.sum('table', 'ConsumedWriteCapacityUnits')).toBeGreaterThanOrEqual(60);
    expect(seen.sum('table', 'ConsumedWriteCapacityUnits')).toBeLessThanOrEqual(61);
    expect(seen.sum('table', 'WriteProvisionedThroughputThrottleEvents')).toBe(
      seen.sum('table', 'WriteThrottleEvents'),
    );
  });

  it('asked for 1.3 times as much shows no throttle in ten minutes, and the finding says when its credit is gone', async () => {
    const design = await loaded(`name: credit
duration: 10 min
replications: 1
workloads:
  requests: { arrivals: { process: constant, rate: 130/s }, partitionKey: { distribution: uniform, keys: 1000 }, size: 100 B }
components:
  users: { type: dynamodb.client, workload: requests, to: table }
  table: { type: dynamodb.table, readCapacityUnits: 10, writeCapacityUnits: 100 }
`);
    const results = measured(design, runDesign(design));
    const found = findingsOf(results, []).find(({ title }) => /credit/.test(title))!;
    // 300 × 100 / 30 = 1,000 s after the start, which is 400 s after the end.
    const left = Number(/for (\d+) s/.exec(found.title)![1]);
    expect(left).toBeGreaterThan(390);
    expect(left).toBeLessThan(410);
  });

  it('is not said to live on a credit that a scan has spent and that fills again', async () => {
    const credit = async (duration: string) => {
      const design = await loaded(`name: credit
duration: ${duration}
replications: 1
workloads:
  requests: { arrivals: { process: constant, rate: 100/s }, partitionKey: { distribution: uniform, keys: 1000 }, size: 4 KiB }
components:
  users: { type: dynamodb.client, workload: requests, to: table, operations: { GetItem: 100% } }
  table: { type: dynamodb.table, readCapacityUnits: 100, writeCapacityUnits: 1 }
  job: { type: dynamodb.scan, to: table, items: 100000, itemSize: 1 KiB, client: { requestLatency: 500 ms } }
`);
      return findingsOf(measured(design, runDesign(design)), []).filter(({ title }) => /credit/.test(title));
    };
    // 98 pages, each of half a second and 128 units: 12,500 units in 49 s, beside 50 units/s of the clients.
    expect(await credit('40 s')).toHaveLength(1);
    expect(await credit('2 min')).toEqual([]);
  });

  it('is billed by the hour, whether it is used or not', () => {
    const seen = asked('PutItem', '1/s', 60, provisioned(20, 10));
    expect(seen.usage('table', 'write-capacity-unit-hour')).toBeCloseTo(10 / 60, 9);
    expect(seen.usage('table', 'read-capacity-unit-hour')).toBeCloseTo(20 / 60, 9);
  });
});

describe('a partition', () => {
  it('takes 1,000 write units a second of one key, whatever the table has', () => {
    const seen = asked('PutItem', '3000/s', 20, provisioned(1, 40_000), { keys: ONE_KEY });
    // And a second’s worth at the beginning.
    nearly(seen.sum('table', 'ConsumedWriteCapacityUnits'), 21_000);
    expect(seen.sum('table', 'WriteKeyRangeThroughputThrottleEvents')).toBe(
      60_000 - seen.sum('table', 'ConsumedWriteCapacityUnits'),
    );
  });

  it('serves 600 consistent reads a second of an item of 20 KB', () => {
    const seen = asked(
      'GetItem ConsistentRead',
      '1000/s',
      20,
      { ...ON_DEMAND, itemSize: '20 KiB' },
      { keys: ONE_KEY },
    );
    nearly(seen.sum('table', 'ConsumedReadCapacityUnits') / 5, 600 * 21);
  });

  it('serves 9,000 eventually consistent reads a second of one key: three replicas have it', () => {
    const seen = asked('GetItem', '20000/s', 10, ON_DEMAND, { keys: ONE_KEY });
    nearly(seen.sum('table', 'ConsumedReadCapacityUnits'), 4500 * 11);
  });

  it('is one of four in a new on-demand table: many keys get 4,000 writes a second through', () => {
    const seen = asked('PutItem', '8000/s', 10, ON_DEMAND);
    nearly(seen.sum('table', 'ConsumedWriteCapacityUnits'), 4 * 1000 * 11);
  });

  it('in legacy mode has its even share: of 400 units on four the hot one gets 100, and today 150', () => {
    // 50 a second on each partition, and 100 more on one.
    const hot = (partitioning: string) =>
      run({
        workloads: { many: poisson('200/s', '100 B', MANY), hot: even('100/s', '100 B', ONE_KEY) },
        components: {
          users: {
            type: 'dynamodb.client',
            workload: 'many',
            to: 'table',
            client: { retry: { mode: 'none' } },
          },
          fan: { type: 'dynamodb.client', workload: 'hot', to: 'table', client: { retry: { mode: 'none' } } },
          table: {
            type: 'dynamodb.table',
            ...provisioned(4, 400, { partitions: 4, burstCredit: 'empty', partitioning }),
          },
        },
        seconds: 120,
      }).sum('table', 'WriteThrottleEvents') / 120;
    expect(hot('legacy')).toBeGreaterThan(45);
    expect(hot('legacy')).toBeLessThan(56);
    expect(hot('current')).toBeLessThan(2);
  });
});

describe('an on-demand table', () => {
  it('takes twice its last peak at once, and twice a new one half an hour later', () => {
    const peak = (previousPeak: Properties | undefined) => ({
      ...ON_DEMAND,
      ...(previousPeak && { previousPeak }),
    });
    const rate = (table: Properties, seconds: number) =>
      asked('PutItem', '7000/s', seconds, table).sum('table', 'WriteThrottleEvents');
    expect(rate(peak({ write: 6000 }), 5)).toBe(0);
    expect(rate(peak(undefined), 5)).toBeGreaterThan(0);
    const grown = asked('PutItem', '5000/s', 300, { ...ON_DEMAND, growthTime: '2 min' });
    // 4,000 are served; two minutes after the first minute there are partitions for twice that.
    expect(grown.series('table', 'Partitions').at(-1)).toBeGreaterThanOrEqual(8);
    const missed = grown.sum('table', 'WriteThrottleEvents');
    expect(missed).toBeGreaterThan(1000 * 175);
    expect(missed).toBeLessThan(1000 * 185);
  });

  it('has a maximum of the user’s own', () => {
    const seen = asked('PutItem', '500/s', 60, {
      ...ON_DEMAND,
      onDemandThroughput: { maxWriteRequestUnits: 100 },
    });
    expect(seen.sum('table', 'ConsumedWriteCapacityUnits') / 60).toBeCloseTo(101, -1);
    expect(seen.sum('table', 'WriteMaxOnDemandThroughputThrottleEvents')).toBe(
      seen.sum('table', 'WriteThrottleEvents'),
    );
  });

  it('is billed for what it serves: writes by started KiB, reads by halves', () => {
    const written = asked('PutItem', '100/s', 10, ON_DEMAND, { size: '1500 B' });
    expect(written.usage('table', 'write-request-unit')).toBe(2000);
    const read = asked('GetItem', '100/s', 10, ON_DEMAND, { size: '1500 B' });
    expect(read.usage('table', 'read-request-half-unit')).toBe(1000);
  });
});

describe('a client', () => {
  it('sends the actions in the shares that it was told, the same for every attempt', () => {
    const seen = run({
      workloads: { requests: poisson('1000/s', '900 B', MANY) },
      components: {
        users: {
          type: 'dynamodb.client',
          workload: 'requests',
          to: 'table',
          operations: { GetItem: '75%', PutItem: '25%' },
        },
        table: { type: 'dynamodb.table', ...ON_DEMAND },
      },
      seconds: 60,
    });
    const { produced, fates } = seen.flow('table');
    expect(fates.delivered).toBe(produced);
    expect(seen.sum('table', 'ConsumedWriteCapacityUnits') / produced).toBeCloseTo(0.25, 1);
    expect(seen.sum('table', 'ConsumedReadCapacityUnits') / produced).toBeCloseTo(0.375, 1);
    // Puts take 4.5 ms in the median, reads 3.
    expect(seen.mean('table', 'SuccessfulRequestLatency') / 1000).toBeCloseTo(
      (0.75 * 3 + 0.25 * 4.5) * Math.exp(0.4 ** 2 / 2),
      1,
    );
  });

  it('tries again what was throttled, as the SDK does for DynamoDB', () => {
    const seen = run({
      workloads: { requests: even('20/s', '100 B', ONE_KEY) },
      components: {
        users: { type: 'dynamodb.client', workload: 'requests', to: 'table' },
        table: { type: 'dynamodb.table', ...provisioned(1, 10, { burstCredit: 'empty' }) },
      },
      seconds: 60,
    });
    // Its quota of 500 pays for 100 retries at 5, and each of the 600 successes for a fifth of one.
    const retries = seen.sum('users', 'Requests') - 1200;
    expect(retries).toBeGreaterThan(200);
    expect(retries).toBeLessThan(240);
    expect(seen.flow('table').fates.throttledOut).toBeGreaterThan(400);
  });
});

describe('a scenario is refused', () => {
  const written = (table: string, client = '') => `name: refused
duration: 1 min
workloads: { requests: { arrivals: { process: constant, rate: 1/s } } }
components:
  users: { type: dynamodb.client, workload: requests, to: table${client} }
  table: { type: dynamodb.table, ${table} }
`;

  it.each([
    ['no capacity on a provisioned table', 'burstCredit: full', /needs readCapacityUnits/],
    [
      'capacity on an on-demand table',
      'billingMode: PAY_PER_REQUEST, readCapacityUnits: 5',
      /nothing is provisioned/,
    ],
    ['units above the quota', 'readCapacityUnits: 5, writeCapacityUnits: 40001', /too large/],
    [
      'a peak of a provisioned table',
      'readCapacityUnits: 5, writeCapacityUnits: 5, previousPeak: {}',
      /PAY_PER_REQUEST/,
    ],
    ['items without their size', 'billingMode: PAY_PER_REQUEST, items: 100', /itemSize/],
    ['items above 400 KB', 'billingMode: PAY_PER_REQUEST, itemSize: 401 KiB', /too large/],
  ])('with %s', async (_what, table, message) => {
    await expect(load(written(table))).rejects.toThrow(message);
  });

  it('with shares that make no whole, or a client of something else', async () => {
    await expect(
      load(written('billingMode: PAY_PER_REQUEST', ', operations: { GetItem: 50%, PutItem: 40% }')),
    ).rejects.toThrow(/90 %, not 100 %/);
    const queue = written('x: 1').replace(/table: \{ type.*/, 'table: { type: sqs.queue }');
    await expect(load(queue)).rejects.toThrow(/is no table/);
  });
});
