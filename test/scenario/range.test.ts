// Ranges as the command line writes them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from '../../src/scenario/range.ts';

function valuesOf(text: string): readonly string[] {
  const range = readRange(text);
  return Array.from({ length: range.count }, (_, i) => range.at(i));
}

describe('a range', () => {
  it.each([
    ['2:5', ['2', '3', '4', '5']],
    ['2:16:2', ['2', '4', '6', '8', '10', '12', '14', '16']],
    // The last step that does not go beyond the end.
    ['2:9:3', ['2', '5', '8']],
    ['7:7', ['7']],
    // Ten decimal tenths in binary are not one: steps are whole numbers of tenths.
    ['0.1:0.3:0.1', ['0.1', '0.2', '0.3']],
    ['-1:1:0.5', ['-1', '-0.5', '0', '0.5', '1']],
    ['10:4:-3', ['10', '7', '4']],
    ['10 ms:30 ms:10 ms', ['10 ms', '20 ms', '30 ms']],
    ['50%:100%:25%', ['50%', '75%', '100%']],
    ['800/s:1600/s:800/s', ['800/s', '1600/s']],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ['2', 'no range'],
    ['1:2:3:4', 'no range'],
    ['a:b', '"a" is no number'],
    ['2:', '"" is no number'],
    ['2:NaN', '"NaN" is no number'],
    ['2:1e9', '"1e9" is no number'],
    ['5:2', 'is empty'],
    ['2:5:-1', 'is empty'],
    ['2:5:0', 'a step of 0'],
    ['2:5:0.0', 'a step of 0'],
    ['10 ms:1 s:10 ms', 'mixes units'],
    ['10 ms:50:10', 'mixes units'],
  ])('is not %s', (text, message) => {
    expect(() => readRange(text)).toThrow(message);
  });

  it('of a billion values is counted without making one', () => {
    expect(readRange('1:1000000000').count).toBe(1_000_000_000);
  });

  it('begins at its first value, keeps its step, and never passes its end', () => {
    const cents = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 40 }),
        (from, by, more) => {
          const to = from + by * more + Math.floor(by / 2);
          const values = valuesOf(`${from / 100}:${to / 100}:${by / 100}`).map((text) =>
            Math.round(Number(text) * 100),
          );
          expect(values).toEqual(Array.from({ length: more + 1 }, (_, i) => from + by * i));
        },
      ),
    );
  });
});
