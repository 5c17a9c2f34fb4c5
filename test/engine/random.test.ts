import fc from 'fast-check';
import alea from 'seedrandom/lib/alea.js';
import { describe, expect, it } from 'vitest';
import { numberedStream, sequentialStream } from '../../src/engine/random.ts';

/** Chi-square of `cells` equally likely cells. */
function chiSquare(cells: Float64Array): number {
  const n = cells.reduce((sum, count) => sum + count, 0);
  const expected = n / cells.length;
  return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

// Of chi-square with 255 degrees of freedom, 0.01 % lie below 178 and 0.01 % above 347 (Wilson and Hilferty).
const LOW_255 = 178;
const HIGH_255 = 347;

describe('a sequential stream', () => {
  it('is seedrandom 3.0.5’s Alea, seeded by its name: another generator is another set of results', () => {
    const stream = sequentialStream('1/r1/web-servers/arrivals');
    expect(Array.from({ length: 10 }, () => stream.double())).toEqual([
      0.7575472927942191, 0.02398543699220368, 0.362209696293709, 0.08561388727434549, 0.38728866873903656,
      0.07113284503204642, 0.321537646286417, 0.002934385016762686, 0.44239966191209934, 0.8165779422005744,
    ]);
  });

  it('draws what the library draws, to the last bit, singly and in blocks, in whatever mixture', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(90), { minLength: 1, maxLength: 8 }), (name, blocks) => {
        const stream = sequentialStream(name);
        const library = alea(name);
        for (const length of blocks) {
          const block = new Float64Array(length);
          stream.fill(block, length);
          for (const drawn of block) expect(drawn).toBe(library.double());
          expect(stream.double()).toBe(library.double());
        }
      }),
    );
  });

  it('draws what the library draws where a carry must be mended: a million draws meet a thousand such', () => {
    const stream = sequentialStream('1/r1/page-views/sizes');
    const library = alea('1/r1/page-views/sizes');
    const block = new Float64Array(1_000_000);
    stream.fill(block, block.length);
    expect(block.every((drawn) => drawn === library.double())).toBe(true);
  });

  it('is another one under another name', () => {
    expect(sequentialStream('1/r1/a').double()).not.toBe(sequentialStream('1/r2/a').double());
  });
});

describe('a numbered stream', () => {
  it('draws the same for a number, in whatever order numbers are asked', () => {
    const number = fc.oneof(fc.nat(1000), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), fc.nat(4), (numbers, draws) => {
        const drawAll = (order: readonly number[]) => {
          const stream = numberedStream('seed/r1/consumer/work');
          return new Map(
            order.map((n) => {
              const at = stream.at(n);
              return [n, Array.from({ length: draws + 1 }, () => at.double())] as const;
            }),
          );
        };
        const forward = drawAll(numbers);
        const backward = drawAll([...numbers].reverse());
        for (const n of numbers) expect(backward.get(n)).toEqual(forward.get(n));
      }),
    );
  });

  it('tells numbers above 2^32 from those below', () => {
    const stream = numberedStream('seed');
    expect(stream.at(7).double()).not.toBe(stream.at(7 + 2 ** 32).double());
  });

  it('draws from [0, 1), uniformly, whichever number and whichever draw', () => {
    for (const draw of [0, 1, 5]) {
      const stream = numberedStream('1/r1/server/service');
      const cells = new Float64Array(256);
      const low = new Float64Array(256); // the last bits count too
      let outside = 0;
      for (let n = 0; n < 100_000; n++) {
        const at = stream.at(n);
        for (let skip = 0; skip < draw; skip++) at.double();
        const u = at.double();
        if (!(u >= 0 && u < 1)) outside++;
        cells[Math.floor(u * 256)]!++;
        low[Math.floor(((u * 2 ** 45) % 1) * 256)]!++;
      }
      expect(outside).toBe(0);
      for (const counts of [cells, low]) {
        expect(chiSquare(counts)).toBeGreaterThan(LOW_255);
        expect(chiSquare(counts)).toBeLessThan(HIGH_255);
      }
    }
  });

  it('draws for neighbours, for one number twice, and under two names, independently', () => {
    const pairs: readonly ((n: number) => readonly [number, number])[] = [
      (n) => [stream.at(n).double(), stream.at(n + 1).double()],
      (n) => {
        const at = stream.at(n);
        return [at.double(), at.double()];
      },
      (n) => [stream.at(n).double(), other.at(n).double()],
      (n) => [stream.at(2 * n).double(), stream.at(2 * n + 2 ** 32).double()],
    ];
    const stream = numberedStream('1/r1/server/service');
    const other = numberedStream('1/r2/server/service');
    for (const pair of pairs) {
      const cells = new Float64Array(256); // 16 by 16
      for (let n = 0; n < 100_000; n++) {
        const [a, b] = pair(n);
        cells[16 * Math.floor(16 * a) + Math.floor(16 * b)]!++;
      }
      expect(chiSquare(cells)).toBeGreaterThan(LOW_255);
      expect(chiSquare(cells)).toBeLessThan(HIGH_255);
    }
  });
});
