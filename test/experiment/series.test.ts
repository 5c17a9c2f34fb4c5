import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../src/experiment/series.ts';
import { measure, SECOND } from './fake.ts';

// The fake window is 5–15 s: ten points of a second, and ten slices.
const measured = measure(3, (recorder, i) => {
  const whole = recorder.counter('clicks', 'IncomingRecords', null, true);
  whole.add(5 * SECOND, 100 + i);
  whole.add(8 * SECOND, 60);
  recorder.counter('clicks', 'IncomingRecords', 'shard-1', true).add(14 * SECOND, 9);
  recorder.level('clicks', 'Backlog', null, true).set(7_500_000, 2 * (i + 1));
  const latency = recorder.distribution('dashboard', 'latency', null);
  latency.add(6 * SECOND, 100, 98);
  latency.add(6 * SECOND, 120, 2);
  latency.lost(9 * SECOND, 1);
});
const { periodSeconds, lines } = seriesOf(measured);
const line = (metric: string, statistic: string, part: string | null = null) =>
  lines.find((one) => one.metric === metric && one.statistic === statistic && one.part === part)!;

describe('the series of a design', () => {
  it('have a counter as a rate, the mean over the replications, and its worst second beside the capacity', () => {
    expect(line('IncomingRecords', 'rate')).toEqual({
      component: 'clicks',
      metric: 'IncomingRecords',
      part: null,
      unit: 'count',
      statistic: 'rate',
      periodSeconds: 1,
      values: [101, 0, 0, 60, 0, 0, 0, 0, 0, 0],
      capacity: 2000,
    });
    expect(line('IncomingRecords', 'worstSecond').values).toEqual([101, 0, 0, 60, 0, 0, 0, 0, 0, 0]);
    expect(periodSeconds).toBe(1);
  });

  it('have the capacity of a part at the part', () => {
    expect(line('IncomingRecords', 'rate', 'shard-1')).toMatchObject({ capacity: 1000 });
    expect(line('IncomingRecords', 'rate', 'shard-1').values[9]).toBe(9);
  });

  it('have a level as its mean, weighted by time', () => {
    // Set to 2, 4 and 6 at 7.5 s, half-way through the third point.
    expect(line('Backlog', 'mean').values).toEqual([0, 0, 2, 4, 4, 4, 4, 4, 4, 4]);
    expect(line('Backlog', 'mean').capacity).toBeNull();
  });

  it('say what is a backlog', () => {
    expect(lines.filter(({ backlog }) => backlog === true).map(({ metric }) => metric)).toEqual(['Backlog']);
  });

  it('have a distribution as p50 and p99 by slice, with nothing where nothing can be told', () => {
    expect(line('latency', 'p50').values).toEqual([null, 0.0001, ...Array.from({ length: 8 }, () => null)]);
    expect(line('latency', 'p99').values[1]).toBe(0.00012);
    expect(line('latency', 'p99')).toMatchObject({ unit: 'seconds', periodSeconds: 1, capacity: null });
  });

  it('are kept only for what declares one, in the order of the declarations', () => {
    expect(lines.map(({ metric, statistic, part }) => [metric, statistic, part])).toEqual([
      ['IncomingRecords', 'rate', null],
      ['IncomingRecords', 'worstSecond', null],
      ['IncomingRecords', 'rate', 'shard-1'],
      ['IncomingRecords', 'worstSecond', 'shard-1'],
      ['Backlog', 'mean', null],
      ['latency', 'p50', null],
      ['latency', 'p99', null],
    ]);
  });
});
