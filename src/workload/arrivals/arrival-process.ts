// What every arrival process gives: moments, in blocks. A source keeps its own clock in full precision; whoever
// uses the moments rounds each of them, never a gap, so that no rate drifts.

import type { Sequence } from '../../engine/random.ts';
import { withDefault } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import { distribution } from '../distribution.ts';

/** Moments of arrival, one after the other. */
export interface ArrivalProcess {
  /**
   * Writes the next moments, µs on the engine's clock in full precision, from 0 on and never decreasing.
   * @returns how many were written: fewer than `length` once the arrivals have ended
   */
  fill(into: Float64Array, length: number): number;
}

/** What an arrival process is given to live in. */
export interface ArrivalSite {
  readonly stream: Sequence;
  /** Where t = 0, the start of the measured window, lies on the engine's clock, µs. */
  readonly originUs: number;
  /** Multiplies every rate; 1 is 100 %. */
  readonly load: number;
  /** Where the measured window ends on the engine's clock, µs; ∞ when left out. */
  readonly endUs?: number | undefined;
}

/**
 * So many segments of a rate (or periods of a trace), one after the other and all beyond the window, that bring no arrival
 * between them: then none is waited for any more. At a rate of nothing, or next to it, there would be no end of them.
 */
export const MOST_IDLE_SEGMENTS = 1_000_000;

/** How many records arrive together; every process has it. */
export const batchField = () => ({
  batch: withDefault(
    distribution(count({ min: 1 })),
    1,
    'Records that arrive together at each arrival; what a distribution gives is rounded, to at least 1.',
    'one by one, as in queueing theory',
  ),
});
