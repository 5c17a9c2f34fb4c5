// The words and marks that every report uses for the same thing. A mark carries the meaning by its form; colour only
// repeats it.

import type { Verdict } from '../experiment/interval.ts';
import {
  COMPARISON_VERDICTS,
  type Comparison,
  type Fate,
  type Finding,
  type GateResult,
  type Result,
} from '../experiment/result.ts';
import { LEAST_FOR_INTERVAL } from '../metrics/estimate.ts';

/** ✓ shown to hold, ✗ shown to fail, ? neither. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { holds: '✓', fails: '✗', undecided: '?' };

export const SEVERITY_MARKS: Readonly<Record<Finding['severity'], string>> = {
  error: '✗',
  warning: '!',
  info: 'i',
};

/** One character a verdict; what each says stands in `marksInWords`. */
const COMPARISON_MARKS: Readonly<Record<Comparison['verdict'], string>> = {
  better: '+',
  worse: '−',
  more: '↑',
  less: '↓',
  equal: '=',
  'same within': '~',
  'no difference seen': '≈',
  'not told': '?',
};

export function comparisonMark({ verdict }: Comparison): string {
  return COMPARISON_MARKS[verdict];
}

/** Of which designs no warm-up was found, in one sentence; none when there are none. */
export function unsettledWords({ designs }: Pick<Result, 'designs'>): readonly string[] {
  const names = designs.filter(({ warmup }) => warmup?.status === 'not found').map(({ name }) => name);
  if (names.length === 0) return [];
  return [`No warm-up was found for ${listed(names)}: half of the run was not enough to settle. Run longer.`];
}

/** What the marks of these rows say: `+ better, − worse, ≈ no difference seen`. */
export function marksInWords(rows: readonly Comparison[]): string {
  const seen = new Set(rows.map(({ verdict }) => verdict));
  return COMPARISON_VERDICTS.filter((verdict) => seen.has(verdict))
    .map(
      (verdict) =>
        `${COMPARISON_MARKS[verdict]} ${verdict === 'same within' ? 'the same, as far as is relevant' : verdict}`,
    )
    .join(', ');
}

/** ✓ the change stays within what is allowed, ✗ it does not, ? neither is shown. */
export const GATE_MARKS: Readonly<Record<GateResult['verdict'], string>> = {
  kept: '✓',
  exceeded: '✗',
  undecided: '?',
};

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

const FEW = ['No', 'One', 'Two'];

/** What so few replications cannot tell; null where there are enough. */
export function fewReplicationsWords(replications: number): string | null {
  if (replications === 0 || replications >= LEAST_FOR_INTERVAL) return null;
  return `${FEW[replications]} replication${replications === 1 ? '' : 's'}: figures are indicative and have no interval, and nothing tells whether a design keeps up with its traffic.`;
}
