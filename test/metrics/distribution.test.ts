import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { Distribution } from '../../src/metrics/distribution.ts';
import { countOf, mergeBins } from '../../src/metrics/histogram.ts';
import { planWindow } from '../../src/metrics/window.ts';

const SECOND = 1_000_000;
const ID = { component: 'dashboard', metric: 'latency', part: null };

describe('a distribution', () => {
  it('takes the samples whose time lies in the window, whenever they come', () => {
    const latency = new Distribution(ID, planWindow(10 * SECOND, 10 * SECOND));
    latency.add(19_999_999, 7);
    latency.add(10 * SECOND, 5, 2);
    latency.add(9_999_999, 1000);
    latency.add(20 * SECOND, 1000);
    expect(latency.finish()).toMatchObject({ count: 3, sum: 17, max: 7, infinite: 0, censoredCount: 0 });
  });

  it('takes times from columns, each for the moment that it belongs to', () => {
    const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
    // The second belongs to the slice of second 4, the last is beyond the length.
    const [at, from, to] = [
      [10, 4 * SECOND, 30],
      [10, 20, 30],
      [15, 27, 99],
    ].map((column) => Float64Array.of(...column));
    latency.addSpans(at!, from!, to!, 2);
    const { count, sum, max, slices } = latency.finish();
    expect({ count, sum, max }).toEqual({ count: 2, sum: 12, max: 7 });
    expect(slices.map(countOf)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('keeps equal slices of the window apart, a border belonging to the later one', () => {
    // 10 s, so 10 slices of 1 s.
    const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
    for (const atUs of [0, 999_999, SECOND, 9_999_999, 500_000]) latency.add(atUs, 3);
    expect(latency.finish().slices.map(countOf)).toEqual([3, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('takes no more memory in a slice whose values are like those before', () => {
    const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
    latency.add(0, 3);
    latency.add(1, 5000);
    const held = process.memoryUsage().arrayBuffers;
    // Up to an octave below and above them.
    for (let second = 1; second < 10; second++) latency.add(second * SECOND, second % 2 === 0 ? 4 : 9000);
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(held);
    latency.add(5 * SECOND, 100_000);
    expect(process.memoryUsage().arrayBuffers).toBeGreaterThan(held);
  });

  it('puts every time into the slice that its share of the window says, whatever the length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 90 * SECOND }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (durationUs, shares) => {
          const window = planWindow(7, durationUs);
          const latency = new Distribution(ID, window);
          const expected = new Array<number>(window.slices).fill(0);
          for (const share of shares) {
            const offsetUs = Math.min(durationUs - 1, Math.floor(share * durationUs));
            latency.add(7 + offsetUs, 1);
            expected[Number((BigInt(offsetUs) * BigInt(window.slices)) / BigInt(durationUs))]! += 1;
          }
          expect(latency.finish().slices.map(countOf)).toEqual(expected);
        },
      ),
    );
  });

  it('counts what was lost and what is in flight by the time that it belongs to', () => {
    const latency = new Distribution(ID, planWindow(10 * SECOND, 10 * SECOND));
    latency.lost(12 * SECOND, 3);
    latency.lost(9 * SECOND, 5);
    latency.censored(19 * SECOND, 4_000_000, 2);
    latency.censored(18 * SECOND, 100);
    latency.censored(25 * SECOND, 1);
    const recorded = latency.finish();
    expect(recorded).toMatchObject({
      count: 0,
      infinite: 3,
      censoredCount: 3,
      censoredMin: 100,
      censoredMax: 4_000_000,
    });
    expect(recorded.infiniteBySlice[2]).toBe(3);
    expect([recorded.censoredBySlice[8], recorded.censoredBySlice[9]]).toEqual([1, 2]);
    expect(countOf(recorded.censored!)).toBe(3);
  });

  it('counts exactly what lies below a watched limit and at most at it, within a bin too', () => {
    const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
    latency.watch(1_000_000);
    latency.watch(1_000_000);
    latency.watch(50.5);
    for (const value of [0, 50, 51, 999_999, 1_000_000, 1_000_000, 1_000_001, 5_000_000])
      latency.add(1, value);
    expect(latency.finish().thresholds).toEqual([
      { limit: 1_000_000, below: 4, atMost: 6 },
      { limit: 50.5, below: 2, atMost: 2 },
    ]);
  });

  it('counts below any limits as a comparison of each sample would', () => {
    const value = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 50 }),
        fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
        (values, limits) => {
          const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
          for (const limit of limits) latency.watch(limit);
          for (const one of values) latency.add(one * 1000, one, 2);
          expect(latency.finish().thresholds).toEqual(
            limits.map((limit) => ({
              limit,
              below: 2 * values.filter((one) => one < limit).length,
              atMost: 2 * values.filter((one) => one <= limit).length,
            })),
          );
        },
      ),
    );
  });

  it('refuses a value that is no number from 0 on', () => {
    const latency = new Distribution(ID, planWindow(0, 10 * SECOND));
    expect(() => latency.add(1, -1)).toThrow(InvariantError);
    expect(() => latency.add(1, Number.NaN)).toThrow(InvariantError);
    expect(() => latency.censored(1, Number.NaN)).toThrow(InvariantError);
  });

  it('loses nothing between its slices and its count', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20 * SECOND), fc.maxSafeNat())), (samples) => {
        const latency = new Distribution(ID, planWindow(5 * SECOND, 10 * SECOND));
        for (const [atUs, value] of samples) latency.add(atUs, value);
        const recorded = latency.finish();
        const inside = samples.filter(([atUs]) => atUs >= 5 * SECOND && atUs < 15 * SECOND);
        expect(recorded.count).toBe(inside.length);
        expect(countOf(mergeBins(recorded.slices))).toBe(inside.length);
        expect(recorded.max).toBe(Math.max(0, ...inside.map(([, value]) => value)));
      }),
    );
  });
});
