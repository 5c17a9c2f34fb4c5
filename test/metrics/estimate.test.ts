import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/engine/math/normal.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import {
  estimateCount,
  estimateMean,
  estimateShare,
  halfWidth,
  mean,
  scaleEstimate,
  variance,
} from '../../src/metrics/estimate.ts';
import { t95 } from '../../src/metrics/student-t.ts';

describe("Student's t", () => {
  // A. Law, Simulation Modeling and Analysis, table T.1, and R's qt(0.975, df).
  it.each([
    [1, 12.706204736],
    [2, 4.30265273],
    [4, 2.776445105],
    [9, 2.262157163],
    [29, 2.045229642],
    [1000, 1.962339081],
  ])('with %i degrees of freedom reaches %d standard errors at 95 %%', (degrees, expected) => {
    expect(t95(degrees)).toBeCloseTo(expected, 8);
  });
});

describe('the estimate of a mean', () => {
  it('has an interval of t times the standard error, from three replications on', () => {
    // 1, 2, 3: mean 2, variance 1, half-width 4.302653 / √3.
    const estimate = estimateMean([1, 2, 3]);
    expect(estimate.value).toBe(2);
    expect(estimate.ci95![0]).toBeCloseTo(2 - 4.30265273 / Math.sqrt(3), 8);
    expect(estimate.ci95![1]).toBeCloseTo(2 + 4.30265273 / Math.sqrt(3), 8);
    expect(estimateMean([1, 3])).toEqual({ value: 2, ci95: null });
    expect(estimateMean([7])).toEqual({ value: 7, ci95: null });
  });

  it('of equal values is that value to the last bit', () => {
    expect(estimateMean([0.1, 0.1, 0.1])).toEqual({ value: 0.1, ci95: [0.1, 0.1] });
  });

  it('cannot be told when one replication cannot tell, or there is none', () => {
    expect(estimateMean([1, null, 3])).toEqual({ value: null, ci95: null });
    expect(estimateMean([])).toEqual({ value: null, ci95: null });
  });

  it('is never NaN, and lies in its own interval', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 3, maxLength: 20 }),
        (values) => {
          const { value, ci95 } = estimateMean(values);
          expect(Number.isNaN(value)).toBe(false);
          expect(ci95![0]).toBeLessThanOrEqual(value!);
          expect(ci95![1]).toBeGreaterThanOrEqual(value!);
        },
      ),
    );
  });

  it('covers the mean of normal values in 95 % of studies', () => {
    const stream = sequentialStream('estimate/coverage');
    const studies = 4000;
    let covered = 0;
    for (let study = 0; study < studies; study++) {
      const { ci95 } = estimateMean(Array.from({ length: 5 }, () => normalQuantile(stream.double())));
      if (ci95![0] <= 0 && ci95![1] >= 0) covered++;
    }
    // Four standard errors of a share of 0.95 over 4,000 studies are 0.0138.
    expect(Math.abs(covered / studies - 0.95)).toBeLessThan(0.0138);
  });
});

describe('the rule of three', () => {
  it('bounds a share of which nothing was seen by 3 / trials, all replications together', () => {
    expect(estimateShare([0, 0, 0], [100, 200, 300], true)).toEqual({ value: 0, ci95: [0, 3 / 600] });
    expect(estimateShare([100, 200, 300], [100, 200, 300], true)).toEqual({
      value: 1,
      ci95: [1 - 3 / 600, 1],
    });
  });

  it('is not needed where nothing is left to chance, and has no say below three replications', () => {
    expect(estimateShare([0, 0, 0], [100, 200, 300], false)).toEqual({ value: 0, ci95: [0, 0] });
    expect(estimateShare([0, 0], [100, 200], true)).toEqual({ value: 0, ci95: null });
  });

  it('leaves a share that was seen to its interval', () => {
    const estimate = estimateShare([1, 2, 3], [10, 10, 10], true);
    expect(estimate.value).toBeCloseTo(0.2, 12);
    expect(estimate.ci95![1]).toBeCloseTo(0.2 + (4.30265273 * 0.1) / Math.sqrt(3), 8);
  });

  it('never bounds a share above all of it', () => {
    expect(estimateShare([0, 0, 0], [1, 0, 1], true)).toEqual({ value: null, ci95: null });
    expect(estimateShare([0, 0, 0], [1, 1, 0.5], true).ci95).toEqual([0, 1]);
  });

  it('bounds a count of which none was seen by 3 / R a replication', () => {
    expect(estimateCount([0, 0, 0, 0], true)).toEqual({ value: 0, ci95: [0, 0.75] });
    expect(estimateCount([0, 0, 0, 0], false)).toEqual({ value: 0, ci95: [0, 0] });
    expect(estimateCount([4, 4, 4], true)).toEqual({ value: 4, ci95: [4, 4] });
  });
});

describe('the parts of an interval', () => {
  it('are those of the textbook', () => {
    expect(mean([2, 4, 9])).toBe(5);
    expect(variance([2, 4, 9])).toBe(13);
    expect(halfWidth([2, 4, 9])).toBeCloseTo(4.30265273 * Math.sqrt(13 / 3), 7);
    expect(halfWidth([0.3, 0.3])).toBe(0);
  });

  it('are scaled together', () => {
    expect(scaleEstimate({ value: 2, ci95: [1, 3] }, (v) => v * 10)).toEqual({ value: 20, ci95: [10, 30] });
    expect(scaleEstimate({ value: null, ci95: null, above: 4 }, (v) => v / 2)).toEqual({
      value: null,
      ci95: null,
      above: 2,
    });
  });
});
