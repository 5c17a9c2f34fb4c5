// The worst whole minute of each replication: what an alarm on one-minute periods would have seen. Minutes are those of
// the window, from its start; what the window's end cuts short is no minute.

import { type Estimate, estimateMean, UNTOLD } from '../metrics/estimate.ts';
import { type MetricDeclaration, percentileOf } from '../metrics/kinds.ts';
import type { RecordedDistribution } from '../metrics/recorded.ts';
import { mergeSlice, percentile, sizeOf } from '../metrics/sample.ts';
import { reported } from '../metrics/unit.ts';
import type { CountedShare } from './counted-share.ts';
import type { Measurements } from './measurements.ts';
import type { StatisticPlace } from './place.ts';

const MINUTE_SECONDS = 60;
/** A minute's percentile rests on so many samples beyond it, or is rough. */
const LEAST_BEYOND = 10;

/** A place that asks for a worst minute. */
export type MinutePlace = StatisticPlace & { readonly worstMinute: 'largest' | 'smallest' };

/** Whether a place asks for a worst minute. */
export function asksForMinute(place: StatisticPlace): place is MinutePlace {
  return place.worstMinute !== undefined;
}

/**
 * The value of each replication's worst minute, in the metric's unit: +∞ where it lies among what was lost, null where
 * no minute has one.
 */
export function worstMinutes(
  measured: Measurements,
  place: MinutePlace,
  declaration: MetricDeclaration,
): readonly (number | null)[] {
  const unit = place.statistic === 'ratio' || place.statistic === 'count' ? 'count' : declaration.unit;
  return minutesAt(measured, place, declaration).map((minutes) => {
    const told = minutes.filter((value) => value !== null);
    if (told.length === 0) return null;
    const worst = told.reduce((a, b) => ((place.worstMinute === 'largest') === a > b ? a : b));
    return reported(unit, worst);
  });
}

/** The worst minute over all replications: the mean of each one's own. */
export function worstMinuteEstimate(
  measured: Measurements,
  place: MinutePlace,
  declaration: MetricDeclaration,
): Estimate {
  const values = worstMinutes(measured, place, declaration);
  if (values.includes(Number.POSITIVE_INFINITY)) {
    const finite = values.filter((value) => value !== null && Number.isFinite(value));
    return { ...UNTOLD, above: Math.max(0, ...finite.map((value) => value ?? 0)) };
  }
  const estimate = estimateMean(values);
  const share = percentileOf(place.statistic);
  if (share === null || estimate.value === null) return estimate;
  const fewest = Math.min(...sizesAt(measured, place).flat());
  return fewest * (1 - share) < LEAST_BEYOND * (1 - 1e-9) ? { ...estimate, mark: 'rough' } : estimate;
}

/** Samples on the near side of a limit and all samples, of each replication's worst minute by that share. */
export function worstShares(
  measured: Measurements,
  place: MinutePlace,
  limit: number,
  inclusive: boolean,
): CountedShare {
  const least = place.worstMinute === 'largest';
  const rows = (measured.of('distribution', place) ?? []).map(({ minutes }) => {
    const watched = minutes?.thresholds.find((threshold) => threshold.limit === limit);
    const known = (inclusive ? watched?.atMostBySlice : watched?.belowBySlice) ?? new Float64Array(0);
    let worst = { within: 0, all: 0 };
    for (const [minute, near] of known.entries()) {
      const { finite, infinite } = mergeSlice([minutes!], minute);
      const all = finite + infinite;
      if (all === 0) continue;
      // What is in flight speaks against the objective: it may be beyond, or it may not.
      const within = least ? near : near + minutes!.censoredBySlice[minute]!;
      const share = within / all;
      const before = worst.within / worst.all;
      if (worst.all === 0 || (least ? share < before : share > before)) worst = { within, all };
    }
    return worst;
  });
  return { within: rows.map(({ within }) => within), all: rows.map(({ all }) => all) };
}

function minutesAt(
  measured: Measurements,
  place: MinutePlace,
  { kind, per }: MetricDeclaration,
): readonly (readonly (number | null)[])[] {
  const { statistic } = place;
  switch (kind) {
    case 'counter': {
      const counts = countsAt(measured, place);
      if (statistic !== 'ratio')
        return counts.map((row) => row.map((n) => (statistic === 'rate' ? n / MINUTE_SECONDS : n)));
      const trials = countsAt(measured, { ...place, metric: per ?? place.metric });
      return counts.map((row, r) => row.map((n, i) => (trials[r]![i]! > 0 ? n / trials[r]![i]! : null)));
    }
    case 'level':
      return (measured.of('level', place) ?? []).map(({ minutes }) => Array.from(minutes ?? []));
    case 'distribution':
      return (measured.of('distribution', place) ?? []).map(({ minutes }) =>
        minutes === undefined ? [] : minutes.slices.map((_, i) => sliceValue(minutes, i, statistic)),
      );
  }
}

function countsAt(measured: Measurements, place: MinutePlace): readonly (readonly number[])[] {
  return (measured.of('counter', place) ?? []).map(({ minutes }) => Array.from(minutes ?? []));
}

function sizesAt(measured: Measurements, place: MinutePlace): readonly (readonly number[])[] {
  return (measured.of('distribution', place) ?? []).map(({ minutes }) =>
    minutes === undefined
      ? []
      : minutes.slices.map((_, i) => sizeOf(mergeSlice([minutes], i))).filter((size) => size > 0),
  );
}

function sliceValue(
  minutes: RecordedDistribution,
  minute: number,
  statistic: MinutePlace['statistic'],
): number | null {
  const sample = mergeSlice([minutes], minute);
  const share = percentileOf(statistic);
  if (share !== null) {
    const found = percentile(sample, share);
    if (found.kind === 'empty') return null;
    return found.kind === 'told' ? found.value : Number.POSITIVE_INFINITY;
  }
  if (statistic === 'count') return sizeOf(sample);
  if (sizeOf(sample) === 0) return null;
  if (sample.infinite > 0) return Number.POSITIVE_INFINITY;
  return (minutes.sumBySlice?.[minute] ?? 0) / sample.finite;
}
