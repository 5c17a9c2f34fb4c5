import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Level } from '../../src/metrics/level.ts';
import { planWindow } from '../../src/metrics/window.ts';

const SECOND = 1_000_000;
const ID = { component: 'queue', metric: 'QueueLength', part: null };

describe('a level', () => {
  it('weighs each value by how long it lasted in the window', () => {
    // Window 10–20 s: 3 for 2 s (set in the warm-up), 5 for 6 s, 0 for 2 s: (6 + 30 + 0) / 10.
    const level = new Level(ID, planWindow(10 * SECOND, 10 * SECOND));
    level.set(4 * SECOND, 3);
    level.set(12 * SECOND, 5);
    level.change(18 * SECOND, -5);
    level.set(20 * SECOND, 99);
    expect(level.finish()).toEqual({ ...ID, kind: 'level', mean: 3.6, max: 5, last: 0, series: null });
  });

  it('does not see a value that is replaced in the same instant', () => {
    const level = new Level(ID, planWindow(0, 10 * SECOND));
    level.change(2 * SECOND, 7);
    level.change(2 * SECOND, -6);
    expect(level.finish()).toMatchObject({ max: 1, mean: 0.8, last: 1 });
  });

  it('keeps the mean and the largest value of each period, the last one cut short', () => {
    // 2.5 s: 4 from 0.5 to 1.25 s, then 2.
    const level = new Level(ID, planWindow(0, 2_500_000), true);
    level.set(500_000, 4);
    level.set(1_250_000, 2);
    const { series, mean } = level.finish();
    expect([...series!.mean]).toEqual([2, 2.5, 2]);
    expect([...series!.max]).toEqual([4, 4, 2]);
    expect(mean).toBe((0.75 * 4 + 1.25 * 2) / 2.5);
  });

  it('may be below zero', () => {
    const level = new Level(ID, planWindow(0, 10 * SECOND));
    level.set(0, -3);
    expect(level.finish()).toMatchObject({ max: -3, mean: -3, last: -3 });
  });

  it('has the same mean with a series as without, to the last bits of a sum, and as a sum over steps by hand', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 30 * SECOND }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const window = planWindow(5 * SECOND, 20 * SECOND);
        const ordered = steps.sort((a, b) => a[0] - b[0]);
        const withSeries = new Level(ID, window, true);
        const without = new Level(ID, window);
        let area = 0;
        let largest = Number.NEGATIVE_INFINITY;
        for (const [i, [atUs, value]] of [[0, 0] as [number, number], ...ordered].entries()) {
          withSeries.set(atUs, value);
          without.set(atUs, value);
          const untilUs = Math.min(ordered[i]?.[0] ?? window.endUs, window.endUs);
          const lastedUs = untilUs - Math.max(atUs, window.startUs);
          if (lastedUs > 0) {
            area += value * lastedUs;
            largest = Math.max(largest, value);
          }
        }
        const plain = without.finish();
        const kept = withSeries.finish();
        expect(plain.mean).toBeCloseTo(area / (20 * SECOND), 9);
        expect(kept.mean).toBeCloseTo(plain.mean, 9);
        expect([plain.max, kept.max, plain.last]).toEqual([largest, largest, kept.last]);
      }),
    );
  });
});
