import { describe, expect, it } from 'vitest';
import { billOf } from '../../../src/pricing/bill.ts';
import { catalogue } from '../../../src/services/index.ts';
import { even, type Plan, poisson, run } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };
const GIB = 1_073_741_824;

function plan(
  rate: string,
  size: string,
  stream: object,
  consumer: object | null,
  over: Partial<Plan> = {},
): Plan {
  return {
    workloads: { events: even(rate, size, ONE_KEY) },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', requestLatency: '10 ms' },
      },
      stream: { type: 'kinesis.stream', ...stream },
      ...(consumer === null ? {} : { reader: { type: 'kinesis.consumer', from: 'stream', ...consumer } }),
    },
    seconds: 60,
    warmupSeconds: 5,
    ...over,
  };
}

describe('PUT payload units', () => {
  // The pricing page: a record of 5 KB is one unit of 25 KB, one of 45 KB two, one of 1 MB forty-one (40.96).
  it.each([
    ['5119 B', 1],
    ['25599 B', 1],
    ['25600 B', 2],
    ['46079 B', 2],
    ['1048575 B', 41],
  ])('a record of %s and a key of one byte takes %i', (size, units) => {
    expect(run(plan('1/s', size, {}, null)).usage('stream', 'put-payload-unit')).toBe(60 * units);
  });

  it('are not billed for what was refused', () => {
    const seen = run(plan('1500/s', '99 B', {}, null, { seconds: 20 }));
    expect(seen.usage('stream', 'put-payload-unit')).toBe(seen.sum('stream', 'IncomingRecords'));
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBeGreaterThan(5000);
  });
});

describe('what is held', () => {
  it('is billed by the hour: shards, enhanced fan-out consumers of each shard, hosts', () => {
    const seen = run({
      ...plan(
        '1/s',
        '100 B',
        { shardCount: 4 },
        { mode: 'enhanced-fan-out', hosts: 3, hostPrice: '0.1 USD/h' },
      ),
      seconds: 1800,
    });
    expect(seen.usage('stream', 'shard-hour')).toBeCloseTo(2, 12);
    expect(seen.usage('reader', 'consumer-shard-hour')).toBeCloseTo(2, 12);
    expect(seen.usage('reader', 'host-hour')).toBeCloseTo(1.5, 12);
    expect(seen.result.usage.find(({ meter }) => meter === 'host-hour')!.usdPerUnit).toBe(0.1);
  });

  it('is nothing more for a shared consumer', () => {
    const seen = run(plan('1/s', '100 B', {}, { mode: 'shared' }));
    expect(
      seen.result.usage.filter(({ component, quantity }) => component === 'reader' && quantity > 0),
    ).toEqual([]);
  });

  it('costs more by the shard beyond 24 hours, and by the byte beyond 7 days', () => {
    const day = run(plan('10/s', '999 B', { shardCount: 2 }, null));
    const week = run(plan('10/s', '999 B', { shardCount: 2, retentionPeriod: '7 d' }, null));
    const more = run(plan('10/s', '999 B', { shardCount: 2, retentionPeriod: '898 h' }, null));
    expect(day.usage('stream', 'extended-retention-shard-hour')).toBe(0);
    expect(week.usage('stream', 'extended-retention-shard-hour')).toBeCloseTo(2 / 60, 12);
    expect(week.usage('stream', 'long-term-retention-gb-month')).toBe(0);
    // 898 h are 730 h, one month, beyond a week: each stored byte is one byte-month. 600 records of 1,000 B.
    expect(more.usage('stream', 'long-term-retention-gb-month')).toBe(600_000);
  });
});

describe('reading what is older than 7 days', () => {
  const DAY = 86_400;

  // A record of 100 B and a key of 1 B every minute, and a consumer that is down for the first `days` days and then
  // reads all that there is at once.
  function late(days: number, retentionPeriod: string, consumer: object, rate = '60/h'): Plan {
    return {
      ...plan(rate, '100 B', { retentionPeriod, pushLatency: '0 s' }, consumer),
      seconds: (days + 1) * DAY,
      warmupSeconds: 0,
      faults: [{ kind: 'crash', at: '0 s', for: `${days} d`, component: 'reader' }],
    };
  }

  it.each([{ mode: 'shared' }, { mode: 'enhanced-fan-out' }])('is billed by the byte: %o', (consumer) => {
    const seen = run(late(8, '10 d', consumer));
    // After 8 days those of the first are older than 7: 1,440 of 101 B, one more or less at the border.
    expect(Math.abs(seen.usage('stream', 'long-term-retrieval-gb') - 1440 * 101)).toBeLessThanOrEqual(101);
    expect(seen.flow('reader').fates.expired).toBe(0);
  });

  it('is billed to each consumer, each time', () => {
    const one = late(8, '10 d', { mode: 'shared' });
    const other = { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' };
    const fault = { kind: 'crash', at: '0 s', for: '8 d', component: 'other' };
    const seen = run({
      ...one,
      components: { ...one.components, other },
      faults: [...one.faults!, fault],
    });
    expect(Math.abs(seen.usage('stream', 'long-term-retrieval-gb') - 2 * 1440 * 101)).toBeLessThanOrEqual(
      202,
    );
  });

  it('costs nothing up to 7 days, nor where nothing is kept for longer', () => {
    const within = run(late(6, '10 d', { mode: 'shared' }));
    expect(within.usage('stream', 'long-term-retrieval-gb')).toBe(0);
    const week = run(late(8, '7 d', { mode: 'shared' }));
    expect(week.usage('stream', 'long-term-retrieval-gb')).toBe(0);
    expect(week.flow('reader').fates.expired).toBeGreaterThan(1400);
  });

  it('has its price', () => {
    const { prices } = catalogue.find(({ name }) => name === 'kinesis.stream')!;
    // AWS price list, November 2025: the row of long-term retrieval.
    expect(prices['long-term-retrieval-gb']!.regions).toEqual({
      'us-east-1': 0.021,
      'us-west-2': 0.021,
      'eu-west-1': 0.0237,
      'eu-central-1': 0.0252,
      'ap-southeast-2': 0.0257,
      'ap-northeast-1': 0.0273,
    });
  });
});

describe('bytes that move', () => {
  it('are counted with their keys: pushes by the consumer that gets them', () => {
    const seen = run(plan('10/s', '999 B', {}, { mode: 'enhanced-fan-out' }));
    // 60 s of 10,000 B, but for what is on its way at the borders of the window.
    expect(Math.abs(seen.usage('reader', 'fan-out-gb') - 600_000)).toBeLessThanOrEqual(3000);
  });

  it('pass a NAT gateway or an interface endpoint where there is one, once for each request', () => {
    const seen = run({
      ...plan('10/s', '999 B', {}, { network: 'interface-endpoint' }),
      components: {
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          network: 'nat',
          client: { type: 'sdk', requestLatency: '10 ms' },
        },
        stream: { type: 'kinesis.stream' },
        reader: { type: 'kinesis.consumer', from: 'stream', network: 'interface-endpoint' },
      },
      seconds: 3600,
    });
    const written = seen.usage('hosts', 'nat-gateway-gb');
    const read = seen.usage('reader', 'interface-endpoint-gb');
    expect(Math.abs(written - 36_000_000)).toBeLessThan(20_000);
    expect(Math.abs(read - 36_000_000)).toBeLessThan(40_000);
    expect(seen.usage('hosts', 'nat-gateway-hour')).toBe(1);
    expect(seen.usage('reader', 'interface-endpoint-hour')).toBe(3); // three availability zones
  });
});

describe('a resharded stream', () => {
  it('is billed by its open shards, those of its retention too, and keeps bytes at the same price', () => {
    // 2 shards; from 10 min on two splits of 30 s each, from 40 min on two merges: 2 for 10.5 min, 3 for 0.5, 4 for 29.5, 3
    // for 0.5, 2 for 19: 180 shard-minutes, three hours. Of the six closed shards, all can be read still, none is billed.
    const stream = {
      shardCount: 2,
      retentionPeriod: '898 h',
      reshardTime: '30 s',
      resharding: [
        { at: '10 min', operation: 'UpdateShardCount', targetShardCount: 4 },
        { at: '40 min', operation: 'UpdateShardCount', targetShardCount: 2 },
      ],
    };
    const seen = run(plan('10/s', '999 B', stream, null, { seconds: 3600, warmupSeconds: 0 }));
    const { lines, inWindow } = billOf(seen.result.usage, {
      region: 'us-east-1',
      durationUs: 3600e6,
      meanLoad: 1,
      overrides: {},
      tariff: (component) =>
        catalogue.find(
          ({ name }) => name === (component === 'hosts' ? 'kinesis.producer' : 'kinesis.stream'),
        )! as never,
    });
    const usd = Object.fromEntries(lines.map((line) => [line.meter, line.inWindow]));
    expect(usd['shard-hour']).toBeCloseTo(3 * 0.015, 12);
    expect(usd['extended-retention-shard-hour']).toBeCloseTo(3 * 0.02, 12);
    // 36,000 records of 1,000 B, each kept for a month (730 h) beyond seven days.
    const stored = seen.sum('stream', 'IncomingRecords');
    expect(Math.abs(stored - 36_000)).toBeLessThanOrEqual(2);
    expect(usd['put-payload-unit']).toBeCloseTo((stored / 1e6) * 0.014, 12);
    expect(usd['long-term-retention-gb-month']).toBeCloseTo(((stored * 1000) / GIB) * 0.023, 12);
    expect(inWindow).toBeCloseTo(0.045 + 0.06 + 0.000504 + 0.000771, 6);
  });
});

describe('a month’s bill', () => {
  it('is usage times the price of the region, line by line', () => {
    const seen = run({
      ...plan('1000/s', '1 B', { shardCount: 4 }, { mode: 'enhanced-fan-out' }, { seconds: 100 }),
      workloads: { events: poisson('1000/s', '1000 B') },
    });
    const bill = (region: string) =>
      billOf(seen.result.usage, {
        region,
        durationUs: 100e6,
        meanLoad: 1,
        overrides: {},
        tariff: (component) =>
          catalogue.find(
            ({ name }) =>
              name ===
              { hosts: 'kinesis.producer', stream: 'kinesis.stream', reader: 'kinesis.consumer' }[component],
          )! as never,
      });
    const lines = Object.fromEntries(bill('us-east-1').lines.map((line) => [line.meter, line]));
    expect(lines['shard-hour']!.perMonth).toBeCloseTo(4 * 730 * 0.015, 9); // 43.80
    expect(lines['consumer-shard-hour']!.perMonth).toBeCloseTo(43.8, 9);
    const windows = (730 * 3600) / 100;
    expect(lines['put-payload-unit']!.perMonth).toBeCloseTo(
      ((seen.sum('stream', 'IncomingRecords') * windows) / 1e6) * 0.014,
      6,
    );
    expect(lines['fan-out-gb']!.perMonth).toBeCloseTo(
      ((seen.sum('stream', 'SubscribeToShardEvent.Bytes') * windows) / GIB) * 0.013,
      6,
    );
    // About 1,000/s × 2,628,000 s × 0.014 USD a million = 36.79 USD, within 4 standard errors of 1/sqrt(100,000).
    expect(Math.abs(lines['put-payload-unit']!.perMonth / 36.792 - 1)).toBeLessThan(0.013);
    // Tokyo: a shard at 0.0195, a million units at 0.0215.
    const tokyo = Object.fromEntries(bill('ap-northeast-1').lines.map((line) => [line.meter, line]));
    expect(tokyo['shard-hour']!.perMonth).toBeCloseTo(4 * 730 * 0.0195, 9);
    expect(tokyo['put-payload-unit']!.perMonth / lines['put-payload-unit']!.perMonth).toBeCloseTo(
      0.0215 / 0.014,
      9,
    );
  });
});
