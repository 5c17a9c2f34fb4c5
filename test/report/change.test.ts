// How a difference between two designs is written.

import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/experiment/result.ts';
import { changeText } from '../../src/report/change.ts';
import { closingSentences } from '../../src/report/closing.ts';
import { hotShard } from './fixture.ts';
import { estimate } from './measured.ts';

const COST: Comparison = {
  design: 'b',
  against: 'a',
  path: 'cost.perMonth',
  group: 'objective',
  unit: 'USD',
  base: estimate(200),
  value: estimate(250),
  difference: estimate(50, 2),
  ratio: estimate(1.25, 0.01),
  correlation: null,
  varianceRatio: null,
  verdict: 'worse',
  paired: true,
};

describe('a change', () => {
  it('is a part of the base, with half of its interval', () => {
    expect(changeText(COST)).toBe('+25 % ± 1');
    expect(changeText({ ...COST, difference: estimate(-50, 2), ratio: estimate(0.75, 0.01) })).toBe(
      '-25 % ± 1',
    );
  });

  it('of a share is in percentage points, so that 2 % more of 10 % cannot be misread', () => {
    const lost = { ...COST, path: 'x.lost.ratio', unit: 'ratio', difference: estimate(-0.235, 0.001) };
    expect(changeText(lost)).toBe('-23.5 points ± 0.1');
  });

  it('from a base of zero is the difference itself', () => {
    expect(changeText({ ...COST, base: estimate(0), ratio: estimate(null), difference: estimate(12) })).toBe(
      '+12 USD',
    );
  });

  it('that cannot be told is not told', () => {
    expect(changeText({ ...COST, difference: estimate(null) })).toBe('n/a');
    expect(changeText({ ...COST, difference: estimate(0, 0) })).toBe('0');
  });
});

describe('the closing sentence', () => {
  it('says loss and cost in words', () => {
    expect(closingSentences(hotShard())).toEqual([
      'eight-shards loses 16.2 % where base loses 23.5 %, and costs 1.43 times as much (339 USD a month, not 237 USD).',
      'salted-key loses nothing where base loses 23.5 %, and costs 1.19 times as much (283 USD a month, not 237 USD).',
    ]);
  });

  it('compares no cost where a price is missing, and says whose', () => {
    const { designs, comparisons, ...rest } = hotShard();
    const lacking = designs.map((design) =>
      design.name === 'salted-key'
        ? { ...design, cost: { ...design.cost, missingPrices: ['cache: node-hour (no price in eu-west-1)'] } }
        : design,
    );
    const left = comparisons.filter(
      ({ design, path }) => design !== 'salted-key' || !path.startsWith('cost.'),
    );
    const [, salted] = closingSentences({ ...rest, designs: lacking, comparisons: left });
    expect(salted).toBe(
      'salted-key loses nothing where base loses 23.5 %, and cannot be compared by cost (salted-key: cache: node-hour (no price in eu-west-1)).',
    );
  });

  it('says whose loss it is where several applications read', () => {
    const of = (application: string): Comparison => ({
      ...COST,
      path: `${application}.lost.ratio`,
      unit: 'ratio',
      base: estimate(0.2),
      value: estimate(0),
      verdict: 'better',
    });
    expect(
      closingSentences({ ...hotShard(), comparisons: [of('x'), { ...of('y'), base: estimate(0) }] }),
    ).toEqual([
      'b loses nothing on the way to x where a loses 20 %, and loses nothing on the way to y, as does a.',
    ]);
  });

  it('says what is got for the price where nothing is lost, and says so once', () => {
    const none = { ...COST, unit: 'ratio', base: estimate(0), value: estimate(0), verdict: 'equal' as const };
    const late: Comparison = {
      ...COST,
      path: 'x.latency.mean',
      group: 'objective',
      unit: 'seconds',
      base: estimate(4),
      value: estimate(1.5),
      verdict: 'better',
    };
    const rows = [{ ...none, path: 'x.lost.ratio' }, { ...none, path: 'y.lost.ratio' }, late];
    expect(closingSentences({ ...hotShard(), comparisons: rows })).toEqual([
      'b loses nothing, as does a, and has x.latency.mean 1.5 s where a has 4 s.',
    ]);
  });

  it('claims no difference that was not seen', () => {
    const same = { ...COST, verdict: 'no difference seen' as const };
    expect(closingSentences({ ...hotShard(), comparisons: [same] })).toEqual([
      'b costs the same as a, as far as can be seen.',
    ]);
  });

  it('names another figure where neither loss nor cost was compared', () => {
    const wait = {
      ...COST,
      path: 'server.wait.mean',
      unit: 'seconds',
      base: estimate(4),
      value: estimate(1.5),
    };
    expect(closingSentences({ ...hotShard(), comparisons: [wait] })).toEqual([
      'b has server.wait.mean 1.5 s where a has 4 s.',
    ]);
  });
});
