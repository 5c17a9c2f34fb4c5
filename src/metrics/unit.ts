// Time is recorded in whole microseconds and reported in the unit that the metric declares; all else is recorded
// as it is reported.

import type { MetricUnit } from './kinds.ts';

const US_PER: Readonly<Partial<Record<MetricUnit, number>>> = { seconds: 1_000_000, milliseconds: 1000 };

/** A recorded value in the unit that it is reported in. */
export function reported(unit: MetricUnit, recorded: number): number {
  const per = US_PER[unit];
  return per === undefined ? recorded : recorded / per;
}

/**
 * A reported value (an objective's limit) as it is recorded: time to the nearest whole µs, so that 0.3 s is
 * 300,000 µs whatever its binary form. What watches a limit and what looks it up again both ask here.
 */
export function recordedLimit(unit: MetricUnit, value: number): number {
  const per = US_PER[unit];
  return per === undefined ? value : Math.round(value * per);
}
