import { beforeAll, describe, expect, it } from 'vitest';
import { prepareExpressions } from '../../src/language/expression.ts';
import {
  expressionsOf,
  rateMistake,
  timing,
  type WorkloadConfig,
  workloadSchema,
} from '../../src/workload/workload.ts';

beforeAll(() => prepareExpressions(['2 * t']));

const DAY = 86_400_000_000;
const workload = (rate: unknown): WorkloadConfig =>
  workloadSchema.parse({ arrivals: { process: 'poisson', rate } });

describe('a workload', () => {
  it('assumes many keys and 1 KiB when only its arrivals are known', () => {
    expect(workload('3200/s')).toMatchObject({
      partitionKey: { distribution: 'uniform', keys: 10_000 },
      size: { distribution: 'constant', value: 1024 },
    });
  });

  it('survives the way back into the language', () => {
    const given = workload('2000/s * (1 + 0.6 * sin(2 * pi * t / day))');
    expect(workloadSchema.parse(workloadSchema.encode(given))).toEqual(given);
  });

  it('crosses to a worker as plain data', () => {
    const given = workload({ expression: '100/s * t / 1 s', period: '1 d' });
    expect(structuredClone(given)).toEqual(given);
  });

  it.each([
    ['3200/s', null, null],
    ['100/s * (2 + sin(t / 1 h))', 'arrivals.rate', null],
    [{ expression: '100/s * (2 + sin(t / 1 h))', period: '1 d' }, 'arrivals.rate', DAY],
    [{ steps: [{ at: '0 s', rate: '5/s' }], period: '1 d' }, 'arrivals.rate', DAY],
    [{ trace: 'x.csv' }, 'arrivals.rate', null],
  ])('%j: what follows time, and its period', (rate, trigger, periodUs) => {
    expect(timing(workload(rate))).toEqual({ trigger, periodUs });
  });

  it('of periodic sources is steady over whole periods', () => {
    const given = workloadSchema.parse({ arrivals: { process: 'periodic', sources: 10, period: '1 min' } });
    expect(timing(given)).toEqual({ trigger: null, periodUs: 60_000_000 });
  });

  it('names the expressions that must be prepared', () => {
    expect(expressionsOf(workload('100/s * t / 1 s'))).toEqual(['100/s * t / 1 s']);
    expect(expressionsOf(workload('3200/s'))).toEqual([]);
  });

  it('is refused where its rate turns negative or is no number, within the window or the period', () => {
    const falling = '100/s - 1/s * t / 1 s';
    expect(rateMistake(workload(falling), 90e6)).toBeNull();
    expect(rateMistake(workload(falling), 110e6)?.message).toContain('negative');
    expect(rateMistake(workload({ expression: falling, period: '50 s' }), 110e6)).toBeNull();
    expect(rateMistake(workload('100/s * log(t / 1 s - 2)'), 10e6)?.message).toContain(
      'no finite number at t = 0 s',
    );
  });

  describe('is refused above ten million records a second, whatever the process:', () => {
    const mistakeOf = (arrivals: unknown, load = 1) =>
      rateMistake(workloadSchema.parse({ arrivals }), 60e6, load);

    it('any state of an MMPP, by its number', () => {
      const mmpp = (rates: readonly string[]) => ({ process: 'mmpp', rates, meanStay: ['1 s', '1 s'] });
      expect(mistakeOf(mmpp(['1/s', '1e7/s']))).toBeNull();
      expect(mistakeOf(mmpp(['1/s', '2e7/s']))).toMatchObject({
        path: ['arrivals', 'rates', 1],
        message: expect.stringContaining('the rate is 2.00e+7/s'),
      });
      expect(mistakeOf(mmpp(['1/s', '1e7/s']), 2)?.path).toEqual(['arrivals', 'rates', 1]);
    });

    it('periodic sources, by what falls into one second of their jitter', () => {
      const periodic = (sources: number, period: string, jitter: string) => ({
        process: 'periodic',
        sources,
        period,
        jitter,
      });
      const path = ['arrivals', 'sources'];
      // 30 million within a minute are half a million a second; in step, or within a second, all come in one.
      expect(mistakeOf(periodic(3e7, '1 min', '1 min'))).toBeNull();
      expect(mistakeOf(periodic(3e7, '1 min', '3 s'))).toBeNull();
      expect(mistakeOf(periodic(3e7, '1 min', '2 s'))).toMatchObject({ path });
      expect(mistakeOf(periodic(3e7, '1 min', '0 s'))?.message).toContain('the rate is 3.00e+7/s');
      expect(mistakeOf(periodic(1e7, '1 min', '0 s'))).toBeNull();
      // A thousand times a second: ten thousand sources are ten million records.
      expect(mistakeOf(periodic(10_000, '1 ms', '0 s'))).toBeNull();
      expect(mistakeOf(periodic(10_001, '1 ms', '1 ms'))).toMatchObject({ path });
    });
  });
});
