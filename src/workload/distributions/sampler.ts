// What every distribution gives: a form in YAML and a sampler. One file a distribution; a newcomer copies one.
// Randomness is always a parameter, and only `double()` is asked of it, so a sampler also works on a numbered
// stream that stands at a record. Logarithms are the exact ones: the same draws on every machine.

import type { z } from 'zod';
import { exactLog } from '../../engine/math/log.ts';
import { normalQuantile } from '../../engine/math/normal.ts';
import type { Sequence, Stream } from '../../engine/random.ts';

/** Draws values of one distribution, in the unit of its configuration (µs, bytes, a number), unrounded. */
export interface Sampler {
  /** The exact expectation; may be ∞. */
  readonly mean: number;
  /** A value that no draw is below; 0 when left out. */
  readonly least?: number;
  sample(stream: Stream): number;
  /** Where a value takes one draw: the value that `u` in [0, 1) stands for, never decreasing, and costly to work out. */
  quantile?(u: number): number;
  /** Writes the next `length` values: what as many calls of `sample` would give, where that is faster. */
  fill?(stream: Sequence, into: Float64Array, length: number): void;
}

/** Writes the next `length` values of a distribution. */
export function drawValues(from: Sampler, stream: Sequence, into: Float64Array, length: number): void {
  if (from.fill !== undefined) from.fill(stream, into, length);
  else for (let i = 0; i < length; i++) into[i] = from.sample(stream);
}

/** The word that a distribution's quantities are written in: `duration()`, `size()`, `count()`. */
export type QuantityWord = z.ZodType<number>;

/** One draw of the standard exponential distribution: −ln(1 − U), U uniform in [0, 1). */
export function standardExponential(stream: Stream): number {
  return -exactLog(1 - stream.double());
}

/** One draw of an exponential distribution with that mean. The unit is the mean's. */
export function exponentialDraw(mean: number, stream: Stream): number {
  return -mean * exactLog(1 - stream.double());
}

/** One draw of the standard normal distribution, by inversion of one uniform number. */
export function standardNormal(stream: Stream): number {
  return standardNormalAt(stream.double());
}

/** The value of the standard normal distribution that `u` in [0, 1) stands for. */
export function standardNormalAt(u: number): number {
  return normalQuantile(u > 0 ? u : HALF_STEP);
}

const HALF_STEP = 2 ** -54; // streams draw multiples of 2^-53; the first of them stands for [0, 2^-53)
