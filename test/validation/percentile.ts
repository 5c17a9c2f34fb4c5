// A percentile of recorded samples, merged.

import type { RecordedDistribution } from '../../src/metrics/recorded.ts';
import { mergeSamples, percentile as percentileOf } from '../../src/metrics/sample.ts';

/** The value below which the share `p` of all samples lies, in the recorded unit (µs for times). */
export function percentile(samples: readonly RecordedDistribution[], p: number): number {
  const told = percentileOf(mergeSamples(samples), p);
  if (told.kind !== 'told') throw new Error('the percentile cannot be told');
  return told.value;
}
