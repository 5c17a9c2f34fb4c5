// Whether a change stays within what was allowed: shown by the whole interval, else undecided, and then it passes no
// gate. A change is looked at as it is printed: a share of the base by the ratio, an amount by the difference.

import { LEAST_FOR_INTERVAL } from '../metrics/estimate.ts';
import type { ChangeLimit } from '../scenario/change-limit.ts';
import type { Figure } from './figures.ts';
import type { Verdict } from './interval.ts';
import { type Interval, judge } from './interval.ts';
import { differenceOf, type Pair } from './paired.ts';
import type { Comparison, DesignResult, GateResult } from './result.ts';

const VERDICTS: Readonly<Record<Verdict, GateResult['verdict']>> = {
  holds: 'exceeded',
  fails: 'kept',
  undecided: 'undecided',
};

/** Judges one limit over the row of its figure; a row that is missing leaves it undecided. */
export function judgeChange(
  limit: ChangeLimit,
  base: DesignResult,
  other: DesignResult,
  row: Comparison | undefined,
): GateResult {
  const said = { text: limit.text, path: limit.path, design: other.name, against: base.name };
  const undecided = (note: string): GateResult => ({ ...said, verdict: 'undecided', indicative: null, note });
  if (row === undefined) return undecided(`${limit.path} is not measured in both designs`);
  const judged = (interval: Interval, threshold = limit.change.value): GateResult['verdict'] =>
    VERDICTS[judge(interval, limit.operator, threshold)];
  if (row.verdict === 'equal')
    return { ...said, verdict: judged([0, 0]), indicative: null, note: 'equal in every replication' };

  const pairs = pairsOf(base, other, limit.path);
  const few = Math.min(base.replications, other.replications) < LEAST_FOR_INTERVAL;
  if (pairs === null) return few ? undecided('fewer than 3 replications') : lost(row, said, judged);
  const { change } = limit;
  if (change.of === 'base' && row.ratio.ci95 === null) {
    // Where a value is 0 there is no ratio by logarithms: new − (1 + change) × base lies on the same side of 0.
    const beyond = differenceOf(
      pairs.map(([before, after]): Pair => [(1 + change.value) * before, after]),
      0,
    );
    return decided(said, beyond.value, beyond.ci95, (interval) => judged(interval, 0));
  }
  const estimate = change.of === 'base' ? row.ratio : row.difference;
  const shift = change.of === 'base' ? 1 : 0;
  return decided(
    said,
    estimate.value === null ? null : estimate.value - shift,
    estimate.ci95 === null ? null : [estimate.ci95[0] - shift, estimate.ci95[1] - shift],
    judged,
  );
}

type Said = Pick<GateResult, 'text' | 'path' | 'design' | 'against'>;
type Judged = (interval: Interval) => GateResult['verdict'];

function decided(said: Said, value: number | null, ci95: Interval | null, judged: Judged): GateResult {
  if (ci95 !== null) {
    const verdict = judged(ci95);
    const note = verdict === 'undecided' ? 'the interval holds the limit: more replications would tell' : '';
    return { ...said, verdict, indicative: null, note };
  }
  const pointed = value === null ? 'undecided' : judged([value, value]);
  return {
    ...said,
    verdict: 'undecided',
    indicative: pointed === 'undecided' ? null : pointed,
    note: 'fewer than 3 replications',
  };
}

// What was always finite and is always lost now has grown beyond any limit; the other way round, fallen.
function lost(row: Comparison, said: Said, judged: Judged): GateResult {
  const infinite = Number.POSITIVE_INFINITY;
  const grown = row.base.value !== null && row.value.above !== undefined;
  const fallen = row.base.above !== undefined && row.value.value !== null;
  const shown = ['better', 'worse', 'more', 'less'].includes(row.verdict);
  const note = grown ? 'it lies among what is lost now' : 'it lay among what was lost';
  if (shown && grown) return { ...said, verdict: judged([infinite, infinite]), indicative: null, note };
  if (shown && fallen) return { ...said, verdict: judged([-infinite, -infinite]), indicative: null, note };
  return {
    ...said,
    verdict: 'undecided',
    indicative: null,
    note: 'it lies among what was lost, or cannot be told',
  };
}

/** The pairs of a figure where every value is a number; else null. */
function pairsOf(base: DesignResult, other: DesignResult, path: string): readonly Pair[] | null {
  const [before, after] = [valuesOf(base, path), valuesOf(other, path)];
  if (before === null && after === null) return null;
  const most = Math.min(base.replications, other.replications);
  const pairs = Array.from({ length: most }, (_, i) => [before?.[i] ?? 0, after?.[i] ?? 0] as const);
  const isTold = (value: unknown) => typeof value === 'number';
  const told = [before, after].every((values) => values === null || values.slice(0, most).every(isTold));
  return told ? (pairs as readonly Pair[]) : null;
}

function valuesOf({ comparable }: DesignResult, path: string): Figure['values'] | null {
  return comparable.figures.find((figure) => figure.path === path)?.values ?? null;
}
