// The bins of a log-linear histogram, and a growing row of counts over them. An octave has 64 bins of equal width,
// so a bin's midpoint is at most 1/128 (0.8 %) away from whatever fell into it; whole numbers below 128 have a bin
// each, so they (and zero) are exact. The same bins for everything: merging is adding, to the last bit.
// The layout is that of G. Tene's HdrHistogram, with the bin found by counting leading zeros.

import { invariant } from '../engine/invariant.ts';

export const BINS_PER_OCTAVE = 64;
const EXACT_BELOW = 2 * BINS_PER_OCTAVE;
const TWO_24 = 16777216;
const TWO_31 = 2147483648;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** How many bins there are from 0 to 2^53 − 1. */
export const BIN_COUNT = 48 * BINS_PER_OCTAVE;

/** The bin of a value from 0 to 2^53 − 1; a fraction belongs to the whole number below it. */
export function binOf(value: number): number {
  if (value < TWO_31) return binOfWhole(value | 0);
  return binOfWhole(Math.min(value, LARGEST) / TWO_24) + 24 * BINS_PER_OCTAVE;
}

function binOfWhole(value: number): number {
  if (value < EXACT_BELOW) return value | 0;
  const shift = 25 - Math.clz32(value);
  return shift * BINS_PER_OCTAVE + (value >>> shift);
}

/** The smallest whole number of a bin. */
export function binLow(bin: number): number {
  if (bin < EXACT_BELOW) return bin;
  return ((bin % BINS_PER_OCTAVE) + BINS_PER_OCTAVE) * binWidth(bin);
}

/** How many whole numbers a bin holds: a power of two. */
export function binWidth(bin: number): number {
  if (bin < EXACT_BELOW) return 1;
  const shift = Math.floor(bin / BINS_PER_OCTAVE) - 1;
  return shift < 24 ? 1 << shift : (1 << (shift - 24)) * TWO_24;
}

/** Half a bin as a share of a value in it: what a percentile may be off by. 0 where whole numbers have a bin each. */
export function halfBinShare(value: number): number {
  const width = binWidth(binOf(value));
  return width === 1 || value <= 0 ? 0 : width / 2 / value;
}

/** Counts by bin from `firstBin` on. */
export interface CountedBins {
  readonly firstBin: number;
  readonly counts: Float64Array;
}

/** A row of counts that grows, by whole octaves, to where the values are. */
export class Bins {
  private first = 0;
  private counts = new Float64Array(0);

  /** Adds `count` values of the bin. @returns whether the row had to grow */
  add(bin: number, count: number): boolean {
    const at = bin - this.first;
    const grows = at < 0 || at >= this.counts.length;
    if (grows) this.cover(bin, bin);
    this.counts[bin - this.first]! += count;
    return grows;
  }

  /** Makes room for the bins from one to another. */
  reserve(from: number, to: number): void {
    const last = this.first + this.counts.length - 1;
    if (from < this.first || to > last) this.cover(from, to);
  }

  /** The counts from the first bin that has any to the last. */
  finish(): CountedBins {
    const { counts } = this;
    let from = 0;
    let to = counts.length;
    while (to > 0 && counts[to - 1] === 0) to--;
    while (from < to && counts[from] === 0) from++;
    return { firstBin: from === to ? 0 : this.first + from, counts: counts.slice(from, to) };
  }

  private cover(from: number, to: number): void {
    invariant(from >= 0, 'a histogram counts values from 0 on', { bin: from });
    const low = Math.floor(from / BINS_PER_OCTAVE) * BINS_PER_OCTAVE;
    const high = (Math.floor(to / BINS_PER_OCTAVE) + 1) * BINS_PER_OCTAVE;
    const empty = this.counts.length === 0;
    const first = empty ? low : Math.min(this.first, low);
    const end = empty ? high : Math.max(this.first + this.counts.length, high);
    const grown = new Float64Array(end - first);
    if (!empty) grown.set(this.counts, this.first - first);
    this.first = first;
    this.counts = grown;
  }
}
