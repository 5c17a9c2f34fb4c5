import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counter } from '../../src/metrics/counter.ts';
import { planWindow } from '../../src/metrics/window.ts';

const SECOND = 1_000_000;
const ID = { component: 'clicks', metric: 'IncomingRecords', part: null };

describe('a counter', () => {
  it('counts from the start of the window on, and no longer at its end', () => {
    const counter = new Counter(ID, planWindow(10 * SECOND, 5 * SECOND));
    counter.add(10 * SECOND - 1, 1);
    counter.add(10 * SECOND, 2);
    counter.add(15 * SECOND - 1, 4);
    counter.add(15 * SECOND, 8);
    expect(counter.finish()).toEqual({ ...ID, kind: 'counter', sum: 6, series: null });
  });

  it('keeps the sum and the worst second of each period', () => {
    // 1,000 s: 200 periods of 5 s. Seconds of the first: 3, 0, 7, 0, 1; of the third: 2.
    const counter = new Counter(ID, planWindow(SECOND, 1000 * SECOND), true);
    for (const [atSeconds, n] of [
      [1, 3],
      [3, 5],
      [3.999999, 2],
      [5, 1],
      [12, 2],
    ] as const) {
      counter.add(atSeconds * SECOND, n);
    }
    const { sum, series } = counter.finish();
    expect(sum).toBe(13);
    expect([...series!.sum.slice(0, 4)]).toEqual([11, 0, 2, 0]);
    expect([...series!.worstSecond.slice(0, 4)]).toEqual([7, 0, 2, 0]);
    expect(series!.sum).toHaveLength(200);
  });

  it('has a series that adds up to its sum, and a worst second that is the largest of its seconds', () => {
    const call = fc.tuple(fc.integer({ min: 0, max: 700 * SECOND }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fc.integer({ min: 601, max: 690 }), (calls, seconds) => {
        const counter = new Counter(ID, planWindow(0, seconds * SECOND), true);
        const bySecond = new Map<number, number>();
        for (const [atUs, n] of calls.sort((a, b) => a[0] - b[0])) {
          counter.add(atUs, n);
          const second = Math.floor(atUs / SECOND);
          if (second < seconds) bySecond.set(second, (bySecond.get(second) ?? 0) + n);
        }
        const { sum, series } = counter.finish();
        expect(series!.sum.reduce((a, b) => a + b, 0)).toBe(sum);
        for (const [point, worst] of series!.worstSecond.entries()) {
          const inPeriod = [0, 1, 2, 3, 4].map((second) => bySecond.get(point * 5 + second) ?? 0);
          expect(worst).toBe(Math.max(...inPeriod));
        }
      }),
    );
  });
});
