import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marginalPrice, priced, tiersOf } from '../../src/pricing/tier.ts';

// Data transfer out of EC2 to the internet has steps of this form: first 10 TB, next 40 TB, then less.
const steps = [
  { upTo: 10, usd: 9 },
  { upTo: 50, usd: 8 },
  { upTo: null, usd: 7 },
];

describe('tiers', () => {
  it.each([
    [0, 0],
    [10, 90],
    [12, 106],
    [50, 410],
    [51, 417],
  ])('price %d units at %d, each step for what lies in it', (quantity, usd) => {
    expect(priced(quantity, steps)).toBe(usd);
  });

  it('have a marginal price: that of one unit more', () => {
    expect([0, 9.9, 10, 49, 50, 1000].map((quantity) => marginalPrice(quantity, steps))).toEqual([
      9, 9, 8, 8, 7, 7,
    ]);
  });

  it('of one price are that price', () => {
    expect(priced(3, tiersOf(0.015))).toBeCloseTo(0.045, 12);
    expect(marginalPrice(3, tiersOf(0.015))).toBe(0.015);
  });

  it('never cost less for more', () => {
    const amount = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(priced(Math.max(a, b), steps)).toBeGreaterThanOrEqual(priced(Math.min(a, b), steps));
      }),
    );
  });
});
