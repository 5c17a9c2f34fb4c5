// A percentile over all replications: of the merged histogram, with an interval of Student's t over the replications' own
// percentiles, around the merged one, plus half a bin; or as much as it is worth.

import { binOf } from '../metrics/bins.ts';
import { type Estimate, halfWidth, LEAST_FOR_INTERVAL, UNTOLD } from '../metrics/estimate.ts';
import type { RecordedDistribution } from '../metrics/recorded.ts';
import { percentile, type Sample } from '../metrics/sample.ts';
import { standingOf } from './effective-samples.ts';

/**
 * @param recorded what the replications recorded
 * @param each their samples
 * @param merged all of them together
 * @param share the percentile's, in (0, 1)
 * @returns in recorded units
 */
export function percentileEstimate(
  recorded: readonly RecordedDistribution[],
  each: readonly Sample[],
  merged: Sample,
  share: number,
): Estimate {
  const whole = percentile(merged, share);
  if (whole.kind === 'empty') return UNTOLD;
  if (whole.kind === 'above') return { value: null, ci95: null, above: whole.above };
  const standing = standingOf(recorded, binOf(whole.value), share);
  if (standing === 'too few') return { ...UNTOLD, mark: 'too few samples' };
  if (standing === 'rough') return { value: whole.value, ci95: null, mark: 'rough' };
  const told = each.map((sample) => percentile(sample, share)).filter((one) => one.kind === 'told');
  if (told.length < each.length || told.length < LEAST_FOR_INTERVAL)
    return { value: whole.value, ci95: null };
  const half = halfWidth(told.map(({ value }) => value)) + whole.halfBin;
  return { value: whole.value, ci95: [whole.value - half, whole.value + half] };
}
