// What tests of random draws measure: mean, variance, and the distance of Kolmogorov and Smirnov from a CDF.

import { type Stream, sequentialStream } from '../../src/engine/random.ts';

/** `n` draws of a fixed seed. */
export function draws(n: number, seed: string, draw: (stream: Stream) => number): Float64Array {
  const stream = sequentialStream(seed);
  return Float64Array.from({ length: n }, () => draw(stream));
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** sqrt(n) times the largest distance between the values and a CDF: above 1.95 in 0.1 % of all samples. */
export function ksDistance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let largest = 0;
  sorted.forEach((x, i) => {
    const share = cdf(x);
    largest = Math.max(largest, Math.abs(share - i / n), Math.abs(share - (i + 1) / n));
  });
  return largest * Math.sqrt(n);
}
