// A fault and what it did, in the words of every report.

import type { Estimate, FaultFlowResult, FaultResult } from '../experiment/result.ts';
import { formatEstimate, formatQuantity } from './number.ts';
import { listed } from './words.ts';

const HAPPENINGS: Readonly<Record<string, string>> = {
  crash: 'crashed',
  slow: 'slow',
  pause: 'paused',
  'az-lost': 'a zone lost',
  'hot-key': 'a flash crowd on one key',
};

/** `dashboard crashed, 5 min to 15 min`. */
export function faultTitle({ kind, to, atSeconds, forSeconds }: FaultResult): string {
  const from = formatQuantity(atSeconds, 'seconds');
  const until = formatQuantity(atSeconds + forSeconds, 'seconds');
  return `${listed(to)}: ${HAPPENINGS[kind] ?? kind}, from ${from} to ${until}`;
}

/** Whether the flow left what was usual in any replication. */
export function wasNoticed({ noticedIn }: FaultFlowResult): boolean {
  return noticedIn !== 0;
}

/** A time from the fault's beginning, in words; `zero` says what 0 means. */
export function faultTime(estimate: Estimate, zero: string): string {
  if (estimate.value === 0) return zero;
  if (estimate.value !== null) return `after ${formatEstimate(estimate, 'seconds')}`;
  if (estimate.above === undefined) return 'cannot be told: too little was seen before';
  return `not within the window (${formatQuantity(estimate.above, 'seconds')} were left of it)`;
}
