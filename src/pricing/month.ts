// From the measured window to a month of 730 hours. What is standing is owed by the hour, whatever the load; what is
// used also scales with the month's mean load over the window's. AWS's rounding by the month comes after the scaling.

import { US_PER_HOUR } from '../engine/time-units.ts';
import { HOURS_PER_MONTH, type Meter } from './price.ts';

// Unit-hours and scaled counts carry errors of binary fractions: 4 shards for 5 minutes come to 2920.0000000000005
// shard-hours, which must not be rounded up to 2921.
const BINARY_NOISE = 1e-12;

/** What the window used, in units of the price. */
export function windowQuantity(meter: Meter, counted: number): number {
  return counted / (meter.perUnit ?? 1);
}

/**
 * What a month of such windows uses, in units of the price.
 * @param counted counted things, or unit-hours held, in the window
 * @param meanLoad the month's mean load over the window's, 1 for the same
 */
export function monthlyQuantity(meter: Meter, counted: number, durationUs: number, meanLoad: number): number {
  const load = meter.kind === 'usage' ? meanLoad : 1;
  const windowsPerMonth = (HOURS_PER_MONTH * US_PER_HOUR) / durationUs;
  const quantity = settled(windowQuantity(meter, counted * load * windowsPerMonth));
  return meter.roundUp === true ? Math.ceil(quantity) : quantity;
}

function settled(quantity: number): number {
  const whole = Math.round(quantity);
  return Math.abs(quantity - whole) <= whole * BINARY_NOISE ? whole : quantity;
}
