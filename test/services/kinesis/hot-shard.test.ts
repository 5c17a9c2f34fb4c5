// The shipped question, worked by hand: 3,200 records/s over 10,000 keys, of which one has 40 %. What does each shard
// get, what is lost, what does it cost, and does the simulation agree?

import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { beforeAll, describe, expect, it } from 'vitest';
import { billsOf } from '../../../src/experiment/cost.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { HOURS_PER_MONTH } from '../../../src/pricing/price.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, type Plan, run, shard } from '../plan.ts';

const RATE = 3200;
const KEYS = 10_000;

/** Records/s that each of `shards` gets, by nothing but MD5 and division; the hot key is spread over `salt` keys. */
function offered(shards: number, salt: number): number[] {
  const rates = Array<number>(shards).fill(0);
  for (let rank = 0; rank < KEYS; rank++) {
    const rate = rank === 0 ? 0.4 * RATE : (0.6 * RATE) / (KEYS - 1);
    const text = `key-${String(rank).padStart(8, '0')}`;
    for (let i = 0; i < Math.max(salt, 1); i++) {
      const digest = bytesToHex(md5(utf8ToBytes(salt === 0 ? text : `${text}#${i}`)));
      // Which of so many equal ranges of 2^128: these counts are powers of two, so there is no rest.
      const index = Number((BigInt(`0x${digest}`) * BigInt(shards)) >> 128n);
      rates[index]! += rate / Math.max(salt, 1);
    }
  }
  return rates;
}

/** USD a month for shards, PUT payload units, the consumer of each shard and the GB pushed to it. */
function bill(shards: number, storedPerSecond: number, storedBytesPerSecond: number): number {
  const seconds = HOURS_PER_MONTH * 3600;
  const standing = shards * HOURS_PER_MONTH * (0.015 + 0.015);
  const units = ((storedPerSecond * seconds) / 1e6) * 0.014;
  const pushed = ((storedBytesPerSecond * seconds) / 2 ** 30) * 0.013;
  return standing + units + pushed;
}

// Log-normal with median 500 B and 99th percentile 4 KiB: sigma = ln(4096/500)/2.3263479 = 0.904078, and the mean is
// 500 × exp(sigma²/2) = 752.4 B. The key has 12 bytes, a salted one 14.375 (ten salts of one digit, six of two).
const MEAN_BYTES = 752.4;
const KEY_BYTES = 12;
const SALTED_KEY_BYTES = 12 + (10 * 2 + 6 * 3) / 16;

/** USD a month of a design by hand: each shard stores what it is offered, and 1,000 a second at the most. */
function billOf(shards: number, salt: number): number {
  const stored = offered(shards, salt).reduce((sum, rate) => sum + Math.min(rate, 1000), 0);
  return bill(shards, stored, stored * (MEAN_BYTES + (salt === 0 ? KEY_BYTES : SALTED_KEY_BYTES)));
}

describe('by hand', () => {
  it('the hot key’s shard of four gets 1,752 records/s, and 752 of 3,200 are lost: 23.5 %', () => {
    const rates = offered(4, 0);
    const hottest = Math.max(...rates);
    expect(Math.round(hottest)).toBe(1752);
    // MD5 of key-00000000 is d99b3a5d…: 13 of 16, in the last quarter.
    expect(rates.indexOf(hottest)).toBe(3);
    expect(((hottest - 1000) / RATE) * 100).toBeCloseTo(23.5, 1);
    // The others get about 480 each, so only this one refuses.
    expect(Math.max(...rates.filter((rate) => rate < hottest))).toBeLessThan(500);
  });

  it('its bytes are 128 % of the byte limit if all came, never what refuses: at 1,000 records/s they are 73 %', () => {
    const hottest = Math.max(...offered(4, 0));
    const bytes = MEAN_BYTES + KEY_BYTES;
    expect(Math.round(((hottest * bytes) / 2 ** 20) * 100)).toBe(128);
    expect(Math.round(((1000 * bytes) / 2 ** 20) * 100)).toBe(73);
  });

  it('of eight shards the fullest gets 1,517/s and 16.2 % are lost: the key never spans shards', () => {
    const hottest = Math.max(...offered(8, 0));
    expect(((hottest - 1000) / RATE) * 100).toBeCloseTo(16.2, 1);
  });

  it('a salt of 16 leaves the fullest of four at 879.8/s, and nothing is lost', () => {
    const hottest = Math.max(...offered(4, 16));
    expect(hottest).toBeCloseTo(879.8, 1);
    expect(hottest).toBeLessThan(1000);
  });

  it('a month costs 237, 339 and 283 USD', () => {
    const costs = [billOf(4, 0), billOf(8, 0), billOf(4, 16)];
    expect(costs.map(Math.round)).toEqual([237, 339, 283]);
    expect(Math.round((costs[1]! / costs[0]! - 1) * 100)).toBe(43);
  });
});

// The simulation: R = 30 replications of 30 s after a warm-up of 5. The full scenario's 300 s have the same expectation:
// the buckets are empty a second after the start, and who is refused is settled within a second.
const R = 30;
const SECONDS = 30;

function plan(shards: number, salt: number): Plan {
  return {
    workloads: {
      'page-views': {
        arrivals: { process: 'poisson', rate: '3200/s' },
        partitionKey: {
          distribution: 'hot',
          keys: KEYS,
          hotKeys: 1,
          hotShare: '40%',
          ...(salt > 0 ? { salt } : {}),
        },
        size: { distribution: 'lognormal', median: '500 B', p99: '4 KiB' },
      },
    },
    components: {
      'web-servers': {
        type: 'kinesis.producer',
        workload: 'page-views',
        to: 'clicks',
        hosts: 4,
        client: {
          type: 'sdk',
          operation: 'PutRecords',
          failedRecords: { maxAttempts: 3, baseDelay: '100 ms' },
        },
      },
      clicks: { type: 'kinesis.stream', shardCount: shards },
      dashboard: {
        type: 'kinesis.consumer',
        from: 'clicks',
        mode: 'enhanced-fan-out',
        processing: { perRecord: '50 us' },
      },
    },
    seconds: SECONDS,
    warmupSeconds: 5,
  };
}

interface Measured {
  readonly offered: number;
  readonly lost: number;
  readonly usd: number;
  readonly attempts: number;
  readonly refusedByBytes: number;
  /** Of the hot shard's byte limit, offered. */
  readonly bytesShare: number;
}

const TYPES = new Map(catalogue.map((type) => [type.name as string, type]));

function replications(shards: number, salt: number): Measured[] {
  const rates = offered(shards, salt);
  const hot = shard(rates.indexOf(Math.max(...rates)));
  return Array.from({ length: R }, (_, i) => {
    const seen = run(plan(shards, salt), i + 1);
    return {
      offered: seen.sum('clicks', 'OfferedRecords', hot) / SECONDS,
      lost: seen.sum('dashboard', 'lost') / seen.sum('dashboard', 'produced'),
      usd: billsOf(new Measurements(designOf(plan(shards, salt)), TYPES, [seen.result]))[0]!.perMonth,
      attempts: seen.sum('clicks', 'AttemptedRecords', hot) / SECONDS,
      bytesShare: seen.sum('clicks', 'OfferedBytes', hot) / SECONDS / 2 ** 20,
      refusedByBytes: seen.sum('clicks', 'WriteProvisionedThroughputExceeded.Bytes'),
    };
  });
}

/** The 99.9 % interval of the mean. */
function interval(values: readonly number[]): {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
} {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = quantile(0.9995, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, mean, high: mean + half };
}

describe('simulated, R = 30', () => {
  const designs = [
    { name: 'base', shards: 4, salt: 0 },
    { name: 'eight shards', shards: 8, salt: 0 },
    { name: 'salted key', shards: 4, salt: 16 },
  ];
  const measured = new Map<string, Measured[]>();
  beforeAll(() => {
    for (const { name, shards, salt } of designs) measured.set(name, replications(shards, salt));
  });

  it.each(designs)(
    '$name: offered and lost hold the worked values in their 99.9 % intervals',
    ({ name, shards, salt }) => {
      const values = measured.get(name)!;
      const exact = Math.max(...offered(shards, salt));
      const seen = interval(values.map((one) => one.offered));
      expect(exact).toBeGreaterThan(seen.low);
      expect(exact).toBeLessThan(seen.high);
      expect(seen.high / seen.low - 1).toBeLessThan(0.03); // an interval that says something
      const lost = interval(values.map((one) => one.lost));
      const exactLost = Math.max(0, exact - 1000) / RATE;
      expect(exactLost).toBeGreaterThanOrEqual(lost.low);
      expect(exactLost).toBeLessThanOrEqual(lost.high);
      expect(lost.high - lost.low).toBeLessThan(0.015);
    },
  );

  it('the hot shard is offered 128 % of its bytes', () => {
    const seen = interval(measured.get('base')!.map(({ bytesShare }) => bytesShare));
    const exact = (Math.max(...offered(4, 0)) * (MEAN_BYTES + KEY_BYTES)) / 2 ** 20;
    expect(exact).toBeGreaterThan(seen.low);
    expect(exact).toBeLessThan(seen.high);
    expect(Math.round(100 * exact)).toBe(128);
  });

  it('the bytes never refuse, and the hot shard meets about 4,200 attempts a second', () => {
    const base = measured.get('base')!;
    expect(base.map(({ refusedByBytes }) => refusedByBytes)).toEqual(Array(R).fill(0));
    const { mean } = interval(base.map(({ attempts }) => attempts));
    expect(Math.abs(mean / 4200 - 1)).toBeLessThan(0.03);
  });

  it('the salted design loses not one record', () => {
    expect(measured.get('salted key')!.map(({ lost }) => lost)).toEqual(Array(R).fill(0));
  });

  it.each(designs)(
    '$name: the bill, as it is made out, holds the worked one in its 99.9 % interval',
    ({ name, shards, salt }) => {
      const seen = interval(measured.get(name)!.map((one) => one.usd));
      const exact = billOf(shards, salt);
      expect(exact).toBeGreaterThan(seen.low);
      expect(exact).toBeLessThan(seen.high);
      expect(seen.high - seen.low).toBeLessThan(2); // USD
    },
  );
});
