import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/experiment/interval.ts';

describe('an interval and a limit', () => {
  it('agree with every value in the interval', () => {
    const number = fc.integer({ min: -5, max: 5 });
    const compare = {
      '<': (value: number, limit: number) => value < limit,
      '<=': (value: number, limit: number) => value <= limit,
      '>': (value: number, limit: number) => value > limit,
      '>=': (value: number, limit: number) => value >= limit,
    };
    fc.assert(
      fc.property(number, number, number, fc.constantFrom('<', '<=', '>', '>='), (a, b, limit, operator) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ends = [low, high].map((value) => compare[operator](value, limit));
        const expected = ends[0] === ends[1] ? (ends[0] ? 'holds' : 'fails') : 'undecided';
        expect(judge([low, high], operator, limit)).toBe(expected);
      }),
    );
  });
});
