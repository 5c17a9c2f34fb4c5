import fc from 'fast-check';
import { build } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { Bins, binOf } from '../../src/metrics/bins.ts';
import { atRank, countBefore, countOf, lastBin, mergeBins } from '../../src/metrics/histogram.ts';

function rowOf(values: readonly number[]) {
  const bins = new Bins();
  for (const value of values) bins.add(binOf(value), 1);
  return bins.finish();
}

/** Values over six decades, as latencies in µs are. */
function spread(seed: string, count: number): number[] {
  const stream = sequentialStream(seed);
  return Array.from({ length: count }, () => {
    const u = stream.double();
    return Math.floor(1 / (1 - u + 1e-6)) * 100 + Math.floor(stream.double() * 1000);
  });
}

describe('a histogram', () => {
  it.each(['a', 'b', 'c'])('has the percentiles of HdrHistogram within 1 % (data %s)', (seed) => {
    const values = spread(`histogram/${seed}`, 50_000);
    const oracle = build({ highestTrackableValue: 2 ** 40, numberOfSignificantValueDigits: 4 });
    for (const value of values) oracle.recordValue(value);
    const row = rowOf(values);
    for (const percent of [1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99]) {
      const expected = oracle.getValueAtPercentile(percent);
      const found = atRank(row, Math.ceil((percent * values.length) / 100))!.value;
      expect(Math.abs(found / expected - 1), `p${percent}: ${found} for ${expected}`).toBeLessThanOrEqual(
        0.01,
      );
    }
  });

  it('is the same to the last bit whether it was made at once or merged from eight parts', () => {
    const values = spread('histogram/parts', 40_000);
    const parts = Array.from({ length: 8 }, (_, part) => rowOf(values.filter((_, i) => i % 8 === part)));
    const merged = mergeBins(parts);
    const whole = rowOf(values);
    expect(merged.firstBin).toBe(whole.firstBin);
    expect(new Uint8Array(merged.counts.buffer)).toEqual(new Uint8Array(whole.counts.buffer));
  });

  it('finds the value of a rank as sorting would, within 1 %, and exactly below 128', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 80 }),
        (values) => {
          const row = rowOf(values);
          const sorted = [...values].sort((a, b) => a - b);
          // Values that share a bin are taken for evenly spread over it, so only the bin is sure.
          for (const [i, value] of sorted.entries()) {
            const found = atRank(row, i + 1)!;
            expect(found.bin).toBe(binOf(value));
            expect(Math.abs(found.value - value)).toBeLessThanOrEqual(value < 128 ? 0 : value / 64);
          }
          expect(atRank(row, values.length + 1)).toBeNull();
          expect(lastBin(row)).toBe(binOf(sorted.at(-1)!));
        },
      ),
    );
  });

  it('spreads the values of a bin evenly over it by rank', () => {
    // 1024 to 1039 share a bin of width 16: four values lie at 1/8, 3/8, 5/8 and 7/8 of it.
    const row = rowOf([1024, 1024, 1030, 1039]);
    expect([1, 2, 3, 4].map((rank) => atRank(row, rank)!.value)).toEqual([1026, 1030, 1034, 1038]);
  });

  it('counts what lies in the bins before one', () => {
    const row = rowOf([3, 3, 5, 900]);
    expect([0, 3, 4, 5, 6, 1000].map((bin) => countBefore(row, bin))).toEqual([0, 0, 2, 2, 3, 4]);
  });

  it('of nothing is empty', () => {
    const empty = mergeBins([rowOf([]), rowOf([])]);
    expect([countOf(empty), atRank(empty, 1), lastBin(empty)]).toEqual([0, null, null]);
  });
});
