// Student's t, for the intervals over independent replications: the distribution of a mean of few normal values
// over its own estimated error ("Student", Biometrika 6, 1908). The quantile is stdlib's, within 6e-15 of R's.

import quantile from '@stdlib/stats-base-dists-t-quantile';

const known = new Map<number, number>();

/** How many standard errors a two-sided 95 % interval reaches, with `degrees` (≥ 1) degrees of freedom. */
export function t95(degrees: number): number {
  let value = known.get(degrees);
  if (value === undefined) {
    value = quantile(0.975, degrees);
    known.set(degrees, value);
  }
  return value;
}
