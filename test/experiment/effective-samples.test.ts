import { describe, expect, it } from 'vitest';
import { effectiveSamples, standingOf } from '../../src/experiment/effective-samples.ts';
import { binOf } from '../../src/metrics/bins.ts';
import { Distribution } from '../../src/metrics/distribution.ts';
import { halfWidth } from '../../src/metrics/estimate.ts';
import { mergeSamples, percentile } from '../../src/metrics/sample.ts';
import type { MeasuredWindow } from '../../src/metrics/window.ts';
import { lindley } from '../validation/lindley.ts';

const WINDOW: MeasuredWindow = { startUs: 0, endUs: 1000, periodUs: 1, points: 10, slices: 10 };
const identity = { component: 'a', metric: 'wait', part: null };

/** One replication: in each of ten slices, so many of a hundred samples at 100, the rest at 10. */
const replication = (...above: readonly number[]) => {
  const distribution = new Distribution(identity, WINDOW);
  for (const [slice, count] of above.entries()) {
    distribution.add(slice * 100, 10, 100 - count);
    if (count > 0) distribution.add(slice * 100, 100, count);
  }
  return distribution.finish();
};
const same = (count: number): readonly number[] => Array<number>(10).fill(count);

describe('what a percentile is worth', () => {
  it('is what the share beyond it varies by between replications', () => {
    // F = 0.1, 0.2 and 0.3: mean 0.2, variance 0.01; 0.2 × 0.8 / 0.01 = 16 independent samples a replication.
    const each = [replication(...same(10)), replication(...same(20)), replication(...same(30))];
    expect(effectiveSamples(each, binOf(10))).toBeCloseTo(16, 9);
  });

  it('is a tenth of what it varies by between ten slices, where that is more', () => {
    // Slices of 0 and 40 % in turn: variance 0.04 × 10 / 9, a tenth of it 0.004444; 0.16 / 0.004444 = 36.
    const each = [
      replication(0, 40, 0, 40, 0, 40, 0, 40, 0, 40),
      replication(0, 40, 0, 40, 0, 40, 0, 40, 0, 40),
    ];
    expect(effectiveSamples(each, binOf(10))).toBeCloseTo(36, 9);
  });

  it('is never more than there are', () => {
    expect(effectiveSamples([replication(...same(20)), replication(...same(20))], binOf(10))).toBe(1000);
  });

  it('counts what was lost or is in flight as beyond', () => {
    const distribution = new Distribution(identity, WINDOW);
    for (let slice = 0; slice < 10; slice++) {
      distribution.add(slice * 100, 10, 80);
      distribution.lost(slice * 100, 15);
      distribution.censored(slice * 100, 50, 5);
    }
    const gone = distribution.finish();
    const each = [replication(...same(10)), gone, replication(...same(30))];
    expect(effectiveSamples(each, binOf(10))).toBeCloseTo(16, 9);
  });

  it('decides whether it has an interval, is rough, or is not told', () => {
    const steady = [replication(...same(20)), replication(...same(20))];
    const moving = [replication(...same(10)), replication(...same(20)), replication(...same(30))];
    // 1,000 × 0.01 = 10 effective samples beyond p99; 16 × 0.01 = 0.16 are too few for an interval.
    expect(standingOf(steady, binOf(10), 0.99)).toBe('interval');
    expect(standingOf(moving, binOf(10), 0.99)).toBe('rough');
    expect(standingOf(moving, binOf(10), 0.8)).toBe('interval');
    // p99 needs 1,000 samples, p999 needs 10,000: 2,000 and 3,000 there are.
    expect(standingOf(steady, binOf(10), 0.999)).toBe('too few');
    expect(standingOf([replication(...same(20))], binOf(10), 0.99)).toBe('interval');
  });

  it('makes 100,000 waits at load 0.9 worth some hundreds, and few enough of them at load 0.5 worth many more', () => {
    const worth = (load: number): number => {
      const each = Array.from({ length: 10 }, (_, r) => {
        const customers = 50_000;
        const endUs = customers * 1000;
        const waits = new Distribution(identity, {
          startUs: 0,
          endUs,
          periodUs: endUs,
          points: 1,
          slices: 10,
        });
        let i = 0;
        lindley(`worth/${load}/${r}`, load, customers, (wait) =>
          waits.add(i++ * 1000, Math.floor(wait * 1000)),
        );
        return waits.finish();
      });
      const pooled = percentile(mergeSamples(each), 0.99);
      return pooled.kind === 'told' ? effectiveSamples(each, binOf(pooled.value)) : Number.NaN;
    };
    const busy = worth(0.9);
    // 256 of 100,000 with prototypes; half as many customers, and the worth itself is an estimate over ten.
    expect(busy).toBeGreaterThan(40);
    expect(busy).toBeLessThan(400);
    expect(worth(0.5)).toBeGreaterThan(4 * busy);
  });

  it('covers the exact p99 of M/M/1 as often as it says', () => {
    // Load 0.8: P(wait > t) = 0.8 e^(−0.2 t), so p99 is ln(80) / 0.2 = 21.91. R = 10 × 5,000 after 500, 60 times; a
    // thousand times with ten times the customers is a nightly row.
    const exact = 21.91;
    let covered = 0;
    for (let run = 0; run < 60; run++) {
      const each = Array.from({ length: 10 }, (_, r) => {
        const waits = new Distribution(identity, WINDOW);
        let i = 0;
        lindley(`p99/${run}/${r}`, 0.8, 5500, (wait) => {
          if (i++ >= 500) waits.add(0, Math.floor(wait * 1000));
        });
        return waits.finish();
      });
      const pooled = percentile(mergeSamples(each), 0.99);
      const own = each.map((one) => percentile(mergeSamples([one]), 0.99));
      if (pooled.kind !== 'told') continue;
      const half =
        halfWidth(own.map((one) => (one.kind === 'told' ? one.value : Number.NaN))) + pooled.halfBin;
      if (Math.abs(pooled.value / 1000 - exact) <= half / 1000) covered++;
    }
    expect(covered / 60).toBeGreaterThanOrEqual(0.85);
  });
});
