import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontier } from '../../src/experiment/frontier.ts';

describe('the frontier', () => {
  it('is whatever no other point beats', () => {
    const figure = fc.option(fc.integer({ min: 0, max: 6 }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.record({ x: figure, y: figure }), { maxLength: 12 }), (points) => {
        const beaten = points.map(({ x, y }) =>
          x === null || y === null
            ? true
            : points.some(
                (other) =>
                  other.x !== null &&
                  other.y !== null &&
                  other.x <= x &&
                  other.y <= y &&
                  (other.x < x || other.y < y),
              ),
        );
        expect([...frontier(points)].sort((a, b) => a - b)).toEqual(
          points.flatMap((_, place) => (beaten[place] ? [] : [place])),
        );
      }),
    );
  });

  it('goes from the cheapest to the fastest', () => {
    const points = [
      { x: 3, y: 1 },
      { x: 1, y: 9 },
      { x: 2, y: 9 },
      { x: 2, y: 4 },
      { x: null, y: 0 },
    ];
    expect(frontier(points)).toEqual([1, 3, 0]);
  });
});
