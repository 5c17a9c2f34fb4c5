// What was seen of an objective, in the words of every report.

import type { ObjectiveResult } from '../experiment/result.ts';
import { percentInWords } from '../experiment/wording.ts';
import { formatEstimate, formatQuantity } from './number.ts';

/**
 * What was observed, never printed as equal to a limit that it does not equal. A percentile may be on a known side of
 * its limit where its value cannot be told: then that is what is said.
 */
export function observedText({ observed, share, operator, unit, limit }: ObjectiveResult): string {
  if (observed.mark !== 'too few samples' || share === undefined || share.value === null)
    return formatEstimate(observed, unit, { limit });
  const words = operator === '<' || operator === '>=' ? 'below' : 'at most';
  const [low, high] = (share.ci95 ?? [share.value, share.value]).map((end) => Math.min(1, Math.max(0, end)));
  const of = low === high ? percentInWords(low!) : `${percentInWords(low!)} to ${percentInWords(high!)}`;
  return `${of} of the sample ${words} ${formatQuantity(limit, unit)} (too few samples to tell the value)`;
}

/** The same without its interval, for a table. */
export function observedValue(objective: ObjectiveResult): string {
  const { observed, share } = objective;
  return observedText({
    ...objective,
    observed: { ...observed, ci95: null },
    ...(share === undefined ? {} : { share: { ...share, ci95: null } }),
  });
}
