import { beforeAll, describe, expect, it } from 'vitest';
import { prepareExpressions } from '../../src/language/expression.ts';
import { compileRate } from '../../src/language/rate-expression.ts';
import { rateOfTime } from '../../src/language/rate-of-time.ts';
import { readBy } from '../../src/language/reading.ts';

const DAY = '2000/s * (1 + 0.6 * sin(2 * pi * t / day))';
const word = rateOfTime();

beforeAll(() => prepareExpressions([DAY]));

describe('a rate that follows time', () => {
  it('is one function of seconds: at noon of a sine day it is back at its mean, at six at its peak', () => {
    const rate = compileRate(DAY);
    expect(rate(0)).toBe(2_000);
    expect(rate(21_600)).toBeCloseTo(3_200, 9);
    expect(rate(43_200)).toBeCloseTo(2_000, 9);
    expect(rate(64_800)).toBeCloseTo(800, 9);
  });

  it.each<[string, number, number]>([
    ['100/s * min(t / 10 s, 1)', 5, 50],
    ['max(10/s, 100/s - t * 1/s^2)', 95, 10],
    ['1000/s * exp(-t / 1 min)', 0, 1_000],
    ['8/s * 2 ^ (t / 1 min)', 180, 64],
    ['600/s * floor(t / 1 min)', 150, 1_200],
    ['1/s * log(exp(1) + 0 * t / 1 s)', 7, 1],
    ['abs(t - 1 min) * 1/s^2', 45, 15],
    ['sqrt(t / 1 s) * 1/s', 49, 7],
    ['pow(t / 1 s, 2) * 1/min', 6, 0.6],
    ['t * 50% / 1 s^2', 8, 4],
  ])('%s at %d s is %d/s', (text, t, perSecond) => {
    expect(compileRate(text)(t)).toBeCloseTo(perSecond, 9);
  });

  it.each([
    ['1000/s * sin(t)', 'sin() takes a plain number, not a time'],
    ['1000 * t', '"1000 * t" is a time, not a rate'],
    ['1000/s + t', 'a rate and a time cannot be added'],
    ['1000/s * t / 0', 'division by zero'],
    ['x * 1/s', 'unknown unit "x"'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => compileRate(text)).toThrow(message);
  });

  it('may be a quantity, an expression, steps or a trace, each with its period', () => {
    expect(readBy(word, '4 * 800/s')).toEqual({ ok: true, value: { kind: 'constant', perSecond: 3_200 } });
    expect(readBy(word, DAY)).toEqual({ ok: true, value: { kind: 'expression', text: DAY, periodUs: null } });
    expect(readBy(word, { expression: DAY, period: '1 d' })).toEqual({
      ok: true,
      value: { kind: 'expression', text: DAY, periodUs: 86_400_000_000 },
    });
    const steps = [
      { at: '0 s', rate: '100/s' },
      { at: '1 min', rate: '200/s' },
    ];
    expect(readBy(word, { steps })).toEqual({
      ok: true,
      value: {
        kind: 'steps',
        steps: [
          { atUs: 0, perSecond: 100 },
          { atUs: 60_000_000, perSecond: 200 },
        ],
        periodUs: null,
      },
    });
    expect(readBy(word, { trace: 'a.csv' })).toEqual({
      ok: true,
      value: { kind: 'trace', file: 'a.csv', withinPeriod: 'poisson', periodUs: null, binUs: 0, counts: [] },
    });
  });

  it.each<[string, unknown, object]>([
    ['a negative rate', '-5/s', { message: '"-5/s" is negative' }],
    ['a bare number', 3_200, { expected: 'a rate: write 3200/s' }],
    [
      'steps out of order',
      {
        steps: [
          { at: '1 s', rate: '1/s' },
          { at: '0 s', rate: '1/s' },
        ],
      },
      { path: ['steps', 1, 'at'] },
    ],
    ['no step', { steps: [] }, { path: ['steps'], message: 'the list is empty' }],
    ['a negative step', { steps: [{ at: '0 s', rate: '-1/s' }] }, { path: ['steps', 0, 'rate'] }],
    ['a step after the period', { steps: [{ at: '2 s', rate: '1/s' }], period: '1 s' }, { path: ['period'] }],
    [
      'a misspelt form',
      { stepps: [] },
      { message: 'a rate in long form has one of expression, steps or trace' },
    ],
    [
      'a wrong expression',
      { expression: '1 s' },
      { path: ['expression'], message: '"1 s" is a time, not a rate' },
    ],
    [
      'a wrong spread',
      { trace: 'a.csv', withinPeriod: 'bursts' },
      { path: ['withinPeriod'], didYouMean: 'burst' },
    ],
  ])('%s is refused at its place', (_, written, issue) => {
    const reading = readBy(word, written);
    expect(reading.ok ? [] : reading.issues).toMatchObject([issue]);
  });

  it.each([
    { kind: 'constant', perSecond: 3_200 },
    { kind: 'expression', text: DAY, periodUs: null },
    { kind: 'expression', text: DAY, periodUs: 86_400_000_000 },
    { kind: 'steps', steps: [{ atUs: 5, perSecond: 0.1 }], periodUs: 60_000_000 },
    { kind: 'trace', file: 'a.csv', withinPeriod: 'burst', periodUs: null, binUs: 0, counts: [] },
  ] as const)('reads back what it wrote: %j', (value) => {
    expect(word.parse(word.encode(value))).toEqual(value);
  });
});
