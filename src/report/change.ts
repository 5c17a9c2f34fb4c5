// How a difference between two designs is written: shares by their difference in percentage points, all else as a
// part of the base. A base of zero has no part, so there the difference itself is given.

import type { Comparison } from '../experiment/result.ts';
import { formatNumber, formatQuantity, UNTOLD } from './number.ts';

/** `+43 % ± 0.4`, `-23.5 points ± 0.2`, `+12 USD`, `0`, or `n/a`. */
export function changeText({ unit, difference, ratio }: Comparison): string {
  if (difference.value === null) return UNTOLD;
  if (difference.value === 0) return '0';
  // A mean of ratios may lie on the other side than the mean of differences: the sign is that of what is printed.
  const byRatio = unit !== 'ratio' && ratio.value !== null;
  const sign = (byRatio ? ratio.value - 1 : difference.value) > 0 ? '+' : '-';
  if (unit === 'ratio') {
    const points = `${sign}${formatNumber(Math.abs(difference.value) * 100)} points`;
    return points + halfWidth(difference.ci95, 100);
  }
  if (ratio.value === null) return sign + formatQuantity(Math.abs(difference.value), unit);
  return `${sign}${formatNumber(Math.abs(ratio.value - 1) * 100)} %${halfWidth(ratio.ci95, 100)}`;
}

function halfWidth(ci95: readonly [number, number] | null, times: number): string {
  if (ci95 === null || ci95[1] <= ci95[0]) return '';
  return ` ± ${formatNumber(((ci95[1] - ci95[0]) / 2) * times, { digits: 2 })}`;
}
