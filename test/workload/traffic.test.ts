// The columns of a workload's traffic. What must hold: a record's draws belong to its number and to nothing else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { Keys } from '../../src/workload/keys.ts';
import { Traffic, type TrafficOptions } from '../../src/workload/traffic.ts';
import { type WorkloadConfig, workloadSchema } from '../../src/workload/workload.ts';
import { meanOf } from './moments.ts';

const HOT = { distribution: 'hot', keys: 100, hotKeys: 1, hotShare: '40%' };
const base = {
  arrivals: { process: 'poisson', rate: '3200/s' },
  partitionKey: HOT,
  size: { distribution: 'lognormal', median: '500 B', p99: '4 KiB' },
};
const config = (changes: object = {}): WorkloadConfig => workloadSchema.parse({ ...base, ...changes });

function traffic(given: WorkloadConfig, options: Partial<TrafficOptions> = {}): Traffic {
  const random = (purpose: string) => sequentialStream(`1/r1/page-views/${purpose}`);
  return new Traffic({
    config: given,
    name: 'w',
    random,
    keys: new Keys(),
    originUs: 0,
    load: 1,
    ...options,
  });
}

const COLUMNS = ['atUs', 'sizeBytes', 'key', 'keyBytes', 'hostDraw', 'number', 'count'] as const;
type Columns = Record<(typeof COLUMNS)[number], number[]>;

/** The first `rows` rows, or all that there are. */
function columns(from: Traffic, rows: number): Columns {
  const seen: Columns = {
    atUs: [],
    sizeBytes: [],
    key: [],
    keyBytes: [],
    hostDraw: [],
    number: [],
    count: [],
  };
  while (seen.number.length < rows && from.fill()) {
    for (const name of COLUMNS) for (let row = 0; row < from.length; row++) seen[name].push(from[name][row]!);
  }
  for (const name of COLUMNS) seen[name] = seen[name].slice(0, rows);
  return seen;
}

describe('traffic', () => {
  it('has the rate, the hot share, the sizes and the hosts that it was given', () => {
    const seen = columns(traffic(config()), 100_000);
    expect(seen.atUs.at(-1)! / 1e6 / (100_000 / 3200)).toBeCloseTo(1, 1.5);
    expect(seen.key.filter((key) => key === 0).length / 100_000).toBeCloseTo(0.4, 2);
    const sorted = [...seen.sizeBytes].sort((a, b) => a - b);
    expect(sorted[50_000]! / 500).toBeCloseTo(1, 1);
    expect(meanOf(Float64Array.from(seen.hostDraw))).toBeCloseTo(0.5, 2);
    expect(seen.number).toEqual(Array.from({ length: 100_000 }, (_, n) => n));
    expect(seen.atUs.every(Number.isInteger)).toBe(true);
    expect(seen.keyBytes.every((bytes) => bytes === 12)).toBe(true);
  });

  it('rounds moments and never gaps: 3 records/s stay at thirds of a second', () => {
    const seen = columns(traffic(config({ arrivals: { process: 'constant', rate: '3/s' } })), 3001);
    expect(seen.atUs.slice(0, 4)).toEqual([0, 333_333, 666_667, 1_000_000]);
    expect(seen.atUs[3000]).toBe(1_000_000_000);
  });

  it('is the same whatever the size of its blocks', () => {
    const expected = columns(traffic(config()), 3000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2500 }), (blockRows) => {
        expect(columns(traffic(config(), { blockRows }), 3000)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('draws each column for itself: another size, key, salt or rate leaves the others as they were', () => {
    const expected = columns(traffic(config()), 2000);
    const without = (name: keyof Columns, seen: Columns): object => ({
      ...seen,
      [name]: null,
      keyBytes: null,
    });
    const sizes = columns(traffic(config({ size: { distribution: 'gamma', mean: '1 kB', cv: 2 } })), 2000);
    expect(without('sizeBytes', sizes)).toEqual(without('sizeBytes', expected));
    const keyed = columns(traffic(config({ partitionKey: { distribution: 'zipf', keys: 7 } })), 2000);
    expect(without('key', keyed)).toEqual(without('key', expected));
    const faster = columns(
      traffic(config({ arrivals: { process: 'mmpp', rates: ['1/s', '9/s'], meanStay: ['1 s', '1 s'] } })),
      2000,
    );
    expect(without('atUs', faster)).toEqual(without('atUs', expected));
  });

  it('salting leaves the ranks as they were, and spreads each key evenly', () => {
    const expected = columns(traffic(config()), 20_000);
    const salted = columns(traffic(config({ partitionKey: { ...HOT, salt: 16 } })), 20_000);
    expect(salted.key.map((key) => Math.floor(key / 16))).toEqual(expected.key);
    expect({ ...salted, key: null, keyBytes: null }).toEqual({ ...expected, key: null, keyBytes: null });
    const seen = new Float64Array(16);
    for (const key of salted.key) seen[key % 16]! += 1;
    for (const count of seen) expect(Math.abs(count - 1250)).toBeLessThan(4 * Math.sqrt(1250));
    expect(new Set(salted.keyBytes)).toEqual(new Set([14, 15]));
  });

  it('under twice the load has the same records at half the time', () => {
    const expected = columns(traffic(config()), 1000);
    const doubled = columns(traffic(config(), { load: 2 }), 1000);
    for (const [row, atUs] of doubled.atUs.entries()) {
      expect(Math.abs(2 * atUs - expected.atUs[row]!)).toBeLessThanOrEqual(2);
    }
    expect({ ...doubled, atUs: null }).toEqual({ ...expected, atUs: null });
  });

  it('copies: ten rows of one record each are one row of ten', () => {
    const once = columns(traffic(config()), 500);
    const rows = columns(traffic(config(), { copies: 10 }), 5000);
    const merged = columns(traffic(config(), { copies: 10, merged: true }), 500);
    expect(rows.number).toEqual(Array.from({ length: 5000 }, (_, n) => n));
    expect(rows.count.every((count) => count === 1)).toBe(true);
    expect(merged.number).toEqual(once.number.map((number) => 10 * number));
    expect(merged.count.every((count) => count === 10)).toBe(true);
    for (const name of ['atUs', 'sizeBytes', 'key', 'keyBytes', 'hostDraw'] as const) {
      expect(merged[name]).toEqual(once[name]);
      expect(rows[name]).toEqual(once[name].flatMap((value) => new Array<number>(10).fill(value)));
    }
  });

  it('ends with its trace', () => {
    const given = config({
      arrivals: { process: 'poisson', rate: { trace: 'x.csv', withinPeriod: 'burst' } },
    });
    const rate = { ...(given.arrivals as { rate: object }).rate, binUs: 60e6, counts: [1500, 3] };
    const made = traffic({ ...given, arrivals: { ...given.arrivals, rate } as never });
    expect([made.fill(), made.length, made.fill(), made.length, made.fill(), made.length]).toEqual([
      true,
      1024,
      true,
      479,
      false,
      0,
    ]);
  });
});
