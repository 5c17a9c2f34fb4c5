import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWithBase } from '../../src/experiment/comparison.ts';
import { type FoldedDesign, foldDesign } from '../../src/experiment/fold.ts';
import type { Comparison } from '../../src/experiment/result.ts';
import type { Recorder } from '../../src/metrics/recorder.ts';
import type { Design } from '../../src/scenario/design.ts';
import { count, measure, objective, SECOND, usageOf } from './fake.ts';

type Record = (recorder: Recorder, index: number) => void;

function folded(
  name: string,
  replications: number,
  record: Record,
  over: Partial<Design> = {},
): FoldedDesign {
  const usage = (i: number) => ({ usage: [usageOf('records', 1e6 + i)] });
  return foldDesign(measure(replications, record, { ...over, name }, usage));
}

const losing =
  (lost: readonly number[]): Record =>
  (recorder, i) => {
    count(recorder, 'dashboard', 'produced', 1000);
    count(recorder, 'dashboard', 'lost', lost[i % lost.length]!);
  };

function row(rows: readonly Comparison[], path: string): Comparison {
  return rows.find((one) => one.path === path)!;
}

describe('a variant against the base', () => {
  it('is told by the differences of its replications', () => {
    // Differences −0.1, −0.12, −0.11: mean −0.11, deviation 0.01.
    const base = folded('base', 3, losing([200, 250, 300]));
    const variant = folded('salted', 3, losing([100, 130, 190]));
    const lost = row(compareWithBase(base, [variant]), 'dashboard.lost.ratio');
    expect(lost).toMatchObject({
      design: 'salted',
      against: 'base',
      unit: 'ratio',
      verdict: 'better',
      paired: true,
    });
    expect(lost.difference.value).toBeCloseTo(-0.11, 12);
    expect(lost.difference.ci95![1]).toBeCloseTo(-0.11 + (4.30265273 * 0.01) / Math.sqrt(3), 8);
    expect([lost.base.value, lost.value.value]).toEqual([0.25, 0.14]);
    // Geometric mean of 0.5, 0.52 and 19/30.
    expect(lost.ratio.value).toBeCloseTo(Math.cbrt(0.5 * 0.52 * (190 / 300)), 12);
  });

  it('that is the same differs by exactly nothing', () => {
    const share = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(share, (lost) => {
        const rows = compareWithBase(folded('base', lost.length, losing(lost)), [
          folded('same', lost.length, losing(lost)),
        ]);
        for (const { difference, verdict } of rows.filter(({ path }) => !path.includes('latency'))) {
          expect(difference).toEqual({ value: 0, ci95: [0, 0] });
          expect(verdict).toBe('no difference seen');
        }
      }),
    );
  });

  it('is looked at by the objectives, then cost, loss and latency of every application, each path once', () => {
    const objectives = [objective('clicks.Attempts.rate > 5'), objective('dashboard.lost.ratio < 0.1')];
    const base = folded('base', 3, losing([1]), { objectives });
    const rows = compareWithBase(base, [folded('a', 3, losing([1])), folded('b', 3, losing([1]))]);
    const paths = ['clicks.Attempts.rate', 'dashboard.lost.ratio', 'cost.perMonth', 'dashboard.latency.p99'];
    expect(rows.map(({ design, path }) => [design, path])).toEqual([
      ...paths.map((path) => ['a', path]),
      ...paths.map((path) => ['b', path]),
    ]);
  });

  it('is better with more where the objective asks for more', () => {
    const attempts = (n: number) => (recorder: Recorder, i: number) =>
      count(recorder, 'clicks', 'Attempts', n + i);
    const more = { objectives: [objective('clicks.Attempts.rate > 5')] };
    const less = { objectives: [objective('clicks.Attempts.rate < 5')] };
    const verdict = (over: Partial<Design>) =>
      compareWithBase(folded('base', 3, attempts(100), over), [folded('a', 3, attempts(200))])[0]!.verdict;
    expect([verdict(more), verdict(less)]).toEqual(['better', 'worse']);
  });

  it('shows no difference where the interval holds zero, and is not told below three replications', () => {
    const verdict = (replications: number) =>
      row(
        compareWithBase(folded('base', replications, losing([100, 200, 150])), [
          folded('a', replications, losing([200, 100, 160])),
        ]),
        'dashboard.lost.ratio',
      ).verdict;
    expect([verdict(3), verdict(2)]).toEqual(['no difference seen', 'not told']);
  });

  it('has no ratio to nothing', () => {
    const rows = compareWithBase(folded('base', 3, losing([0])), [folded('a', 3, losing([10]))]);
    expect(row(rows, 'dashboard.lost.ratio')).toMatchObject({
      ratio: { value: null, ci95: null },
      verdict: 'worse',
    });
    const back = compareWithBase(folded('base', 3, losing([10])), [folded('a', 3, losing([0]))]);
    expect(row(back, 'dashboard.lost.ratio').ratio).toEqual({ value: 0, ci95: null });
  });

  it('that no longer loses a percentile is better, though no difference can be taken from infinity', () => {
    const latency = (lost: number) => (recorder: Recorder) => {
      const sample = recorder.distribution('dashboard', 'latency', null);
      sample.add(6 * SECOND, 1000, 100);
      sample.lost(6 * SECOND, lost);
    };
    const verdict = (before: number, after: number) => {
      const rows = compareWithBase(folded('base', 3, latency(before)), [folded('a', 3, latency(after))]);
      return row(rows, 'dashboard.latency.p99');
    };
    expect(verdict(50, 0)).toMatchObject({
      verdict: 'better',
      difference: { value: null },
      ratio: { value: null },
    });
    expect(verdict(0, 50).verdict).toBe('worse');
    expect(verdict(50, 60).verdict).toBe('no difference seen');
  });

  it('is not paired when it does not see the same traffic', () => {
    const workloads = (rate: number) =>
      ({ 'page-views': { arrivals: { rate }, size: 1 } }) as unknown as Design['workloads'];
    const paired = (over: Partial<Design>) =>
      compareWithBase(folded('base', 3, losing([1]), { workloads: workloads(1) }), [
        folded('a', 3, losing([1]), over),
      ])[0]!.paired;
    expect(paired({ workloads: workloads(1) })).toBe(true);
    expect(paired({ workloads: workloads(2) })).toBe(false);
    expect(paired({ workloads: workloads(1), load: 1.5 })).toBe(false);
    // The order in which properties were written does not matter.
    const turned = { 'page-views': { size: 1, arrivals: { rate: 1 } } } as unknown as Design['workloads'];
    expect(paired({ workloads: turned })).toBe(true);
  });

  it('shows correlation and variance ratio from ten replications on', () => {
    const lost = Array.from({ length: 10 }, (_, i) => 100 + 10 * i);
    // Exactly twice the loss: correlation 1; variances v and 4v against v for the difference.
    const twice = lost.map((n) => 2 * n);
    const at = (replications: number) =>
      row(
        compareWithBase(folded('base', replications, losing(lost)), [
          folded('a', replications, losing(twice)),
        ]),
        'dashboard.lost.ratio',
      );
    expect(at(10).correlation).toBeCloseTo(1, 12);
    expect(at(10).varianceRatio).toBeCloseTo(5, 9);
    expect(at(9)).toMatchObject({ correlation: null, varianceRatio: null });
  });

  it('leaves out what the variant no longer has, and compares as many replications as both have', () => {
    const objectives = [objective('dashboard.lost.ratio < 0.1')];
    const without = { components: { clicks: { type: 'test.stream', config: {} } } };
    const rows = compareWithBase(folded('base', 3, losing([1]), { objectives }), [
      folded('a', 3, () => {}, without),
    ]);
    expect(rows.map(({ path }) => path)).toEqual(['cost.perMonth']);
    const short = compareWithBase(folded('base', 5, losing([1, 2, 3, 4, 5])), [
      folded('a', 3, losing([2, 3, 4])),
    ]);
    expect(row(short, 'dashboard.lost.ratio').difference.value).toBeCloseTo(0.001, 12);
  });
});
