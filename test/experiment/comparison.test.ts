// A design against another: differences by replication, marks by Holm, and what matters.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { compareWith, type Scope } from '../../src/experiment/comparison.ts';
import type { Comparable } from '../../src/experiment/figures.ts';
import { type FoldedDesign, foldDesign } from '../../src/experiment/fold.ts';
import type { Comparison } from '../../src/experiment/result.ts';
import type { Recorder } from '../../src/metrics/recorder.ts';
import type { Design } from '../../src/scenario/design.ts';
import { count, heldHours, measure, objective, SECOND, usageOf } from './fake.ts';

type Record = (recorder: Recorder, index: number) => void;

function folded(
  name: string,
  replications: number,
  record: Record,
  over: Partial<Design> = {},
): FoldedDesign {
  // Designs that do other things leave other fingerprints; `same` does what the base does.
  const each = (i: number) => ({
    usage: [usageOf('records', 1e6 + i)],
    fingerprint: `${name === 'same' ? 'base' : name}/${i}`,
  });
  return foldDesign(measure(replications, record, { ...over, name }, each));
}

const losing =
  (lost: readonly number[]): Record =>
  (recorder, i) => {
    count(recorder, 'dashboard', 'produced', 1000);
    count(recorder, 'dashboard', 'lost', lost[i % lost.length]!);
    count(recorder, 'clicks', 'Attempts', 10);
    recorder.distribution('dashboard', 'latency', null).add(6 * SECOND, 1000, 100);
  };

function compareWithBase(
  base: FoldedDesign,
  variants: readonly FoldedDesign[],
  scope: Scope = 'headline',
): readonly Comparison[] {
  const others = variants.map(({ result }) => result);
  return compareWith(base.result, others, scope).comparisons;
}

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
        const rows = compareWithBase(
          folded('base', lost.length, losing(lost)),
          [folded('same', lost.length, losing(lost))],
          'all',
        );
        expect(rows.length).toBeGreaterThan(10);
        for (const { difference, verdict } of rows) {
          expect(difference).toEqual({ value: 0, ci95: [0, 0] });
          expect(verdict).toBe('equal');
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

  it('leaves out the bill where one of them uses what has no price: it may be most of it', () => {
    const bill = (name: string, exotic: number) =>
      foldDesign(
        measure(3, losing([1]), { name }, () => ({
          usage: [usageOf('records', 1e6), usageOf('exotic', exotic)],
        })),
      );
    const priced = compareWithBase(folded('base', 3, losing([1])), [folded('a', 3, losing([1]))]);
    expect(priced.map(({ path }) => path)).toContain('cost.perMonth');
    for (const base of [bill('base', 3), folded('base', 3, losing([1]))]) {
      const rows = compareWithBase(base, [bill('a', 9)]);
      expect(rows.map(({ path }) => path)).not.toContain('cost.perMonth');
      expect(rows.map(({ path }) => path)).toContain('dashboard.lost.ratio');
    }
  });

  it('counts a line of the bill that the other does not have as costing nothing there', () => {
    // 1,000,000 and 2,000,000 records at 2 USD a million, in ten seconds of a month of 730 hours.
    const bill = (name: string, usage: readonly ReturnType<typeof usageOf>[]) =>
      foldDesign(measure(3, losing([1]), { name }, () => ({ usage })));
    const held = usageOf('shard-hour', heldHours(4));
    const records = usageOf('records', 1e6);
    const rows = compareWithBase(bill('base', [held]), [bill('a', [held, records])], 'all');
    const month = (730 * 3600) / 10;
    expect(row(rows, 'cost[clicks.records].perMonth')).toMatchObject({
      group: 'cost',
      base: { value: 0 },
      value: { value: 2 * month },
      difference: { value: 2 * month },
      verdict: 'worse',
    });
    expect(row(rows, 'cost[clicks.shard-hour].perMonth').verdict).toBe('equal');
  });

  it('puts objectives first, then cost, loss, latency, shares and what each component did', () => {
    const objectives = [objective('dashboard.lost.ratio < 0.1')];
    const base = folded('base', 3, losing([1]), { objectives });
    const groups = compareWithBase(base, [folded('a', 3, losing([1]))], 'all').map(({ group }) => group);
    const order = ['objective', 'cost', 'latency', 'share', 'metric'];
    expect([...new Set(groups)]).toEqual(order);
    expect(groups).toEqual([...groups].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  });

  it('calls neither better nor worse what only says how much was done', () => {
    const stored = (n: number) => (recorder: Recorder, i: number) =>
      count(recorder, 'clicks', 'IncomingRecords', n + i);
    const rows = compareWithBase(folded('base', 5, stored(100)), [folded('a', 5, stored(200))], 'all');
    expect(row(rows, 'clicks.IncomingRecords.rate').verdict).toBe('more');
    const back = compareWithBase(folded('base', 5, stored(200)), [folded('a', 5, stored(100))], 'all');
    expect(row(back, 'clicks.IncomingRecords.rate').verdict).toBe('less');
  });

  it('says what differs in the traffic of designs that are no pairs', () => {
    const arrivals = (rate: number) =>
      ({ workloads: { 'page-views': { arrivals: { rate } } } }) as unknown as Partial<Design>;
    const base = folded('base', 3, losing([1]), arrivals(1));
    const other = folded('a', 3, losing([1]), { ...arrivals(2), seed: '2' });
    expect(compareWith(base.result, [other.result], 'all').tables).toEqual([
      expect.objectContaining({ paired: false, unlike: ['seed', 'arrivals of page-views'] }),
    ]);
  });
});

describe('a change that matters', () => {
  const lossOf = (base: readonly number[], other: readonly number[], relevant: number | null) =>
    row(
      compareWithBase(folded('base', base.length, losing(base), { relevant }), [
        folded('a', base.length, losing(other), { relevant }),
      ]),
      'dashboard.lost.ratio',
    ).verdict;
  const base = [200, 204, 196, 202, 198];
  // Differences −2 ± 0, ±1, ±2 of 200: −1 % on average, deviation √2.5 records, half an interval ±0.98 % of 200.
  const less = [198, 203, 193, 202, 194];

  it('is told from one that does not by the whole interval', () => {
    expect(lossOf(base, less, null)).toBe('better');
    // 2.0 to 0.02 % less: within 5 %, not shown to be beyond 1 %, nor within it.
    expect(lossOf(base, less, 0.05)).toBe('same within');
    expect(lossOf(base, less, 0.01)).toBe('not told');
    expect(lossOf(base, [100, 104, 96, 102, 98], 0.05)).toBe('better');
    expect(lossOf(base, [300, 304, 296, 302, 298], 0.05)).toBe('worse');
  });

  it('is any change at all where nothing was lost before', () => {
    expect(lossOf([0, 0, 0, 0, 0], [10, 11, 12, 10, 11], 0.05)).toBe('worse');
    expect(lossOf([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], 0.05)).toBe('equal');
  });
});

describe('a table of many rows', () => {
  // Forty figures of two designs that are equal and see independent chance.
  const ROWS = 40;
  const TABLES = 400;

  it('shows a false mark in at most 5 % of tables', () => {
    const random = sequentialStream('comparison/false-marks');
    const sum = () => Array.from({ length: 12 }, () => random.double()).reduce((a, b) => a + b, 0);
    const figures = (): Comparable['figures'] =>
      Array.from({ length: ROWS }, (_, i) => ({
        path: `clicks.figure-${i}.rate`,
        group: 'metric',
        unit: 'count/s',
        better: 'less',
        values: Array.from({ length: 5 }, () => 100 + sum()),
      }));
    const { result } = folded('base', 5, losing([1]));
    const design = (name: string) => ({
      ...result,
      name,
      comparable: { ...result.comparable, figures: figures() },
    });
    let marked = 0;
    let beyond = 0;
    for (let i = 0; i < TABLES; i++) {
      const rows = compareWith(design('base'), [design('a')], 'all').comparisons;
      expect(rows.length).toBe(ROWS);
      if (rows.some(({ verdict }) => verdict !== 'no difference seen')) marked++;
      beyond += rows.filter(({ ratio: { ci95 } }) => ci95![0] > 1 || ci95![1] < 1).length;
    }
    // Of 400 tables at 5 %, 20 ± 4.4: 33 is three standard errors more.
    expect(marked).toBeLessThanOrEqual(33);
    // The plain intervals do what plain ones do: about one row in twenty lies beyond.
    expect(beyond / (TABLES * ROWS)).toBeGreaterThan(0.04);
    expect(beyond / (TABLES * ROWS)).toBeLessThan(0.06);
  });
});
