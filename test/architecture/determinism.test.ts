import { describe, expect, it } from 'vitest';
import { PURE, SOURCES } from './source.ts';

// What may differ between two runs, two machines or two releases of Node.
const CLOCKS =
  /\bDate\b|\bperformance\b|\bMath\.random\b|\bprocess\s*[.?[]|\bsetTimeout\b|\bqueueMicrotask\b/;
// The functions whose last bits ECMAScript leaves open. `sqrt`, `imul`, `clz32`, `fround` and the roundings are exact.
const INEXACT = /\bMath\.(?:a?cosh?|a?sinh?|a?tanh?|atan2|cbrt|expm?1?|hypot|log(?:10|1p|2)?|pow|random)\b/;
// x ** y is Math.pow, and a power of two the only one that is the same everywhere.
const POWER = /(\S+)\s*\*\*\s*(\S+)/g;

const pure = SOURCES.filter(({ room }) => PURE.includes(room));

function lines(pattern: RegExp): string[] {
  return pure.flatMap(({ path, code }) =>
    code.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  );
}

describe('what decides a run', () => {
  it('reads no clock, no environment and no randomness of its own', () => {
    // Variables of the environment come into a scenario by name, as an argument.
    expect(lines(CLOCKS)).toEqual([]);
  });

  it('computes with exact functions alone: + − × ÷ and sqrt', () => {
    expect(lines(INEXACT)).toEqual([]);
  });

  it('raises nothing to a power but 2 and 1024', () => {
    const found = pure.flatMap(({ path, code }) =>
      [...code.matchAll(POWER)]
        .filter(([, base]) => !/(?:^|[^\w.])(?:2|1024)$/.test(base!))
        .map(([text]) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('is not told how this test works: it finds what it looks for', () => {
    expect(CLOCKS.test('const now = Date.now();')).toBe(true);
    for (const name of [
      'log',
      'log2',
      'log10',
      'log1p',
      'exp',
      'expm1',
      'pow',
      'sin',
      'cos',
      'tan',
      'atan',
      'atan2',
      'sinh',
      'hypot',
      'cbrt',
    ]) {
      expect(INEXACT.test(`Math.${name}(x)`)).toBe(true);
    }
    for (const name of [
      'sqrt',
      'floor',
      'ceil',
      'round',
      'abs',
      'min',
      'max',
      'imul',
      'clz32',
      'fround',
      'trunc',
      'sign',
    ]) {
      expect(INEXACT.test(`Math.${name}(x)`)).toBe(false);
    }
  });
});
