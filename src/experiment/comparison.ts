// One design against another, figure by figure. Under common random numbers replication r of both saw the same traffic,
// so what differs between them is the design: differences are taken replication by replication over those that both
// have. Marks are Holm's over the rows of a table; the intervals printed beside them are plain 95 % ones.

import { halfBinShare } from '../metrics/bins.ts';
import { type Estimate, estimateMean, LEAST_FOR_INTERVAL, UNTOLD } from '../metrics/estimate.ts';
import { type MetricUnit, percentileOf, type Statistic } from '../metrics/kinds.ts';
import { recordedLimit } from '../metrics/unit.ts';
import { FIGURE_GROUPS, type Figure, type ReplicationValue } from './figures.ts';
import { holm } from './holm.ts';
import { differenceOf, evidenceOf, type Pair, pairingOf, ratioOf } from './paired.ts';
import type { Comparison, ComparisonTable, ComparisonVerdict, DesignResult } from './result.ts';
import { estimateAt } from './stated.ts';
import { unlikeIn } from './traffic.ts';

/** The chance of any false mark in a table of designs that are equal. */
const LEVEL = 0.05;

/** What a table is about: the objectives' figures, the bill and each application's loss and p99; or everything. */
export type Scope = 'headline' | 'all';

/** A row before its table's marks are drawn. */
interface Drawn {
  readonly row: Omit<Comparison, 'verdict'>;
  /** What it is when no mark stands. */
  readonly otherwise: ComparisonVerdict;
  /** What it is when its mark stands, and the chance that it stands by accident; null for a row without a test. */
  readonly mark: { readonly verdict: ComparisonVerdict; readonly p: number } | null;
}

/** Each of some designs against one, a table each. */
export function compareWith(
  base: DesignResult,
  others: readonly DesignResult[],
  scope: Scope,
): { readonly tables: readonly ComparisonTable[]; readonly comparisons: readonly Comparison[] } {
  return {
    tables: others.map((other) => tableOf(base, other)),
    comparisons: others.flatMap((other) => rowsOf(base, other, scope)),
  };
}

function tableOf(base: DesignResult, other: DesignResult): ComparisonTable {
  const only = (one: DesignResult, without: DesignResult): readonly string[] =>
    Object.keys(one.components).filter((name) => !Object.hasOwn(without.components, name));
  const unlike = unlikeIn(base.comparable.traffic, other.comparable.traffic);
  return {
    design: other.name,
    against: base.name,
    replications: Math.min(base.replications, other.replications),
    paired: unlike.length === 0,
    unlike,
    relevant: relevantOf(base, other),
    onlyInBase: only(base, other),
    onlyInDesign: only(other, base),
  };
}

function relevantOf(base: DesignResult, other: DesignResult): number | null {
  return other.comparable.relevant ?? base.comparable.relevant;
}

function rowsOf(base: DesignResult, other: DesignResult, scope: Scope): readonly Comparison[] {
  const drawn = figurePairs(base, other)
    .filter(({ before }) => scope === 'all' || isHeadline(before))
    .map(({ before, after }) => drawRow(base, other, before, after));
  const standing = holm(
    drawn.map(({ mark }) => mark?.p ?? null),
    LEVEL,
  );
  return drawn.map(({ row, otherwise, mark }, place) => ({
    ...row,
    verdict: mark !== null && standing.has(place) ? mark.verdict : otherwise,
  }));
}

function isHeadline({ group, path }: Figure): boolean {
  if (group === 'cost') return path.startsWith('cost.');
  return group === 'objective' || group === 'loss' || (group === 'latency' && path.endsWith('.p99'));
}

interface FigurePair {
  readonly before: Figure;
  readonly after: Figure;
}

/** The figures of both; a line of the bill that one design does not have costs nothing there. */
function figurePairs(base: DesignResult, other: DesignResult): readonly FigurePair[] {
  const [ours, theirs] = [byPath(base), byPath(other)];
  const pairs: FigurePair[] = [];
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const before = ours.get(path) ?? nothing(theirs.get(path)!, ours, base.replications);
    const after = theirs.get(path) ?? nothing(ours.get(path)!, theirs, other.replications);
    if (before === null || after === null) continue;
    if (TOTALS.includes(path) && (lacksPrices(base) || lacksPrices(other))) continue;
    // What nothing was measured of in either design is no row, unless somebody asked for it.
    const measured = [...before.values, ...after.values].some((value) => value !== null);
    if (!measured && before.group !== 'objective' && after.group !== 'objective') continue;
    // What either asks for as an objective is one, and which way is better is what the objective wants.
    const asked = after.group === 'objective' && before.group !== 'objective' ? after : before;
    pairs.push({ before: { ...before, group: asked.group, better: asked.better }, after });
  }
  return pairs.sort((a, b) => FIGURE_GROUPS.indexOf(a.before.group) - FIGURE_GROUPS.indexOf(b.before.group));
}

const TOTALS = ['cost.perMonth', 'cost.inWindow'];

// What has no price may be most of what a design costs, and more in one than in the other.
function lacksPrices({ cost }: DesignResult): boolean {
  return cost.missingPrices.length > 0;
}

function byPath({ comparable }: DesignResult): ReadonlyMap<string, Figure> {
  return new Map(comparable.figures.map((figure) => [figure.path, figure]));
}

function nothing(line: Figure, figures: ReadonlyMap<string, Figure>, replications: number): Figure | null {
  const item = /^cost\[.*\]\.(\w+)$/s.exec(line.path)?.[1];
  if (item === undefined || !figures.has(`cost.${item}`)) return null;
  return { ...line, values: Array.from({ length: replications }, () => 0) };
}

function drawRow(base: DesignResult, other: DesignResult, before: Figure, after: Figure): Drawn {
  const relevant = relevantOf(base, other);
  const each = before.values
    .slice(0, after.values.length)
    .map((value, i) => [value, after.values[i] ?? null] as const);
  const told = each.filter((pair): pair is Pair => pair.every((value) => typeof value === 'number'));
  const whole = told.length === each.length;
  const fuzz = whole ? fuzzOf(before, told) : 0;
  const equal = isEqual(base, other, each);
  const row = {
    design: other.name,
    against: base.name,
    path: before.path,
    group: before.group,
    unit: before.unit,
    base: statedOrMean(base, before),
    value: statedOrMean(other, after),
    difference: equal ? NOTHING : whole ? differenceOf(told, fuzz) : UNTOLD,
    ratio: whole ? ratioOf(told, fuzz) : UNTOLD,
    ...pairingOf(whole ? told : []),
    paired: unlikeIn(base.comparable.traffic, other.comparable.traffic).length === 0,
  };
  if (equal) return { row, otherwise: 'equal', mark: null };
  if (!whole) return { row, ...lostMark(before, each) };
  const evidence = evidenceOf(told, {
    relevant: relevant ?? 0,
    byRatio: before.unit !== 'ratio',
    fuzz,
  });
  if (evidence.p === null) return { row, otherwise: 'not told', mark: null };
  const open = relevant === null ? 'no difference seen' : 'not told';
  return {
    row,
    otherwise: evidence.within ? 'same within' : open,
    mark: { verdict: changed(before, evidence.direction), p: evidence.p },
  };
}

// A worst minute is no statistic that a result lists: there the mean over the replications stands for it.
function statedOrMean(design: DesignResult, { path, values }: Figure): Estimate {
  const stated = estimateAt(design, path);
  if (stated.value !== null || stated.above !== undefined) return stated;
  const told = values.filter((value) => typeof value === 'number');
  return told.length < values.length ? UNTOLD : estimateMean(told);
}

const NOTHING: Estimate = { value: 0, ci95: [0, 0] };

/** Equal in every replication: in its values, or because both designs went the same way event by event. */
function isEqual(
  base: DesignResult,
  other: DesignResult,
  each: readonly (readonly [ReplicationValue, ReplicationValue])[],
): boolean {
  return each.every(
    ([before, after], i) =>
      before === after && (typeof before === 'number' || base.fingerprints[i] === other.fingerprints[i]),
  );
}

// A percentile is known to half a bin of its histogram, whatever the number of replications.
function fuzzOf({ path, unit }: Figure, pairs: readonly Pair[]): number {
  if (percentileOf(path.split('.').at(-1) as Statistic) === null) return 0;
  return Math.max(0, ...pairs.flat().map((value) => halfBinShare(recordedLimit(unit as MetricUnit, value))));
}

function changed({ better }: Figure, direction: 1 | -1): ComparisonVerdict {
  if (better === 'neither') return direction > 0 ? 'more' : 'less';
  return direction < 0 === (better === 'less') ? 'better' : 'worse';
}

// No difference can be taken from infinity, but a percentile that lay among what was lost in every replication of one
// design and in none of the other speaks for itself: where both are equally likely to lose it (q), that happens with
// q^R (1 − q)^R either way round, at most 2 × 4^−R.
function lostMark(
  figure: Figure,
  each: readonly (readonly [ReplicationValue, ReplicationValue])[],
): Pick<Drawn, 'otherwise' | 'mark'> {
  const lost = (side: 0 | 1) => each.every((pair) => pair[side] === 'lost');
  const known = (side: 0 | 1) => each.every((pair) => typeof pair[side] === 'number');
  if (lost(0) && lost(1)) return { otherwise: 'no difference seen', mark: null };
  const turned = (lost(0) && known(1)) || (known(0) && lost(1));
  if (!turned || each.length < LEAST_FOR_INTERVAL) return { otherwise: 'not told', mark: null };
  const p = each.reduce((chance) => chance / 4, 2);
  return { otherwise: 'not told', mark: { verdict: changed(figure, lost(1) ? 1 : -1), p } };
}
