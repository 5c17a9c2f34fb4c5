import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, evidenceOf, type Pair, ratioOf } from '../../src/experiment/paired.ts';

const counted = { relevant: 0, byRatio: false, fuzz: 0 };
const value = fc.double({ min: 0.5, max: 1000, noNaN: true });
const pairs = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 12 });

describe('pairs', () => {
  it('speak by t on their differences', () => {
    // Differences 2, 4, 6: mean 4, standard error 2/√3 = 1.1547, t = 3.4641 with two degrees of freedom, where the
    // two-sided p is 1 − t/√(t² + 2) = 1 − 3.4641/√14 = 0.07418.
    const found = evidenceOf(
      [
        [10, 12],
        [10, 14],
        [10, 16],
      ],
      counted,
    );
    expect(found.direction).toBe(1);
    expect(found.p).toBeCloseTo(1 - 3.4641016151 / Math.sqrt(14), 8);
  });

  it('that all differ by the same leave no doubt, and none at all speaks for nothing', () => {
    expect(
      evidenceOf(
        [
          [1, 2],
          [2, 3],
          [5, 6],
        ],
        counted,
      ).p,
    ).toBe(0);
    expect(
      evidenceOf(
        [
          [1, 1],
          [2, 2],
          [5, 5],
        ],
        counted,
      ).p,
    ).toBe(1);
  });

  it('by ratio speak as the logarithms do: 1.5 times is 1.5 times, whatever the size', () => {
    const found = evidenceOf(
      [
        [10, 15],
        [100, 150],
        [1000, 1500],
      ],
      { ...counted, byRatio: true },
    );
    expect(found).toMatchObject({ direction: 1 });
    expect(found.p).toBeLessThan(1e-9);
    expect(
      ratioOf(
        [
          [10, 15],
          [100, 150],
          [1000, 1500],
        ],
        0,
      ).value,
    ).toBeCloseTo(1.5, 12);
  });

  it('are called different at 5 % exactly when the plain 95 % interval leaves out what would be the same', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (each, byRatio) => {
        const { p } = evidenceOf(each, { ...counted, byRatio });
        const { ci95 } = byRatio ? ratioOf(each, 0) : differenceOf(each, 0);
        const same = byRatio ? 1 : 0;
        const [low, high] = ci95!;
        // Where an end of the interval lies within rounding of what would be the same, either is right.
        fc.pre(Math.min(Math.abs(low - same), Math.abs(high - same)) > 1e-9);
        expect(p! < 0.05).toBe(low > same || high < same);
      }),
    );
  });

  it('turned round speak as strongly, the other way', () => {
    fc.assert(
      fc.property(pairs, (each) => {
        const turned = each.map(([before, after]): Pair => [after, before]);
        const [one, other] = [evidenceOf(each, counted), evidenceOf(turned, counted)];
        expect(other.p).toBeCloseTo(one.p!, 9);
        if (one.p! < 1) expect(other.direction).toBe(-one.direction);
      }),
    );
  });

  it('of percentiles have an interval wider by what each may be off by', () => {
    const each: readonly Pair[] = [
      [100, 101],
      [100, 102],
      [100, 103],
    ];
    const plain = differenceOf(each, 0).ci95!;
    const wide = differenceOf(each, 0.005).ci95!;
    // Half a per cent of 100 and of 102.
    expect(plain[0] - wide[0]).toBeCloseTo(1.01, 12);
    expect(wide[1] - plain[1]).toBeCloseTo(1.01, 12);
  });
});
