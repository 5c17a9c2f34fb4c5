import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareExpressions } from '../../src/language/expression.ts';
import { readQuantity, readQuantityOf } from '../../src/language/quantity.ts';
import { QuantityError } from '../../src/language/quantity-error.ts';
import { type Dimension, unitNames } from '../../src/language/unit.ts';

const TIME: Dimension = [1, 0, 0];
const BYTES: Dimension = [0, 1, 0];
const RATE: Dimension = [-1, 0, 0];
const PLAIN: Dimension = [0, 0, 0];

beforeAll(() => prepareExpressions(['1 + 1']));

function refusal(text: string): QuantityError {
  try {
    readQuantity(text);
  } catch (error) {
    if (error instanceof QuantityError) return error;
    throw error;
  }
  throw new Error(`${text} was not refused`);
}

describe('a quantity', () => {
  it.each<[string, number, Dimension]>([
    ['10 min', 600, TIME],
    ['5min', 300, TIME],
    ['7 ms', 0.007, TIME],
    ['250 us', 0.00025, TIME],
    ['250 µs', 0.00025, TIME],
    ['250 μs', 0.00025, TIME],
    ['1.5 h', 5_400, TIME],
    ['2 d', 172_800, TIME],
    ['1 day', 86_400, TIME],
    ['2 KiB', 2_048, BYTES],
    ['2 kB', 2_000, BYTES],
    ['1 MiB', 1_048_576, BYTES],
    ['1 GB', 1e9, BYTES],
    ['1 TiB', 1_099_511_627_776, BYTES],
    ['3200/s', 3_200, RATE],
    ['60/min', 1, RATE],
    ['500 records/s', 500, RATE],
    ['500 records', 500, PLAIN],
    ['1 MiB/s', 1_048_576, [-1, 1, 0]],
    ['400 USD', 400, [0, 0, 1]],
    ['7200 USD/h', 2, [-1, 0, 1]],
    ['40%', 0.4, PLAIN],
    ['1e3/s', 1_000, RATE],
  ])('%s has its value and its dimension', (text, value, dimension) => {
    expect(readQuantity(text)).toMatchObject({ value, dimension });
  });

  it.each<[string, number, Dimension]>([
    ['4 * 800/s', 3_200, RATE],
    ['2 h + 30 min', 9_000, TIME],
    ['(1 + 2) * 10 ms', 0.03, TIME],
    ['60 s / 5 min', 0.2, PLAIN],
    ['2^10 B', 1_024, BYTES],
    ['1.1 * 100/s', 110.00000000000001, RATE],
    ['max(3 s, 1 min)', 60, TIME],
    ['sqrt(16) * 1 s', 4, TIME],
    ['-(2 s)', -2, TIME],
    ['floor(2.7) * 1 B', 2, BYTES],
  ])('%s is worked out', (text, value, dimension) => {
    expect(readQuantity(text)).toMatchObject({ value, dimension });
  });

  it('binds what stands side by side before it divides, as engineers read 200000 / 60 s', () => {
    expect(readQuantity('200000 / 60 s')).toMatchObject({ value: 200_000 / 60, dimension: RATE });
    expect(readQuantity('2 * 200000 / 60 s')).toMatchObject({ value: 400_000 / 60, dimension: RATE });
    expect(readQuantity('12/2/3 s')).toMatchObject({ value: 2, dimension: RATE });
    expect(readQuantity('(120/60) s')).toMatchObject({ value: 2, dimension: TIME });
    expect(readQuantity('600 records / 5 min')).toMatchObject({ value: 2, dimension: RATE });
    expect(readQuantity('600/5 records/s')).toMatchObject({ value: 120, dimension: RATE });
  });

  it('gives the same bits for a plain quantity and for the same in parentheses', () => {
    const number = fc.double({ min: 0, max: 1e12, noNaN: true, noDefaultInfinity: true });
    const name = fc.constantFrom(...unitNames);
    fc.assert(
      fc.property(number, name, (value, unit) => {
        expect(readQuantity(`(${value}) * 1 ${unit}`).dimension).toEqual(
          readQuantity(`${value} ${unit}`).dimension,
        );
        expect(readQuantity(`(${value} ${unit})`)).toEqual(readQuantity(`${value} ${unit}`));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['5 KB', 'kB is 1000 bytes, KiB is 1024: AWS means KiB'],
    ['5 m', 'min or ms?'],
    ['5 b', 'B is bytes; bits are not a unit here (8 bits are 1 B)'],
    ['5 K', 'kB is 1000 bytes, KiB is 1024: AWS means KiB'],
    ['5 sec', 'write s'],
    ['5 hours', 'write h'],
    ['5 tps', 'write /s, as in 800/s'],
    ['5 Mbps', 'bits are not a unit here: write MB/s'],
    ['$5', 'prices are in USD: write USD'],
    ['5 usd', 'prices are in USD: write USD'],
    ['2 h 30 min', 'write the sum, as in 2 h + 30 min'],
    ['2h30min', 'write the sum, as in 2 h + 30 min'],
    ['100/s + 10%', 'write 1.1 * x'],
    ['100/s - 10%', 'write 0.9 * x'],
    ['10 % 3', 'write 0.9 * x for 90 % of x'],
    ['sin(5 s)', 'divide by a unit first, as in sin(2 * pi * t / day)'],
  ])('%s is refused, and told how it is written', (text, expected) => {
    expect(refusal(text).expected).toBe(expected);
  });

  it.each([
    ['5 mib/s', 'write MiB (1024² bytes)'],
    ['5 Records', undefined],
  ])('%s is told the nearest unit', (text, expected) => {
    const error = refusal(text);
    expect(error.expected).toBe(expected);
    if (expected === undefined) expect(error.didYouMean).toBe('records');
  });

  it.each([
    '',
    '   ',
    '1 / 0',
    '0 / 0',
    'NaN',
    'Infinity',
    '1e999',
    '2 ^ 5000',
    '5 min + 2 KiB',
    'max(1 s, 2 B)',
    '(1 s) ^ 0.5',
    '2 ^ (1 s)',
    'sin()',
    'pow(2)',
    'min',
    'x',
    't',
    '0x10',
    '1_000',
    '1,000',
  ])('%j is refused: it is no finite quantity', (text) => {
    expect(refusal(text).message).not.toBe('');
  });

  it.each([
    'x = 3',
    'f(x) = x',
    '[1, 2]',
    '{a: 1}',
    '"text"',
    'a.b',
    '1:3',
    'true',
    'not 1',
    '3!',
    '1; 2',
    '5 to 3',
    '1 > 2 ? 3 : 4',
    'random()',
    'evaluate("1")',
    'import("x")',
    'constructor("return 1")()',
    '__proto__',
    'toString()',
    'process.exit()',
    'cos.constructor("x")',
  ])('%s reaches for more than arithmetic and is refused', (text) => {
    expect(refusal(text)).toBeInstanceOf(QuantityError);
  });

  it('of more than 1,000 characters is refused before it is parsed, and so is deep nesting', () => {
    expect(refusal(`1 + ${'1'.repeat(1_000)}`).message).toBe(
      'the expression has 1004 characters; 1000 is the most',
    );
    expect(refusal(`${'('.repeat(51)}1 s${')'.repeat(51)}`).message).toBe(
      'parentheses are nested more than 50 deep',
    );
    expect(readQuantity(`${'('.repeat(50)}1 s${')'.repeat(50)}`).value).toBe(1);
  });

  it('refuses any text with a quantity or an error, never with another exception', () => {
    const part = fc.constantFrom(
      '1',
      '2.5',
      's',
      'KiB',
      '%',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      ' ',
      ',',
      'sin',
      'min',
      't',
      '!',
      '.',
      'e',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        try {
          expect(Number.isFinite(readQuantity(parts.join('')).value)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(QuantityError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of another dimension is told which it is and which it should be', () => {
    const error = (() => {
      try {
        return readQuantityOf('3 KiB', TIME, '10 min');
      } catch (caught) {
        return caught as QuantityError;
      }
    })() as QuantityError;
    expect(error.message).toBe('"3 KiB" is a size in bytes, not a time');
    expect(error.expected).toBe('a time, as in 10 min');
  });
});
