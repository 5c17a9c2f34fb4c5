// The precision that was asked for, and what was reached, in one sentence.

import type { PrecisionResult } from '../experiment/result.ts';
import { formatQuantity } from './number.ts';
import { counted } from './words.ts';

/** `dashboard.latency.mean is known to ± 4 ms (± 5 ms was asked for) after 23 replications`. */
export function precisionInWords({ path, unit, half, wanted, met }: PrecisionResult, runs: number): string {
  const amount = (value: number): string => `± ${formatQuantity(value, unit, { digits: 2 })}`;
  const asked = wanted === null ? '' : ` (${amount(wanted)} was asked for)`;
  const after = `after ${counted(runs, 'replication')}`;
  if (half === null) return `${path} cannot be told precisely${asked} ${after}`;
  return `${path} is ${met ? '' : 'only '}known to ${amount(half)}${asked} ${after}`;
}
