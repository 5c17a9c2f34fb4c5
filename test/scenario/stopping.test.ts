import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/scenario/design.ts';
import { changed, load } from './fakes.ts';

const base = async (text: string, more = {}): Promise<Design> => (await load(text, more)).designs[0]!;
const first = (settings: string): string => changed('name: example', settings);

describe('how often a design is run', () => {
  it('is five times, unless it says otherwise', async () => {
    const design = await base(first('name: example'));
    expect(design.replications).toBe(5);
    expect(design.stopping).toBeUndefined();
    expect((await base(first('replications: 7'))).replications).toBe(7);
  });

  it('may hang on its objectives: from min on, up to max', async () => {
    const design = await base(first('replications: { min: 4, max: 60 }'));
    expect(design).toMatchObject({ replications: 4, stopping: { kind: 'looks', max: 60 } });
    // What is left out has the values that the method was tried with.
    expect(await base(first('replications: {}'))).toMatchObject({
      replications: 5,
      stopping: { kind: 'looks', max: 40 },
    });
  });

  it('may hang on a share of a number, or on an amount in its own unit', async () => {
    const share = await base(first('precision: { metric: board.latency.p99, within: 5 % }'));
    expect(share).toMatchObject({
      replications: 5,
      stopping: { kind: 'precision', within: 0.05, relative: true, unit: 'seconds', max: 100 },
    });
    const amount = await base(first('precision: { metric: board.latency.p99, within: 20 ms, max: 30 }'));
    expect(amount.stopping).toMatchObject({ within: 0.02, relative: false, max: 30 });
    // Milliseconds are the unit of this metric, dollars that of the bill.
    const age = await base(first('precision: { metric: clicks.Age.mean, within: 20 ms }'));
    expect(age.stopping).toMatchObject({ within: 20, unit: 'milliseconds' });
    const bill = await base(first('precision: { metric: cost.perMonth, within: 10 USD }'));
    expect(bill.stopping).toMatchObject({ within: 10, relative: false, path: { kind: 'cost' } });
  });

  it('begins with as many as are asked for, and never with fewer than five, where precision decides', async () => {
    const precision = 'precision: { metric: board.latency.p99, within: 5% }';
    expect((await base(first(`replications: 8\n${precision}`))).replications).toBe(8);
    expect((await base(first(`replications: 2\n${precision}`))).replications).toBe(5);
  });

  it('is what the command line says, exactly', async () => {
    const looks = first('replications: { min: 5, max: 40 }');
    const precise = first('precision: { metric: board.latency.p99, within: 5% }');
    for (const text of [looks, precise]) {
      const design = await base(text, { replications: 3 });
      expect([design.replications, design.stopping]).toEqual([3, undefined]);
    }
  });
});

describe('a warm-up', () => {
  it('may be left to the data', async () => {
    expect(await base(changed('1 min', 'auto'))).toMatchObject({ warmupUs: 0, autoWarmup: 'wanted' });
    expect((await base(first('name: example'))).autoWarmup).toBeUndefined();
  });
});

describe('the worst minute', () => {
  it('is told from the whole window by its path', async () => {
    const { objectives } = await base(changed('latency.p99', 'latency@1min.p99'));
    expect(objectives[0]).toMatchObject({
      text: 'board.latency@1min.p99 < 1 s',
      path: { component: 'board', metric: 'latency', statistic: 'p99', worstMinute: 'largest' },
    });
  });

  it('may be a part’s, and of a metric whose name has dots', async () => {
    const text = 'clicks[shard-1].Put.Throttled@1min.ratio < 1%';
    const { objectives } = await base(changed('board.latency.p99 < 1 s', text));
    expect(objectives[0]!.path).toMatchObject({
      part: 'shard-1',
      metric: 'Put.Throttled',
      worstMinute: 'largest',
    });
  });
});

describe('the worst of the minutes', () => {
  it('is the one that speaks against the objective', async () => {
    const text = changed('board.latency.p99 < 1 s', 'clicks.IncomingBytes@1min.rate > 1 MiB/s');
    expect((await base(text)).objectives[0]!.path).toMatchObject({ worstMinute: 'smallest' });
  });
});

describe('the kind of question', () => {
  it('is one of steady state until something changes with time', async () => {
    expect((await base(first('name: example'))).question).toEqual({ kind: 'steady-state', triggers: [] });
  });

  it('is terminating with a component that changes in the course of the run, which no month is made of', async () => {
    const design = await base(changed('from: clicks', 'from: clicks\n    leases: true'));
    expect(design.question).toEqual({ kind: 'terminating', triggers: ['components.board.leases'] });
    expect(design.whyNoMonth).toContain('components.board.leases changes the design within the window');
  });

  it('leaves the month where such changes come again with the traffic', async () => {
    const text = changed('from: clicks', 'from: clicks\n    leases: true').replace(
      'rate: 3200/s',
      'rate: { expression: 2000/s * (1 + 0.5 * sin(2 * pi * t / (5 min))), period: 5 min }',
    );
    const design = await base(text);
    expect(design.question.triggers).toHaveLength(2);
    expect(design.whyNoMonth).toBeNull();
  });
});
