import { describe, expect, it } from 'vitest';
import { billsOf, costOf } from '../../src/experiment/cost.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import { judgeObjectives } from '../../src/experiment/objectives.ts';
import type { StatisticPlace } from '../../src/experiment/place.ts';
import { estimateOf } from '../../src/experiment/statistic.ts';
import type { Statistic } from '../../src/metrics/kinds.ts';
import { Recorder } from '../../src/metrics/recorder.ts';
import { planWindow } from '../../src/metrics/window.ts';
import type { Objective } from '../../src/scenario/design.ts';
import { fakeDesign, fakeReplication, fakeTypes, objective, SECOND } from './fake.ts';

const MINUTE = 60 * SECOND;
const WARMUP = 5 * SECOND;

/** Three and a half minutes, recorded by the minute; the half is no minute. Minutes count from 0. */
function measure(
  record: (recorder: Recorder, at: (minute: number) => number, replication: number) => void,
  objectives: readonly Objective[] = [],
): Measurements {
  const design = fakeDesign({ durationUs: 210 * SECOND, replications: 3, objectives });
  const each = [0, 1, 2].map((r) => {
    const recorder = new Recorder(planWindow(WARMUP, design.durationUs));
    for (const metric of ['Attempts', 'Refused'])
      recorder.counter('clicks', metric, null, false).watchMinutes();
    recorder.level('clicks', 'Backlog', null, true).watchMinutes();
    const latency = recorder.distribution('dashboard', 'latency', null);
    latency.watchMinutes();
    latency.watch(SECOND);
    record(recorder, (minute) => WARMUP + minute * MINUTE + SECOND, r);
    return { ...fakeReplication(r + 1, () => {}), metrics: recorder.finish() };
  });
  return new Measurements(design, fakeTypes(), each);
}

const place = (
  component: string,
  metric: string,
  statistic: Statistic,
  worstMinute: 'largest' | 'smallest' = 'largest',
): StatisticPlace => ({ component, part: null, metric, statistic, worstMinute });

describe('the worst minute of a counter', () => {
  const measured = measure((recorder, at, r) => {
    const attempts = recorder.counter('clicks', 'Attempts', null, false);
    const refused = recorder.counter('clicks', 'Refused', null, false);
    for (const [minute, count] of [600, 1200, 300, 9999].entries()) attempts.add(at(minute), count);
    for (const [minute, count] of [6, 30 + 3 * r, 60, 5000].entries()) refused.add(at(minute), count);
  });

  it('is the largest of its whole minutes, or the smallest; its rate is a second’s', () => {
    expect(estimateOf(measured, place('clicks', 'Attempts', 'sum')).value).toBe(1200);
    expect(estimateOf(measured, place('clicks', 'Attempts', 'sum', 'smallest')).value).toBe(300);
    expect(estimateOf(measured, place('clicks', 'Attempts', 'rate')).value).toBe(20);
  });

  it('has a ratio of its own, which need not be worst where the count is', () => {
    // 6/600, 30/1200 to 36/1200, 60/300.
    expect(estimateOf(measured, place('clicks', 'Refused', 'ratio')).value).toBe(0.2);
    expect(estimateOf(measured, place('clicks', 'Refused', 'ratio', 'smallest')).value).toBe(0.01);
  });

  it('is averaged over the replications, with an interval', () => {
    const moving = measure((recorder, at, r) => {
      recorder.counter('clicks', 'Refused', null, false).add(at(r), 10 * (r + 1));
    });
    const { value, ci95 } = estimateOf(moving, place('clicks', 'Refused', 'sum'));
    expect(value).toBe(20);
    expect(ci95![1] - 20).toBeCloseTo((4.3027 * 10) / Math.sqrt(3), 3);
  });
});

describe('the worst minute of a level', () => {
  it('is its largest mean over a minute', () => {
    const measured = measure((recorder) => {
      const backlog = recorder.level('clicks', 'Backlog', null, true);
      backlog.set(WARMUP + 30 * SECOND, 10);
      backlog.set(WARMUP + 90 * SECOND, 2);
      backlog.set(WARMUP + 190 * SECOND, 1000);
    });
    // Minutes of (0 + 10) / 2, (10 + 2) / 2 and 2; the 1000 lies in the half minute at the end.
    expect(estimateOf(measured, place('clicks', 'Backlog', 'mean')).value).toBe(6);
    expect(estimateOf(measured, place('clicks', 'Backlog', 'mean', 'smallest')).value).toBe(2);
  });
});

describe('the worst minute of a distribution', () => {
  const slowSecondMinute = (recorder: Recorder, at: (minute: number) => number): void => {
    const latency = recorder.distribution('dashboard', 'latency', null);
    for (const minute of [0, 1, 2]) latency.add(at(minute), 100_000, 2000);
    latency.add(at(1), 2 * SECOND, 40);
  };

  it('is that with the largest percentile, whatever the window’s is', () => {
    const measured = measure(slowSecondMinute);
    // 40 of 6,040 lie beyond in the window, but 40 of 2,040 in the second minute.
    const window: StatisticPlace = {
      component: 'dashboard',
      part: null,
      metric: 'latency',
      statistic: 'p99',
    };
    expect(estimateOf(measured, window).value).toBeLessThan(0.11);
    expect(estimateOf(measured, place('dashboard', 'latency', 'p99')).value).toBeGreaterThan(1.9);
    expect(estimateOf(measured, place('dashboard', 'latency', 'count')).value).toBe(2040);
    // (2,000 × 0.1 s + 40 × 2 s) / 2,040.
    expect(estimateOf(measured, place('dashboard', 'latency', 'mean')).value).toBeCloseTo(280 / 2040, 9);
  });

  it('is judged as that minute’s share, counted exactly', () => {
    const asked = objective('dashboard.latency.p99 < 1');
    const path = { ...place('dashboard', 'latency', 'p99'), kind: 'metric' as const };
    const objectives = [asked, { ...asked, path }];
    const measured = measure(slowSecondMinute, objectives);
    const [whole, minute] = judgeObjectives(measured, costOf(measured, billsOf(measured)));
    expect([whole!.verdict, minute!.verdict]).toEqual(['holds', 'fails']);
    // 2,000 / 2,040.
    expect(minute!.note).toContain('98.04 % below the limit, where 99 % decides');
  });

  it('counts what was lost in it as beyond all', () => {
    const measured = measure((recorder, at) => {
      const latency = recorder.distribution('dashboard', 'latency', null);
      for (const minute of [0, 1, 2]) latency.add(at(minute), 100_000, 2000);
      latency.lost(at(2), 100);
    });
    expect(estimateOf(measured, place('dashboard', 'latency', 'p99'))).toMatchObject({
      value: null,
      above: 0,
    });
  });

  it('is rough where a minute has too few samples beyond it', () => {
    const measured = measure((recorder, at) => {
      recorder.distribution('dashboard', 'latency', null).add(at(0), 100_000, 900);
    });
    expect(estimateOf(measured, place('dashboard', 'latency', 'p99')).mark).toBe('rough');
  });
});
