// The rules by which a number is printed: worked examples, then what must hold for every number.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEstimate, formatNumber, formatQuantity, UNTOLD, unitOf } from '../../src/report/number.ts';

/** What a reader takes a printed number for. */
function read(text: string): number {
  return Number(text.replace(/,/g, ''));
}

/** Size of a printed value in its base unit, by the suffix. */
const SUFFIXES: readonly (readonly [suffix: string, size: number])[] = [
  [' min', 60],
  [' ms', 1e-3],
  [' µs', 1e-6],
  [' KiB', 1024],
  [' MiB', 1024 ** 2],
  [' GiB', 1024 ** 3],
  [' TiB', 1024 ** 4],
  [' USD', 1],
  [' %', 0.01],
  [' s', 1],
  [' h', 3600],
  [' d', 86_400],
  [' B', 1],
];

function readQuantity(text: string): number {
  const [suffix, size] = SUFFIXES.find(([end]) => text.endsWith(end)) ?? ['', 1];
  return read(text.slice(0, text.length - suffix.length)) * size;
}

const positive = fc.double({ min: 1e-5, max: 1e12, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true });
const unit = fc.constantFrom(
  'count',
  'bytes',
  'seconds',
  'milliseconds',
  'ratio',
  'USD',
  'count/s',
  'bytes/s',
);

describe('a number', () => {
  it.each([
    [0, '0'],
    [1752.3, '1,752'],
    [8_409_600_000, '8,409,600,000'],
    [999.6, '1,000'],
    [99.96, '100'],
    [23.54, '23.5'],
    [3, '3'],
    [0.0041249, '0.00412'],
    [-12.345, '-12.3'],
    [1e-12, '1e-12'],
  ])('%d is printed as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('is the nearest that its digits can say', () => {
    fc.assert(
      fc.property(positive, (value) => {
        const step = value >= 100 ? 1 : 10 ** (Math.floor(Math.log10(value)) - 2);
        expect(Math.abs(read(formatNumber(value)) - value)).toBeLessThanOrEqual(step * 0.5000001);
      }),
    );
  });

  it('keeps its order: what is larger never prints as smaller', () => {
    fc.assert(
      fc.property(positive, positive, (one, other) => {
        const [low, high] = one <= other ? [one, other] : [other, one];
        expect(read(formatNumber(low))).toBeLessThanOrEqual(read(formatNumber(high)));
      }),
    );
  });

  it('above 0 is never printed as 0, in any unit', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true }), unit, (value, of) => {
        expect(read(formatQuantity(value, of).replace(/[^\d.e,-].*$/, ''))).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a quantity', () => {
  it.each([
    [0.187, 'seconds', '187 ms'],
    [0.99996, 'seconds', '1 s'],
    [0.00032, 'seconds', '320 µs'],
    [59.98, 'seconds', '1 min'],
    [59.4, 'seconds', '59.4 s'],
    [300, 'seconds', '5 min'],
    [7200, 'seconds', '2 h'],
    [0, 'seconds', '0 s'],
    [3210, 'milliseconds', '3.21 s'],
    [21.4, 'milliseconds', '21.4 ms'],
    [752, 'bytes', '752 B'],
    [1023.9 * 1024, 'bytes', '1 MiB'],
    [1.28 * 1048576, 'bytes/s', '1.28 MiB/s'],
    [1752, 'count/s', '1,752/s'],
    [237.4, 'USD', '237 USD'],
    [0.235, 'ratio', '23.5 %'],
    [1.752, 'ratio', '175 %'],
    [5840, 'shard-hour', '5,840 shard-hour'],
  ])('of %d %s is printed as %s', (value, of, text) => {
    expect(formatQuantity(value, of)).toBe(text);
  });

  it('below 100 % never prints as 100 %, and above it neither', () => {
    expect(formatQuantity(0.9996, 'ratio')).toBe('99.96 %');
    expect(formatQuantity(0.99999, 'ratio')).toBe('99.999 %');
    expect(formatQuantity(1.0004, 'ratio')).toBe('100.04 %');
    expect(formatQuantity(1, 'ratio')).toBe('100 %');
    fc.assert(
      fc.property(share, (value) => {
        expect(read(formatQuantity(value, 'ratio').replace(' %', ''))).toBeLessThan(100);
      }),
    );
  });

  it('stays on its side of the limit, with as many digits as that takes', () => {
    expect(formatQuantity(1.0004, 'seconds', { limit: 1 })).toBe('1.0004 s');
    expect(formatQuantity(0.9996, 'seconds', { limit: 1 })).toBe('0.9996 s');
    expect(formatQuantity(300.0001, 'USD', { limit: 300 })).toBe('300.0001 USD');
    expect(formatQuantity(1, 'seconds', { limit: 1 })).toBe('1 s');
    const near = fc.tuple(
      fc.double({ min: 1e-4, max: 1e7, noNaN: true }),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    );
    fc.assert(
      fc.property(near, fc.constantFrom('count', 'bytes', 'seconds', 'USD', 'ratio'), ([limit, off], of) => {
        const value = limit * (1 + off);
        const printed = readQuantity(formatQuantity(value, of, { limit }));
        const slack = Math.abs(limit) * 1e-15;
        if (value > limit + slack) expect(printed).toBeGreaterThan(limit);
        if (value < limit - slack) expect(printed).toBeLessThan(limit);
      }),
    );
  });

  it('is within half a percent of what it stands for, whatever the unit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-5, max: 1e10, noNaN: true }),
        fc.constantFrom('bytes', 'seconds', 'USD', 'ratio'),
        (value, of) => {
          expect(Math.abs(readQuantity(formatQuantity(value, of)) / value - 1)).toBeLessThanOrEqual(0.0051);
        },
      ),
    );
  });
});

describe('an estimate', () => {
  it('has ± half of its interval, in the unit of its value', () => {
    expect(formatEstimate({ value: 0.235, ci95: [0.2338, 0.2362] }, 'ratio')).toBe('23.5 % ± 0.12');
    expect(formatEstimate({ value: 0.187, ci95: [0.183, 0.191] }, 'seconds')).toBe('187 ms ± 4');
    expect(formatEstimate({ value: 1752, ci95: [1749.5, 1754.5] }, 'count/s')).toBe('1,752/s ± 2.5');
  });

  it('of nothing seen keeps the bound that chance allows', () => {
    expect(formatEstimate({ value: 0, ci95: [0, 0.0002] }, 'ratio')).toBe('0 % ± 0.01 %');
  });

  it('without an interval, or with none to speak of, is the value alone', () => {
    expect(formatEstimate({ value: 43.8, ci95: null }, 'USD')).toBe('43.8 USD');
    expect(formatEstimate({ value: 43.8, ci95: [43.8, 43.8] }, 'USD')).toBe('43.8 USD');
  });

  it('that falls among the lost is "> x", never more than is known', () => {
    expect(formatEstimate({ value: null, ci95: null, above: 3.2199 }, 'seconds')).toBe('> 3.21 s');
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e6, noNaN: true }), (above) => {
        const text = formatEstimate({ value: null, ci95: null, above }, 'seconds');
        expect(readQuantity(text.replace('> ', ''))).toBeLessThanOrEqual(above * (1 + 1e-15));
      }),
    );
  });

  it('that cannot be told says so', () => {
    expect(formatEstimate({ value: null, ci95: null }, 'seconds')).toBe(UNTOLD);
  });
});

describe('the unit of a statistic', () => {
  it('is per second for a rate, a share for a ratio, a count for a count', () => {
    expect(unitOf('count', 'rate')).toBe('count/s');
    expect(unitOf('count/s', 'rate')).toBe('count/s');
    expect(unitOf('count', 'ratio')).toBe('ratio');
    expect(unitOf('seconds', 'count')).toBe('count');
    expect(unitOf('seconds', 'p99')).toBe('seconds');
  });
});
