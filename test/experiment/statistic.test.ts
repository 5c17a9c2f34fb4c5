import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import type { StatisticPlace } from '../../src/experiment/place.ts';
import { estimateOf, valuesOf } from '../../src/experiment/statistic.ts';
import type { Statistic } from '../../src/metrics/kinds.ts';
import { count, fakeDesign, fakeReplication, fakeTypes, measure, SECOND } from './fake.ts';

const T2 = 4.30265273;
const UNTOLD = { value: null, ci95: null };

function place(
  component: string,
  metric: string,
  statistic: Statistic,
  part: string | null = null,
): StatisticPlace {
  return { component, metric, statistic, part };
}

describe('a counter over replications', () => {
  const measured = measure(3, (recorder, i) => {
    count(recorder, 'clicks', 'Attempts', [100, 200, 300][i]!);
    count(recorder, 'clicks', 'Refused', [10, 30, 60][i]!);
    count(recorder, 'clicks', 'IncomingRecords', 7, 'shard-1');
  });

  it('has the mean of its sums, and the rate over the window of 10 s', () => {
    const sum = estimateOf(measured, place('clicks', 'Attempts', 'sum'));
    expect(sum.value).toBe(200);
    expect(sum.ci95![1]).toBeCloseTo(200 + (T2 * 100) / Math.sqrt(3), 5);
    const rate = estimateOf(measured, place('clicks', 'Attempts', 'rate'));
    expect(rate.value).toBe(20);
    expect(rate.ci95![1]).toBeCloseTo(20 + (T2 * 10) / Math.sqrt(3), 6);
    expect(valuesOf(measured, place('clicks', 'Attempts', 'rate'))).toEqual([10, 20, 30]);
  });

  it('has a ratio over the counter that it declares', () => {
    const ratio = estimateOf(measured, place('clicks', 'Refused', 'ratio'));
    expect(ratio.value).toBeCloseTo((0.1 + 0.15 + 0.2) / 3, 12);
    expect(valuesOf(measured, place('clicks', 'Refused', 'ratio'))).toEqual([0.1, 0.15, 0.2]);
  });

  it('is kept for a part, and only for the parts that there are', () => {
    expect(estimateOf(measured, place('clicks', 'IncomingRecords', 'sum', 'shard-1'))).toEqual({
      value: 7,
      ci95: [7, 7],
    });
    expect(estimateOf(measured, place('clicks', 'IncomingRecords', 'sum', 'shard-9'))).toEqual(UNTOLD);
    expect(estimateOf(measured, place('clicks', 'Attempts', 'sum', 'shard-1'))).toEqual(UNTOLD);
  });

  it('that was never asked for counted nothing: at most one in 3 / R replications', () => {
    expect(estimateOf(measured, place('clicks', 'IncomingRecords', 'sum'))).toEqual({
      value: 0,
      ci95: [0, 1],
    });
  });

  it('has no ratio where nothing was tried', () => {
    const idle = measure(3, () => {});
    expect(estimateOf(idle, place('clicks', 'Refused', 'ratio'))).toEqual(UNTOLD);
    expect(valuesOf(idle, place('clicks', 'Refused', 'ratio'))).toEqual([null, null, null]);
  });

  it('of which none was seen is bounded by 3 / tries, unless the runs are all the same', () => {
    const record = (recorder: Parameters<Parameters<typeof fakeReplication>[1]>[0]) =>
      count(recorder, 'clicks', 'Attempts', 1000);
    const random = measure(3, record);
    const certain = measure(3, record, {}, () => ({ fingerprint: 'same' }));
    expect(estimateOf(random, place('clicks', 'Refused', 'ratio'))).toEqual({ value: 0, ci95: [0, 0.001] });
    expect(estimateOf(certain, place('clicks', 'Refused', 'ratio'))).toEqual({ value: 0, ci95: [0, 0] });
  });
});

describe('a level over replications', () => {
  const measured = measure(3, (recorder, i) => {
    recorder.level('clicks', 'Backlog', null, true).set(10 * SECOND, [2, 4, 6][i]!);
    recorder.level('clicks', 'Age', null, false).set(0, 1500 * (i + 1));
  });

  it('has the mean of its means and of its ends, and the largest of its largest without an interval', () => {
    // Set half-way through the window.
    expect(estimateOf(measured, place('clicks', 'Backlog', 'mean')).value).toBe(2);
    expect(estimateOf(measured, place('clicks', 'Backlog', 'last')).value).toBe(4);
    expect(estimateOf(measured, place('clicks', 'Backlog', 'max'))).toEqual({ value: 6, ci95: null });
    expect(valuesOf(measured, place('clicks', 'Backlog', 'max'))).toEqual([2, 4, 6]);
  });

  it('is recorded in µs and reported in milliseconds', () => {
    expect(estimateOf(measured, place('clicks', 'Age', 'mean')).value).toBe(3);
    expect(valuesOf(measured, place('clicks', 'Age', 'last'))).toEqual([1.5, 3, 4.5]);
  });
});

describe('a distribution over replications', () => {
  it('has the percentile of the merged histogram, and an interval of t over its own percentiles plus half a bin', () => {
    // The eighth of fifteen in each replication: 1920, 2000 and 2080 µs. Merged, rank 23 of 45 is the second of the
    // three: in the bin from 2000 to 2015, and half-way into it. Each one's own lies in the middle of its bin: 1928,
    // 2008 and 2096, which are −82.67, −2.67 and 85.33 from their mean.
    const measured = measure(3, (recorder, i) => {
      const latency = recorder.distribution('dashboard', 'latency', null);
      latency.add(6 * SECOND, 1000, 7);
      latency.add(6 * SECOND, 1920 + 80 * i);
      latency.add(6 * SECOND, 3000, 7);
    });
    const { value, ci95 } = estimateOf(measured, place('dashboard', 'latency', 'p50'));
    expect(valuesOf(measured, place('dashboard', 'latency', 'p50'))).toEqual([0.001928, 0.002008, 0.002096]);
    expect(value).toBe(0.002008);
    const deviation = Math.sqrt((248 ** 2 + 8 ** 2 + 256 ** 2) / 9 / 2);
    const half = ((T2 * deviation) / Math.sqrt(3) + 8) / SECOND;
    expect(ci95![0]).toBeCloseTo(0.002008 - half, 10);
    expect(ci95![1]).toBeCloseTo(0.002008 + half, 10);
  });

  it('has the mean over replications of their means, and counts all that it is taken over', () => {
    const measured = measure(3, (recorder, i) => {
      const batch = recorder.distribution('dashboard', 'batch', null);
      batch.add(6 * SECOND, 10 * (i + 1), 400);
    });
    expect(estimateOf(measured, place('dashboard', 'batch', 'mean')).value).toBe(20);
    expect(estimateOf(measured, place('dashboard', 'batch', 'count'))).toEqual({
      value: 400,
      ci95: [400, 400],
    });
    expect(estimateOf(measured, place('dashboard', 'batch', 'max'))).toEqual({ value: 30, ci95: null });
    expect(estimateOf(measured, place('dashboard', 'batch', 'p99')).value).toBe(30);
  });

  it('that lost something has no mean and no maximum, and its high percentiles only lie above', () => {
    const measured = measure(3, (recorder) => {
      const latency = recorder.distribution('dashboard', 'latency', null);
      latency.add(6 * SECOND, 100, 97);
      latency.lost(6 * SECOND, 3);
    });
    expect(estimateOf(measured, place('dashboard', 'latency', 'mean'))).toEqual(UNTOLD);
    expect(estimateOf(measured, place('dashboard', 'latency', 'max'))).toEqual({ ...UNTOLD, above: 0.0001 });
    expect(estimateOf(measured, place('dashboard', 'latency', 'p99'))).toEqual({ ...UNTOLD, above: 0.0001 });
    expect(estimateOf(measured, place('dashboard', 'latency', 'p95'))).toEqual({
      value: 0.0001,
      ci95: [0.0001, 0.0001],
    });
    expect(estimateOf(measured, place('dashboard', 'latency', 'count')).value).toBe(100);
    expect(valuesOf(measured, place('dashboard', 'latency', 'p99'))).toEqual([Infinity, Infinity, Infinity]);
    expect(valuesOf(measured, place('dashboard', 'latency', 'mean'))).toEqual([Infinity, Infinity, Infinity]);
  });

  it('has no interval where one replication alone cannot tell', () => {
    const measured = measure(3, (recorder, i) => {
      const latency = recorder.distribution('dashboard', 'latency', null);
      // 1.01 % lost in the first, 0.98 % in the others: 0.99 % of all.
      latency.add(6 * SECOND, 100, i === 0 ? 98_990 : 99_020);
      latency.lost(6 * SECOND, i === 0 ? 1010 : 980);
    });
    expect(estimateOf(measured, place('dashboard', 'latency', 'p99'))).toEqual({ value: 0.0001, ci95: null });
  });

  it('without a sample tells nothing', () => {
    const measured = measure(3, () => {});
    for (const statistic of ['mean', 'p50', 'p99', 'max'] as const) {
      expect(estimateOf(measured, place('dashboard', 'latency', statistic))).toEqual(UNTOLD);
    }
    expect(valuesOf(measured, place('dashboard', 'latency', 'p99'))).toEqual([null, null, null]);
  });
});

describe('replications of a design', () => {
  it('must have recorded the same metrics', () => {
    const results = [1, 2].map((n) =>
      fakeReplication(n, (recorder) => {
        if (n === 1) count(recorder, 'clicks', 'Attempts', 1);
      }),
    );
    expect(() => new Measurements(fakeDesign(), fakeTypes(), results)).toThrow(InvariantError);
  });

  it('must have recorded a metric as the kind that it is declared to be', () => {
    const measured = measure(1, (recorder) => void recorder.level('clicks', 'Attempts', null, false));
    expect(() => estimateOf(measured, place('clicks', 'Attempts', 'sum'))).toThrow(InvariantError);
  });
});
