// The words and marks that every report uses for the same thing. A mark carries the meaning by its form; colour only
// repeats it.

import type { Comparison, Fate, Finding, Verdict } from '../experiment/result.ts';

/** ✓ shown to hold, ✗ shown to fail, ? neither. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { holds: '✓', fails: '✗', undecided: '?' };

export const SEVERITY_MARKS: Readonly<Record<Finding['severity'], string>> = {
  error: '✗',
  warning: '!',
  info: 'i',
};

/** + better, − worse, ≈ the 95 % interval of the paired difference holds zero, ? it cannot be told. */
export function comparisonMark({ verdict }: Comparison): string {
  if (verdict === 'better') return '+';
  if (verdict === 'worse') return '−';
  return verdict === 'not told' ? '?' : '≈';
}

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  delivered: 'delivered',
  stored: 'stored',
  filtered: 'filtered',
  inFlight: 'still in flight',
  throttledOut: 'throttled out',
  failed: 'failed',
  dropped: 'dropped',
  rejected: 'rejected',
  expired: 'expired',
  deadLettered: 'dead-lettered',
};

/** `1 shard`, `2 shards`, `no shards`. */
export function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
