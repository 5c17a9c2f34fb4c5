// Student's t, for the intervals over independent replications: the distribution of a mean of few normal values
// over its own estimated error ("Student", Biometrika 6, 1908). Both functions are stdlib's; its
// quantile is within 6e-15 of R's.

import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

const known = new Map<string, number>();

/** How many standard errors a two-sided 95 % interval reaches, with `degrees` (≥ 1) degrees of freedom. */
export function t95(degrees: number): number {
  return tBeyond(0.025, degrees);
}

/** What Student's t exceeds with probability `alpha` in (0, 1), with `degrees` (≥ 1) degrees of freedom. */
export function tBeyond(alpha: number, degrees: number): number {
  const key = `${alpha}/${degrees}`;
  let value = known.get(key);
  if (value === undefined) {
    value = quantile(1 - alpha, degrees);
    known.set(key, value);
  }
  return value;
}

/** The chance that a mean of no effect lies further from zero than `t` standard errors, on either side; t ≥ 0. */
export function twoSided(t: number, degrees: number): number {
  return t === Number.POSITIVE_INFINITY ? 0 : 2 * cdf(-t, degrees);
}
