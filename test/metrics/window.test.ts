import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planWindow, pointLengthUs } from '../../src/metrics/window.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;

describe('the measured window', () => {
  it('begins after the warm-up and has a point a second while 600 are enough', () => {
    const window = planWindow(60 * SECOND, 300 * SECOND);
    expect(window).toEqual({
      startUs: 60 * SECOND,
      endUs: 360 * SECOND,
      periodUs: SECOND,
      points: 300,
      slices: 60,
    });
  });

  it.each([
    [600, 1, 600],
    [601, 5, 121],
    [3000, 5, 600],
    [3600, 10, 360],
    [86_400, 300, 288],
    [600 * 3600, 3600, 600],
    [1000 * 3600, 7200, 500],
  ])('of %i s has periods of %i s and %i points', (seconds, periodSeconds, points) => {
    const window = planWindow(0, seconds * SECOND);
    expect([window.periodUs / SECOND, window.points]).toEqual([periodSeconds, points]);
  });

  it('has whole points in a slice where ten slices or more allow it', () => {
    expect(planWindow(0, 600 * SECOND).slices).toBe(60);
    expect(planWindow(0, 3600 * SECOND).slices).toBe(60);
    // 250 points: 60 and 40 do not divide them, 50 does.
    expect(planWindow(0, 250 * SECOND).slices).toBe(50);
    // 288 points: no multiple of ten divides them.
    expect(planWindow(0, 24 * HOUR).slices).toBe(60);
    expect(planWindow(0, 4 * SECOND).slices).toBe(10);
  });

  it('always has at most 600 points, and slices that ten equal ones can be formed from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 * HOUR }), (durationUs) => {
        const { points, slices, periodUs } = planWindow(0, durationUs);
        expect(points).toBeGreaterThanOrEqual(1);
        expect(points).toBeLessThanOrEqual(600);
        expect(slices % 10).toBe(0);
        expect(slices).toBeGreaterThanOrEqual(10);
        expect(slices).toBeLessThanOrEqual(60);
        expect(periodUs % SECOND).toBe(0);
        expect(points * periodUs).toBeGreaterThanOrEqual(durationUs);
        expect((points - 1) * periodUs).toBeLessThan(durationUs);
      }),
    );
  });

  it('cuts its last point short at its end', () => {
    const window = planWindow(0, 2_500_000);
    expect([0, 1, 2].map((point) => pointLengthUs(window, point))).toEqual([SECOND, SECOND, 500_000]);
  });
});
