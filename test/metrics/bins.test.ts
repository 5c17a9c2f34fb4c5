import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIN_COUNT, Bins, binLow, binOf, binWidth } from '../../src/metrics/bins.ts';

const value = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 2 ** 32 }),
  fc.maxSafeNat(),
);

describe('the bins of a histogram', () => {
  it('keep whole numbers below 128 apart, zero among them', () => {
    for (let whole = 0; whole < 128; whole++) {
      expect([binLow(binOf(whole)), binWidth(binOf(whole))]).toEqual([whole, 1]);
    }
  });

  it('hold every value, with a midpoint within 1 % of it', () => {
    fc.assert(
      fc.property(value, (v) => {
        const bin = binOf(v);
        const low = binLow(bin);
        const width = binWidth(bin);
        expect(low).toBeLessThanOrEqual(v);
        expect(v).toBeLessThan(low + width);
        expect(Math.abs(low + (width - 1) / 2 - v)).toBeLessThanOrEqual(0.01 * v);
      }),
    );
  });

  it('follow one another without a gap up to 2^53 − 1', () => {
    for (let bin = 0; bin < BIN_COUNT - 1; bin++) {
      expect(binLow(bin) + binWidth(bin)).toBe(binLow(bin + 1));
      expect(binOf(binLow(bin + 1))).toBe(bin + 1);
      expect(binOf(binLow(bin + 1) - 1)).toBe(bin);
    }
    expect(binLow(BIN_COUNT - 1) + binWidth(BIN_COUNT - 1)).toBe(2 ** 53);
    expect(binOf(Number.MAX_SAFE_INTEGER)).toBe(BIN_COUNT - 1);
  });

  it('take what is larger than 2^53 − 1 for that', () => {
    expect(binOf(1e300)).toBe(BIN_COUNT - 1);
  });

  it('count as a map of bins would, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.integer({ min: 1, max: 5 })), { maxLength: 40 }), (samples) => {
        const bins = new Bins();
        const expected = new Map<number, number>();
        for (const [v, count] of samples) {
          bins.add(binOf(v), count);
          expected.set(binOf(v), (expected.get(binOf(v)) ?? 0) + count);
        }
        const { firstBin, counts } = bins.finish();
        const found = new Map([...counts.entries()].map(([i, count]) => [firstBin + i, count] as const));
        for (const [bin, count] of expected) expect(found.get(bin)).toBe(count);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(samples.reduce((a, [, count]) => a + count, 0));
        if (samples.length > 0) expect(firstBin).toBe(Math.min(...expected.keys()));
      }),
    );
  });
});
