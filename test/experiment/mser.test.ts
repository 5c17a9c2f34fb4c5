import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/engine/math/normal.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { mserCut } from '../../src/experiment/mser.ts';
import { lindley } from '../validation/lindley.ts';

describe('the cut of a series', () => {
  it('is what makes the estimated error of the rest smallest, as by the definition', () => {
    const byDefinition = (series: readonly number[]): number => {
      let best = { error: Number.POSITIVE_INFINITY, cut: 0 };
      for (let cut = 0; series.length - cut >= series.length / 4; cut++) {
        const rest = series.slice(cut);
        const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length;
        const error = rest.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rest.length ** 2;
        if (error < best.error - 1e-9) best = { error, cut };
      }
      return best.cut;
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 60 }), (series) => {
        // Where two cuts are equally good to the last bits, either is right.
        const error = (cut: number): number => {
          const rest = series.slice(cut);
          const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length;
          return rest.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rest.length ** 2;
        };
        return Math.abs(error(mserCut(series, 1).points) - error(byDefinition(series))) < 1e-6;
      }),
    );
  });

  it('takes off a start that differs, in whole batches of five', () => {
    // 20 points at 0, then 80 at 10: four batches.
    const series = [...Array<number>(20).fill(0), ...Array<number>(80).fill(10)];
    expect(mserCut(series)).toEqual({ points: 20, settled: true });
    // 18 points: the fourth batch is part of the start.
    expect(mserCut([...Array<number>(18).fill(0), ...Array<number>(82).fill(10)]).points).toBe(20);
  });

  it('takes nothing off a series that stands still', () => {
    expect(mserCut(Array<number>(100).fill(7))).toEqual({ points: 0, settled: true });
    expect(mserCut([])).toEqual({ points: 0, settled: true });
  });

  it('says that a series which grows to its end has not settled', () => {
    expect(mserCut(Array.from({ length: 200 }, (_, i) => i)).settled).toBe(false);
  });

  it('takes less than 1 % off white noise, in at least 95 % of runs', () => {
    const stream = sequentialStream('mser/white');
    let less = 0;
    for (let run = 0; run < 200; run++) {
      const series = Array.from({ length: 10_000 }, () => normalQuantile(stream.double()));
      if (mserCut(series).points < 100) less++;
    }
    expect(less / 200).toBeGreaterThanOrEqual(0.95);
  });

  it('leaves the waits of M/M/1 from empty within 4 % of the exact mean, and takes off what was too short', () => {
    // Load 0.9: the mean wait is 0.9 / 0.1 = 9; R = 20 × 50,000 customers (ten times as many: a nightly row).
    const customers = 50_000;
    const averaged = new Float64Array(customers);
    for (let r = 1; r <= 20; r++) {
      let i = 0;
      lindley(`mser/mm1/${r}`, 0.9, customers, (wait) => {
        averaged[i++]! += wait / 20;
      });
    }
    const { points, settled } = mserCut(Array.from(averaged));
    expect(settled).toBe(true);
    expect(points).toBeGreaterThan(0);
    const rest = averaged.subarray(points);
    const mean = rest.reduce((sum, wait) => sum + wait, 0) / rest.length;
    expect(Math.abs(mean / 9 - 1)).toBeLessThan(0.04);
  });
});
