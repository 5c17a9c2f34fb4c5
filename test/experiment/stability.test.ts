import { describe, expect, it } from 'vitest';
import { billsOf, costOf } from '../../src/experiment/cost.ts';
import { foldDesign } from '../../src/experiment/fold.ts';
import type { Measurements } from '../../src/experiment/measurements.ts';
import { judgeObjectives } from '../../src/experiment/objectives.ts';
import { growthsOf, isGrowing, slopeOf } from '../../src/experiment/stability.ts';
import { estimateOf, valuesOf } from '../../src/experiment/statistic.ts';
import type { Recorder } from '../../src/metrics/recorder.ts';
import type { Design } from '../../src/scenario/design.ts';
import { lindley } from '../validation/lindley.ts';
import { measure, objective, SECOND } from './fake.ts';

/** Backlogs of so many records at each second of the window, by replication. */
const backlogs =
  (of: (second: number, replication: number) => number) =>
  (recorder: Recorder, i: number): void => {
    const level = recorder.level('clicks', 'Backlog', null, true);
    for (let second = 0; second < 10; second++) level.set((5 + second) * SECOND, of(second, i));
  };
const growing = backlogs((second, i) => 100 + (10 + i) * second);
const standing = backlogs((second, i) => 100 + ((second * 7 + i * 3) % 5));

const grows = (measured: Measurements) => growthsOf(measured).map(({ metric }) => metric);

describe('a slope', () => {
  it('is that of least squares', () => {
    expect(slopeOf({ seconds: [0, 1, 2, 3], values: [1, 3, 5, 7] })).toBe(2);
    // By hand: mean 1.5 and 2; (−1.5·−1 + −0.5·0 + 0.5·−1 + 1.5·2) / 5 = 0.8.
    expect(slopeOf({ seconds: [0, 1, 2, 3], values: [1, 2, 1, 4] })).toBeCloseTo(0.8, 12);
    expect(slopeOf({ seconds: [1], values: [3] })).toBe(0);
  });

  it('of a mean above zero is growth when Student’s t says so on one side', () => {
    // Mean 2, deviation 1, n = 4: t = 4; the bound for 1 % and three degrees is 4.541, for 2 % 3.482.
    const slopes = [1, 2, 3, 2].map((x) => 2 + (x - 2) * Math.sqrt(1.5));
    expect(isGrowing(slopes, 0.01)).toBe(false);
    expect(isGrowing(slopes, 0.02)).toBe(true);
    expect(
      isGrowing(
        slopes.map((x) => -x),
        0.02,
      ),
    ).toBe(false);
  });
});

describe('a backlog', () => {
  it('that grows is told with its growth, and one that moves about is not', () => {
    const measured = measure(5, growing);
    // 10, 11, 12, 13 and 14 records a second.
    expect(growthsOf(measured)).toHaveLength(1);
    expect(growthsOf(measured)[0]).toMatchObject({ component: 'clicks', metric: 'Backlog' });
    expect(growthsOf(measured)[0]!.perSecond.value).toBeCloseTo(12, 9);
    expect(grows(measure(5, standing))).toEqual([]);
  });

  it('is looked at in the second half alone: what settles is not unstable', () => {
    expect(
      grows(
        measure(
          5,
          backlogs((second, i) => Math.min(second, 5) * 50 + ((second + i) % 3)),
        ),
      ),
    ).toEqual([]);
  });

  it('that grows by a hair, the same in every replication, stands still for every purpose', () => {
    expect(
      grows(
        measure(
          5,
          backlogs((second) => 1000 + second),
        ),
      ),
    ).toEqual([]);
    expect(
      grows(
        measure(
          5,
          backlogs((second) => 10 + second),
        ),
      ),
    ).toEqual(['Backlog']);
  });

  it('that no type declares shows in records that come later and later', () => {
    const late =
      (of: (second: number) => number) =>
      (recorder: Recorder, i: number): void => {
        standing(recorder, i);
        const latency = recorder.distribution('dashboard', 'latency', null);
        for (let second = 0; second < 10; second++)
          latency.add((5 + second + 0.5) * SECOND, of(second) * SECOND, 10 + i);
      };
    const measured = measure(
      5,
      late((second) => 1 + 4 * second),
    );
    expect(growthsOf(measured)).toMatchObject([
      { component: 'dashboard', metric: 'latency', unit: 'seconds', endToEnd: true },
    ]);
    // By hand: 4 s later for each second; bins are at most 1.6 % wide.
    expect(growthsOf(measured)[0]!.perSecond.value! / 4).toBeCloseTo(1, 1);
    expect(
      grows(
        measure(
          5,
          late(() => 3),
        ),
      ),
    ).toEqual([]);
  });

  it('is not tested where the question has no steady state, nor below three replications', () => {
    const question: Design['question'] = { kind: 'terminating', triggers: ['workloads.views.arrivals.rate'] };
    expect(grows(measure(5, growing, { question }))).toEqual([]);
    expect(grows(measure(2, growing))).toEqual([]);
  });

  it('of M/M/1 is flagged above its capacity and not below it', () => {
    // The wait that an arrival finds, every 200 mean services. R = 10 and 20,000 customers.
    const flagged = (load: number): number => {
      let count = 0;
      for (let run = 0; run < 30; run++) {
        const slopes = Array.from({ length: 10 }, (_, r) => {
          const customers = 20_000;
          const seconds: number[] = [];
          const values: number[] = [];
          lindley(`stability/${load}/${run}/${r}`, load, customers, (wait, at) => {
            if (at >= (seconds.length + 1) * 200) {
              seconds.push(at);
              values.push(wait);
            }
          });
          const half = Math.floor(values.length / 2);
          return slopeOf({ seconds: seconds.slice(half), values: values.slice(half) });
        });
        if (isGrowing(slopes, 0.01)) count++;
      }
      return count / 30;
    };
    expect(flagged(0.8)).toBeLessThanOrEqual(0.1);
    expect(flagged(1.1)).toBe(1);
  });
});

describe('a design that does not keep up', () => {
  const recording = (recorder: Recorder, i: number): void => {
    growing(recorder, i);
    const latency = recorder.distribution('dashboard', 'latency', null);
    latency.watch(9 * SECOND);
    latency.add(6 * SECOND, SECOND, 5000);
    recorder.counter('clicks', 'Attempts', null, false).add(6 * SECOND, 1000);
    recorder.counter('clicks', 'Refused', null, false).add(6 * SECOND, i);
  };
  const flow = {
    from: 'clicks',
    to: 'dashboard',
    produced: 0,
    fates: {
      delivered: 0,
      stored: 0,
      filtered: 0,
      inFlight: 0,
      throttledOut: 0,
      failed: 0,
      dropped: 0,
      rejected: 0,
      expired: 0,
      deadLettered: 0,
    },
    duplicates: 0,
    latencySharesUs: {},
  };
  const texts = [
    'dashboard.latency.p99 < 9',
    'clicks.Backlog.mean < 1000000',
    'clicks.Refused.ratio < 0.5',
    'clicks.Attempts.sum < 2000',
    'cost.perMonth < 300',
  ];
  const measured = measure(5, recording, { objectives: texts.map(objective) }, () => ({ flows: [flow] }));

  it('has no mean and no percentile of what waits behind it, and no monthly bill', () => {
    const at = (component: string, metric: string, statistic: 'mean' | 'p99' | 'count' | 'sum' | 'max') => ({
      component,
      part: null,
      metric,
      statistic,
    });
    expect(estimateOf(measured, at('dashboard', 'latency', 'mean')).value).toBeNull();
    expect(estimateOf(measured, at('dashboard', 'latency', 'p99')).value).toBeNull();
    expect(valuesOf(measured, at('dashboard', 'latency', 'p99'))).toEqual([null, null, null, null, null]);
    expect(estimateOf(measured, at('clicks', 'Backlog', 'mean')).value).toBeNull();
    // What was counted was counted.
    expect(estimateOf(measured, at('dashboard', 'latency', 'count')).value).toBe(5000);
    expect(estimateOf(measured, at('clicks', 'Backlog', 'max')).value).not.toBeNull();
    const cost = costOf(measured, billsOf(measured));
    expect([cost.perMonth, cost.whyNoMonth]).toEqual([
      null,
      'the design does not keep up: clicks: Backlog grows by 12/s',
    ]);
    expect(foldDesign(measured).result.unstable).toEqual(['clicks: Backlog grows by 12/s']);
  });

  it('misses what asks for a bound on it, and leaves open what held only while it grew', () => {
    const judged = judgeObjectives(measured, costOf(measured, billsOf(measured)));
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      'fails',
      'fails',
      'undecided',
      'holds',
      'undecided',
    ]);
    expect(judged[0]!.note).toBe('there is no steady state: clicks: Backlog grows by 12/s');
    expect(judged[2]!.note).toContain('seen while a backlog grew');
  });
});
