import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf } from '../../src/metrics/bins.ts';
import { Distribution } from '../../src/metrics/distribution.ts';
import { mergeSamples, mergeSlice, percentile, sizeOf } from '../../src/metrics/sample.ts';
import { planWindow } from '../../src/metrics/window.ts';

const SECOND = 1_000_000;

interface Parts {
  readonly values?: readonly number[];
  readonly lost?: number;
  readonly ages?: readonly number[];
}

function recorded({ values = [], lost = 0, ages = [] }: Parts) {
  const latency = new Distribution(
    { component: 'a', metric: 'latency', part: null },
    planWindow(0, 10 * SECOND),
  );
  for (const value of values) latency.add(1, value);
  if (lost > 0) latency.lost(1, lost);
  for (const age of ages) latency.censored(1, age);
  return latency.finish();
}

const sampleOf = (parts: Parts) => mergeSamples([recorded(parts)]);
const oneTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe('a percentile', () => {
  it('is the smallest value that its share does not exceed', () => {
    const sample = sampleOf({ values: oneTo(100) });
    expect([0.5, 0.9, 0.95, 0.99, 0.999].map((share) => percentile(sample, share))).toEqual(
      [50, 90, 95, 99, 100].map((value) => ({ kind: 'told', value, halfBin: 0 })),
    );
  });

  it('of a share that is no binary fraction has the rank that it has on paper', () => {
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(percentile(sampleOf({ values: oneTo(100) }), 0.07)).toEqual({
      kind: 'told',
      value: 7,
      halfBin: 0,
    });
  });

  it('counts what was lost as infinite: beyond the known values it only lies above the largest', () => {
    const sample = sampleOf({ values: oneTo(98), lost: 2 });
    expect(percentile(sample, 0.95)).toEqual({ kind: 'told', value: 95, halfBin: 0 });
    expect(percentile(sample, 0.99)).toEqual({ kind: 'above', above: 98 });
    expect(sizeOf(sample)).toBe(100);
  });

  it('is exact where all in flight are older already', () => {
    const sample = sampleOf({ values: oneTo(98), ages: [100, 120] });
    expect(percentile(sample, 0.98)).toEqual({ kind: 'told', value: 98, halfBin: 0 });
  });

  it('that falls among what is in flight lies above the largest known value at or below its rank', () => {
    // In order of what is known at least: 1 … 49, the age 50, the value 50, …, 99. Rank 90 lies between 89 and 90.
    const sample = sampleOf({ values: oneTo(99), ages: [50] });
    expect(percentile(sample, 0.9)).toEqual({ kind: 'above', above: 89 });
    expect(percentile(sample, 0.4)).toEqual({ kind: 'told', value: 40, halfBin: 0 });
    expect(percentile(sampleOf({ values: [3], ages: [10, 20] }), 0.5)).toEqual({ kind: 'above', above: 3 });
  });

  it('of what was lost altogether lies above nothing known', () => {
    expect(percentile(sampleOf({ lost: 5 }), 0.5)).toEqual({ kind: 'above', above: 0 });
    expect(percentile(sampleOf({}), 0.5)).toEqual({ kind: 'empty' });
  });

  it('never exceeds the largest value seen', () => {
    expect(percentile(sampleOf({ values: [1_000_003] }), 0.5)).toMatchObject({
      kind: 'told',
      value: 1_000_003,
    });
  });

  it('holds whatever becomes of what is in flight', () => {
    const value = fc.integer({ min: 0, max: 300 });
    const fate = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.option(fc.integer({ min: 0, max: 300 })));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }),
        fc.array(fate, { maxLength: 8 }),
        fc.nat(4),
        fc.constantFrom(0.5, 0.9, 0.99),
        (values, inFlight, lost, share) => {
          const said = percentile(sampleOf({ values, lost, ages: inFlight.map(([age]) => age) }), share);
          // Each in flight comes later than its age, or never.
          const came = inFlight.flatMap(([age, more]) => (more === null ? [] : [age + more]));
          const neverCame = inFlight.length - came.length + lost;
          const all = [...values, ...came].sort((a, b) => a - b);
          const size = all.length + neverCame;
          const truth =
            all[Math.max(1, Math.ceil((size * Math.round(share * 100)) / 100)) - 1] ??
            Number.POSITIVE_INFINITY;
          if (said.kind === 'empty') expect(size).toBe(0);
          else if (said.kind === 'told') expect(binOf(truth)).toBe(binOf(said.value));
          else expect(binOf(said.above)).toBeLessThanOrEqual(Math.min(binOf(truth), binOf(1e15)));
        },
      ),
    );
  });
});

describe('merged samples', () => {
  it('add up, and keep the largest', () => {
    const merged = mergeSamples([
      recorded({ values: [1, 2], lost: 1 }),
      recorded({ values: [5], ages: [7] }),
    ]);
    expect(merged).toMatchObject({ finite: 3, sum: 8, max: 5, infinite: 1, inFlight: 1 });
    expect(sizeOf(merged)).toBe(5);
  });

  it('of one slice take what is in flight for lost', () => {
    const slice = mergeSlice([recorded({ values: [1, 2, 3], ages: [1] }), recorded({ values: [4] })], 0);
    expect(slice).toMatchObject({ finite: 4, infinite: 1, inFlight: 0 });
    expect(percentile(slice, 0.5)).toMatchObject({ value: 3 });
    expect(percentile(slice, 0.99)).toEqual({ kind: 'above', above: 4 });
    expect(mergeSlice([recorded({ values: [1] })], 5).finite).toBe(0);
  });
});
