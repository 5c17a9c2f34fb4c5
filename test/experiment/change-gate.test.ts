// What `--fail-on` lets pass: only what is shown by the whole interval.

import { describe, expect, it } from 'vitest';
import { judgeChange } from '../../src/experiment/change-gate.ts';
import { compareWith } from '../../src/experiment/comparison.ts';
import type { Figure } from '../../src/experiment/figures.ts';
import { foldDesign } from '../../src/experiment/fold.ts';
import type { DesignResult } from '../../src/experiment/result.ts';
import type { ChangeLimit } from '../../src/scenario/change-limit.ts';
import { measure } from './fake.ts';

const PATH = 'clicks.Attempts.rate';

function design(name: string, values: Figure['values']): DesignResult {
  const { result } = foldDesign(measure(values.length, () => {}, { name }));
  const figure: Figure = { path: PATH, group: 'metric', unit: 'count/s', better: 'less', values };
  return { ...result, comparable: { ...result.comparable, figures: [figure] } };
}

function verdict(
  base: Figure['values'],
  other: Figure['values'],
  operator: ChangeLimit['operator'],
  value: number,
  of: ChangeLimit['change']['of'] = 'base',
) {
  const [one, two] = [design('base', base), design('a', other)];
  const limit: ChangeLimit = { text: 'limit', path: PATH, operator, change: { of, value } };
  const { comparisons } = compareWith(one, [two], 'all');
  return judgeChange(limit, one, two, comparisons[0]);
}

describe('a change', () => {
  const base = [100, 102, 98, 101, 99];
  // 20 % more, give or take half a per cent.
  const more = [120, 122.4, 118, 121.2, 118.5];

  it('is exceeded, kept or undecided by where its whole interval lies', () => {
    expect(verdict(base, more, '>', 0.1).verdict).toBe('exceeded');
    expect(verdict(base, more, '>', 0.3).verdict).toBe('kept');
    expect(verdict(base, more, '>', 0.2).verdict).toBe('undecided');
    expect(verdict(base, more, '<', -0.05).verdict).toBe('kept');
    expect(verdict(more, base, '<', -0.05).verdict).toBe('exceeded');
  });

  it('by an amount is looked at in the unit of the figure', () => {
    // Twenty more.
    expect(verdict(base, more, '>', 10, 'unit').verdict).toBe('exceeded');
    expect(verdict(base, more, '>', 30, 'unit').verdict).toBe('kept');
    expect(verdict(base, more, '>', 20, 'unit').verdict).toBe('undecided');
  });

  it('of a figure that is equal is none', () => {
    expect(verdict(base, base, '>', 0.1).verdict).toBe('kept');
    expect(verdict(base, base, '>=', 0).verdict).toBe('exceeded');
    expect(verdict([5], [5], '>', 0.1).verdict).toBe('kept');
  });

  it('from nothing to something exceeds every share of nothing', () => {
    expect(verdict([0, 0, 0, 0], [3, 4, 3, 4], '>', 0.1).verdict).toBe('exceeded');
    // One replication of five with one: nothing is shown.
    expect(verdict([0, 0, 0, 0, 0], [0, 0, 1, 0, 0], '>', 0.1).verdict).toBe('undecided');
  });

  it('below three replications only indicates', () => {
    expect(verdict([100, 101], [150, 152], '>', 0.1)).toMatchObject({
      verdict: 'undecided',
      indicative: 'exceeded',
    });
    expect(verdict([100, 101], [101, 102], '>', 0.1)).toMatchObject({
      verdict: 'undecided',
      indicative: 'kept',
    });
  });

  it('of what is not measured, or lost in both, passes no gate', () => {
    const [one, two] = [design('base', base), design('a', base)];
    const limit: ChangeLimit = { text: '', path: 'x.y.z', operator: '>', change: { of: 'base', value: 1 } };
    expect(judgeChange(limit, one, two, undefined).verdict).toBe('undecided');
    const lost = ['lost', 'lost', 'lost'] as const;
    const gone = verdict([...lost], [...lost], '>', 0.1);
    // The same fingerprints: the same trajectory. With others nothing can be told.
    expect(gone.verdict).toBe('kept');
    const mixed = verdict(['lost', 'lost', 1], ['lost', 1, 1], '>', 0.1);
    expect(mixed.verdict).toBe('undecided');
  });
});
