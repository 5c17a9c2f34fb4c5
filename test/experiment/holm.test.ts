import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/experiment/holm.ts';

describe("Holm's procedure", () => {
  it('takes the smallest against the sharpest level, and stops at the first that does not stand', () => {
    // Holm's steps for four rows at 5 %: 0.0125, 0.01667, 0.025, 0.05. 0.005 and 0.01 stand, 0.03 > 0.025 does not,
    // and 0.04 no longer counts, though it is below 0.05.
    expect([...holm([0.01, 0.04, 0.03, 0.005], 0.05)].sort()).toEqual([0, 3]);
  });

  it('does not count rows that are not tested', () => {
    expect([...holm([null, 0.05, null], 0.05)]).toEqual([1]);
    expect([...holm([0.9, 0.05, 0.8], 0.05)]).toEqual([]);
  });

  it('lets stand what Bonferroni lets stand, and nothing that alone would not', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (pValues) => {
        const standing = holm(pValues, 0.05);
        for (const [i, p] of pValues.entries()) {
          if (p <= 0.05 / pValues.length) expect(standing.has(i)).toBe(true);
          if (p > 0.05) expect(standing.has(i)).toBe(false);
        }
      }),
    );
  });
});
