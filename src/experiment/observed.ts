// What a design came to at a path: the estimate of a metric's statistic, or of the monthly bill.

import { type Estimate, UNTOLD } from '../metrics/estimate.ts';
import type { ObjectivePath } from '../scenario/design.ts';
import type { CostResult } from './cost-result.ts';
import type { Measurements } from './measurements.ts';
import { estimateOf } from './statistic.ts';

/**
 * The estimate at a path; untold where the design does not measure it, or has no monthly bill.
 * @param cost the folded bill of the same replications
 */
export function observedAt(
  measured: Measurements,
  path: ObjectivePath,
  cost: Pick<CostResult, 'perMonth'>,
): Estimate {
  return path.kind === 'cost' ? (cost.perMonth ?? UNTOLD) : estimateOf(measured, path);
}
