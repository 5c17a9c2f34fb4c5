// Lines that have more points than a drawing has room for.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, thinned } from '../../src/report/html/charts/time-column.ts';

const column = (values: readonly (number | null)[]) => ({
  name: 'line0',
  label: 'OfferedRecords',
  unit: '/s',
  colour: '#000000',
  dash: [],
  design: null,
  periodSeconds: 30,
  values,
});

describe('a line over time', () => {
  it('has its points in the middle of their periods, in the unit of the axis', () => {
    const rows = rowsOf(column([7, null]), { unit: 'min', seconds: 60 });
    expect(rows).toEqual([
      { t: 0.25, v: 7 },
      { t: 0.75, v: null },
    ]);
  });

  it('is left as it is where there is room', () => {
    const rows = rowsOf(column([1, 5, 2, 4]), { unit: 's', seconds: 1 });
    expect(thinned(rows, 2)).toEqual(rows);
  });

  it('is thinned to what it held: the second that broke a limit stays, and no value is made up', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i === 503 ? 2000 : 800));
    const kept = thinned(rowsOf(column(values), { unit: 's', seconds: 1 }), 10);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(kept.filter(({ v }) => v === 2000)).toEqual([{ t: 503.5 * 30, v: 2000 }]);
  });

  it('keeps the least and the largest of all, in the order of time, and shows gaps', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 9999 }), { freq: 9 }), {
      minLength: 1,
      maxLength: 500,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), (all, buckets) => {
        const rows = rowsOf(column(all), { unit: 's', seconds: 1 });
        const kept = thinned(rows, buckets);
        expect(rows).toEqual(expect.arrayContaining([...kept]));
        expect(kept.map(({ t }) => t)).toEqual(kept.map(({ t }) => t).sort((a, b) => a - b));
        const told = (some: typeof rows) => some.flatMap(({ v }) => (v === null ? [] : [v]));
        expect(Math.max(...told(kept))).toBe(Math.max(...told(rows)));
        expect(Math.min(...told(kept))).toBe(Math.min(...told(rows)));
        expect(kept.some(({ v }) => v === null)).toBe(all.includes(null));
      }),
      { numRuns: 60 },
    );
  });
});
