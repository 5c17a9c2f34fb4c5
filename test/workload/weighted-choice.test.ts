import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeightedChoice } from '../../src/workload/weighted-choice.ts';

const weights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true })), {
    minLength: 1,
    maxLength: 50,
  })
  .filter((list) => list.some((weight) => weight > 1e-9));

describe('a choice by weight', () => {
  it('is the inverse of the cumulated weights, found by plain search', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), (list, u) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        let sum = 0;
        let expected = list.findLastIndex((weight) => weight > 0);
        for (const [i, weight] of list.entries()) {
          sum += weight;
          if (sum > u * total) {
            expected = i;
            break;
          }
        }
        expect(new WeightedChoice(list).pick(u)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('never falls where u grows, so that two designs draw alike', () => {
    const share = fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true });
    fc.assert(
      fc.property(weights, share, share, (list, u, v) => {
        const choice = new WeightedChoice(list);
        expect(choice.pick(Math.min(u, v))).toBeLessThanOrEqual(choice.pick(Math.max(u, v)));
      }),
    );
  });

  it('probabilities are the weights over their sum', () => {
    const choice = new WeightedChoice([1, 3, 0, 4]);
    expect([0, 1, 2, 3].map((i) => choice.probability(i))).toEqual([0.125, 0.375, 0, 0.5]);
    expect(choice.meanOf([8, 8, 100, 2])).toBe(5);
  });

  it.each([[[]], [[0, 0]], [[-1, 2]], [[Number.NaN]], [[Infinity]]])('stops at weights %j', (list) => {
    expect(() => new WeightedChoice(list)).toThrow();
  });
});
