// Rows of counted bins, added up and read by rank. Adding is exact, so eight parts and the whole are the same
// histogram to the last bit.

import { binLow, binWidth, type CountedBins } from './bins.ts';

const EMPTY: CountedBins = { firstBin: 0, counts: new Float64Array(0) };

/** The sum of several rows. */
export function mergeBins(rows: readonly CountedBins[]): CountedBins {
  const filled = rows.filter((row) => row.counts.length > 0);
  if (filled.length === 0) return EMPTY;
  const firstBin = Math.min(...filled.map((row) => row.firstBin));
  const end = Math.max(...filled.map((row) => row.firstBin + row.counts.length));
  const counts = new Float64Array(end - firstBin);
  for (const row of filled) {
    const offset = row.firstBin - firstBin;
    for (let i = 0; i < row.counts.length; i++) counts[offset + i]! += row.counts[i]!;
  }
  return { firstBin, counts };
}

/** How many values the row holds. */
export function countOf(row: CountedBins): number {
  let sum = 0;
  for (const count of row.counts) sum += count;
  return sum;
}

/** How many values lie in the bins before `bin`. */
export function countBefore(row: CountedBins, bin: number): number {
  let sum = 0;
  const end = Math.min(row.counts.length, bin - row.firstBin);
  for (let i = 0; i < end; i++) sum += row.counts[i]!;
  return sum;
}

/** Where a rank falls: the bin, and the value when the bin's values are spread evenly over it. */
export interface Ranked {
  readonly bin: number;
  readonly value: number;
}

/**
 * The value of a rank, 1 for the smallest; null when the row holds fewer. The i-th of c values of a bin is taken
 * to lie at (i − ½)/c of its width: interpolated by rank, and at most a bin's half width from the truth for one.
 */
export function atRank(row: CountedBins, rank: number): Ranked | null {
  let before = 0;
  for (let i = 0; i < row.counts.length; i++) {
    const count = row.counts[i]!;
    if (before + count >= rank && count > 0) {
      const bin = row.firstBin + i;
      const width = binWidth(bin);
      const place = width === 1 ? 0 : ((rank - before - 0.5) / count) * width;
      return { bin, value: binLow(bin) + place };
    }
    before += count;
  }
  return null;
}

/** The bin of the largest value, or null when there is none. */
export function lastBin(row: CountedBins): number | null {
  for (let i = row.counts.length - 1; i >= 0; i--) {
    if (row.counts[i]! > 0) return row.firstBin + i;
  }
  return null;
}
