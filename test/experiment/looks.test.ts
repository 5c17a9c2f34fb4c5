import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/engine/math/normal.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { judge } from '../../src/experiment/interval.ts';
import { looksOf } from '../../src/experiment/looks.ts';
import { estimateMean, intervalAt } from '../../src/metrics/estimate.ts';
import { fakeDesign } from './fake.ts';

const looks = (replications: number, max: number) =>
  looksOf(fakeDesign({ replications, stopping: { kind: 'looks', max } }));

describe('looks', () => {
  it('come after 5, 10, 20 and 40 replications, one-sided at 0.5, 1, 1 and 1.5 %', () => {
    expect(looks(5, 40)).toEqual([
      { replications: 5, alpha: 0.005 },
      { replications: 10, alpha: 0.01 },
      { replications: 20, alpha: 0.01 },
      { replications: 40, alpha: 0.015 },
    ]);
  });

  it('are none where the number is fixed, or cannot grow', () => {
    expect(looksOf(fakeDesign())).toEqual([]);
    expect(looks(8, 8)).toEqual([]);
  });

  it('end at max, double before it, and spend at most 4 % in all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 100 }), fc.integer({ min: 3, max: 10_000 }), (min, max) => {
        const all = looks(min, max);
        if (all.length === 0) return max <= min;
        const sizes = all.map(({ replications }) => replications);
        const spent = all.reduce((sum, { alpha }) => sum + alpha, 0);
        const doubled = sizes.slice(0, -1).every((size, i) => size === min * 2 ** i);
        return doubled && sizes.at(-1) === max && sizes.at(-2)! < max && spent <= 0.04 + 1e-12;
      }),
    );
  });

  it('are wrong in at most 4 % of 1,000 macro-runs whose mean lies on the limit, and 2.5 % a look alone would not be', () => {
    const stream = sequentialStream('looks/macro');
    const wrongAt = (alphaOf: (alpha: number) => number): number => {
      let wrong = 0;
      for (let run = 0; run < 1000; run++) {
        // The truth is the limit: `< 0` does not hold, and whatever says that it does is wrong.
        const values = Array.from({ length: 40 }, () => normalQuantile(stream.double()));
        const decided = looks(5, 40).find(({ replications, alpha }) => {
          const estimate = estimateMean(values.slice(0, replications));
          return judge(intervalAt(estimate, replications, alphaOf(alpha))!, '<', 0) === 'holds';
        });
        if (decided !== undefined) wrong++;
      }
      return wrong / 1000;
    };
    expect(wrongAt((alpha) => alpha)).toBeLessThanOrEqual(0.04);
    // Plain intervals at every look: about 2.5 % at the first, and more at each.
    expect(wrongAt(() => 0.025)).toBeGreaterThan(0.04);
  });
});
