// The measured window, and how finely it is looked at. Everything is fixed before the run, so memory does not
// depend on how long it lasts: a series has at most 600 points, a distribution at most 60 slices.

import { invariant } from '../engine/invariant.ts';
import { US_PER_SECOND } from '../engine/time-units.ts';

/** What is measured: [startUs, endUs) of the engine's clock, in `points` periods and in `slices` equal slices. */
export interface MeasuredWindow {
  readonly startUs: number;
  readonly endUs: number;
  /** Length of a point of a series, whole seconds in µs; the last point may be cut short by the window's end. */
  readonly periodUs: number;
  readonly points: number;
  /** Equal parts of the window by which distributions are kept apart: a multiple of ten, at most 60. */
  readonly slices: number;
}

const PERIODS_SECONDS = [1, 5, 10, 30, 60, 300, 900, 3600] as const;
const MINUTE_US = 60 * US_PER_SECOND;
const MOST_POINTS = 600;
const MOST_SLICES = 60;

/**
 * The window that follows a warm-up, with the finest series that stay within 600 points. Beyond 600 hours the
 * period is the least whole number of hours that does.
 * @param warmupUs µs from the start of the clock, not measured
 * @param durationUs µs measured, above 0
 */
export function planWindow(warmupUs: number, durationUs: number): MeasuredWindow {
  invariant(durationUs > 0, 'a window has a length', { warmupUs, durationUs });
  const seconds = durationUs / US_PER_SECOND;
  const hours = Math.ceil(seconds / 3600 / MOST_POINTS);
  const periodSeconds = PERIODS_SECONDS.find((period) => seconds <= period * MOST_POINTS) ?? hours * 3600;
  const points = Math.ceil(seconds / periodSeconds);
  return {
    startUs: warmupUs,
    endUs: warmupUs + durationUs,
    periodUs: periodSeconds * US_PER_SECOND,
    points,
    slices: planSlices(points),
  };
}

/** The same window in whole minutes, to find the worst of them: what an alarm on one-minute periods sees. */
export function minutesOf({ startUs, endUs }: MeasuredWindow): MeasuredWindow {
  const minutes = Math.floor((endUs - startUs) / MINUTE_US);
  invariant(minutes >= 1, 'a window in minutes holds a whole one', { startUs, endUs });
  const end = startUs + minutes * MINUTE_US;
  return { startUs, endUs: end, periodUs: MINUTE_US, points: minutes, slices: minutes };
}

// Tens, so that ten equal slices can always be formed from them; whole points a slice where that is possible.
function planSlices(points: number): number {
  const most = Math.max(10, Math.min(MOST_SLICES, Math.floor(points / 10) * 10));
  for (let slices = most; slices >= most / 2; slices -= 10) {
    if (points % slices === 0) return slices;
  }
  return most;
}

/** The length in µs of point `index` of a series: a period, or what the window's end leaves of the last one. */
export function pointLengthUs(window: MeasuredWindow, index: number): number {
  return Math.min(window.periodUs, window.endUs - window.startUs - index * window.periodUs);
}
