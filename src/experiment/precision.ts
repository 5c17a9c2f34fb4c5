// How precisely a number is known against how precisely it was asked for.

import type { Stopping } from '../scenario/design.ts';
import { billsOf, costOf } from './cost.ts';
import type { Measurements } from './measurements.ts';
import { observedAt } from './observed.ts';

type Precision = Extract<Stopping, { kind: 'precision' }>;

/** What a design's precision came to. */
export interface ReachedPrecision {
  /** Half of the 95 % interval (its longer half where they differ), in the unit of the number; null when untold. */
  readonly half: number | null;
  /** What was asked for, in the same unit; null when it is a share of a number that cannot be told. */
  readonly wanted: number | null;
  readonly met: boolean;
}

/** The precision of these replications. */
export function precisionReached(measured: Measurements, precision: Precision): ReachedPrecision {
  const { value, ci95 } = observedAt(measured, precision.path, costOf(measured, billsOf(measured)));
  if (value === null) return { half: null, wanted: precision.relative ? null : precision.within, met: false };
  const wanted = precision.relative ? precision.within * Math.abs(value) : precision.within;
  if (ci95 === null) return { half: null, wanted, met: false };
  const half = Math.max(value - ci95[0], ci95[1] - value);
  return { half, wanted, met: half <= wanted };
}
