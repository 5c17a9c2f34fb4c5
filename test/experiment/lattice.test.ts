import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBelow, leastPoints, type Places, rowsOf } from '../../src/experiment/lattice.ts';

/** Enough is whatever lies above one of some points: any monotone set on a lattice is of this form. */
const monotone = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }).chain((sizes) =>
  fc.record({
    sizes: fc.constant(sizes),
    corners: fc.array(fc.tuple(...sizes.map((size) => fc.nat({ max: size - 1 }))), { maxLength: 5 }),
  }),
);

describe('the least points that are enough', () => {
  it('are those of a full search, for any monotone set', async () => {
    await fc.assert(
      fc.asyncProperty(monotone, async ({ sizes, corners }) => {
        const enough = (places: Places) => corners.some((corner) => isBelow(corner, places));
        const all = [...rowsOf(sizes)].filter(enough);
        const least = all.filter((one) => !all.some((other) => other !== one && isBelow(other, one)));
        expect(await leastPoints(sizes, async (places) => enough(places))).toEqual(least);
      }),
    );
  });

  it('of one axis of 63 values take seven questions: one, and six halvings', async () => {
    for (let threshold = 0; threshold < 63; threshold++) {
      let asked = 0;
      const found = await leastPoints([63], async ([place]) => {
        asked++;
        return place! >= threshold;
      });
      expect(found).toEqual([[threshold]]);
      expect(asked).toBeLessThanOrEqual(7);
    }
  });

  it('of two axes take about one question a row where nothing changes', async () => {
    let asked = 0;
    const found = await leastPoints([20, 64], async ([, last]) => {
      asked++;
      return last! >= 32;
    });
    expect(found).toEqual([[0, 32]]);
    expect(asked).toBeLessThanOrEqual(7 + 19);
  });

  it('are what was found so far when the questions end', async () => {
    let left = 9;
    const found = await leastPoints([3, 8], async ([row, last]) => (left-- > 0 ? last! >= 4 - row! : null));
    expect(found).toEqual([
      [0, 4],
      [1, 3],
    ]);
  });
});
