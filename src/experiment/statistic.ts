// What a metric's statistic comes to over all replications of a design, with its interval, and what it came to in
// each. Means are over replications; percentiles are of the merged histogram, and their interval is Student's t over
// the replications' own percentiles, around the merged one, plus half a bin.

import {
  type Estimate,
  estimateCount,
  estimateMean,
  estimateShare,
  scaleEstimate,
  UNTOLD,
} from '../metrics/estimate.ts';
import { type MetricDeclaration, percentileOf, type Statistic } from '../metrics/kinds.ts';
import { percentile, type Sample, sizeOf } from '../metrics/sample.ts';
import { reported } from '../metrics/unit.ts';
import type { Measurements } from './measurements.ts';
import { percentileEstimate } from './percentile-estimate.ts';
import type { MetricPlace, StatisticPlace } from './place.ts';
import { growthBehind } from './steadiness.ts';
import { asksForMinute, worstMinuteEstimate, worstMinutes } from './worst-minute.ts';

/**
 * The estimate in the metric's unit; untold where the design does not have the metric, or where a backlog grows and
 * there is no steady value.
 */
export function estimateOf(measured: Measurements, place: StatisticPlace): Estimate {
  return growthBehind(measured, place) === null ? windowEstimateOf(measured, place) : UNTOLD;
}

/** What the window showed, steady or not. */
export function windowEstimateOf(measured: Measurements, place: StatisticPlace): Estimate {
  const declaration = measured.declaration(place);
  if (declaration === null) return UNTOLD;
  if (asksForMinute(place)) return worstMinuteEstimate(measured, place, declaration);
  const report = (value: number) => reported(declaration.unit, value);
  switch (declaration.kind) {
    case 'counter':
      return counterEstimate(measured, place, declaration);
    case 'level':
      return scaleEstimate(levelEstimate(measured, place), report);
    case 'distribution':
      return scaleEstimate(
        distributionEstimate(measured, place),
        place.statistic === 'count' ? same : report,
      );
  }
}

/**
 * One value a replication, in the metric's unit: +∞ where it lies among what was lost or is still in flight, null
 * where it cannot be told.
 */
export function valuesOf(measured: Measurements, place: StatisticPlace): readonly (number | null)[] {
  const declaration = measured.declaration(place);
  if (declaration === null || growthBehind(measured, place) !== null)
    return measured.replications.map(() => null);
  if (asksForMinute(place)) return worstMinutes(measured, place, declaration);
  const { statistic } = place;
  const report = (value: number | null) => (value === null ? null : reported(declaration.unit, value));
  switch (declaration.kind) {
    case 'counter': {
      const sums = measured.sums(place);
      if (statistic !== 'ratio') {
        return sums.map((sum) => report(statistic === 'rate' ? sum / measured.windowSeconds : sum));
      }
      const trials = trialsOf(measured, place, declaration);
      return sums.map((sum, i) => (trials[i]! > 0 ? sum / trials[i]! : null));
    }
    case 'level':
      return levelValues(measured, place).map(report);
    case 'distribution': {
      const values = measured.samples(place).each.map((sample) => sampleValue(sample, statistic));
      return statistic === 'count' ? values : values.map(report);
    }
  }
}

/** The unit of one statistic of a metric: a rate is per second, a ratio a share, a count a count. */
export function unitOfStatistic(statistic: Statistic, unit: string): string {
  if (statistic === 'ratio') return 'ratio';
  if (statistic === 'rate') return `${unit}/s`;
  return statistic === 'count' ? 'count' : unit;
}

/** What the counter of a `ratio` is divided by, one a replication. */
function trialsOf(
  measured: Measurements,
  place: MetricPlace,
  declaration: MetricDeclaration,
): readonly number[] {
  return measured.sums({ ...place, metric: declaration.per ?? place.metric });
}

function counterEstimate(
  measured: Measurements,
  place: StatisticPlace,
  declaration: MetricDeclaration,
): Estimate {
  const sums = measured.sums(place);
  if (place.statistic === 'ratio') {
    return estimateShare(sums, trialsOf(measured, place, declaration), measured.random);
  }
  const events = measured.random && declaration.unit === 'count';
  return scaleEstimate(estimateCount(sums, events), (value) => {
    const sum = reported(declaration.unit, value);
    return place.statistic === 'rate' ? sum / measured.windowSeconds : sum;
  });
}

function levelEstimate(measured: Measurements, place: StatisticPlace): Estimate {
  const values = levelValues(measured, place);
  if (place.statistic !== 'max') return estimateMean(values);
  const told = values.filter((value) => value !== null);
  return told.length < values.length ? UNTOLD : { value: Math.max(...told), ci95: null };
}

function levelValues(measured: Measurements, place: StatisticPlace): readonly (number | null)[] {
  const row = measured.of('level', place);
  if (row === null) return measured.replications.map(() => null);
  switch (place.statistic) {
    case 'max':
      return row.map(({ max }) => max);
    case 'last':
      return row.map(({ last }) => last);
    default:
      return row.map(({ mean }) => mean);
  }
}

function distributionEstimate(measured: Measurements, place: StatisticPlace): Estimate {
  const { each, merged } = measured.samples(place);
  const share = percentileOf(place.statistic);
  if (share !== null)
    return percentileEstimate(measured.of('distribution', place) ?? [], each, merged, share);
  if (place.statistic === 'max') return maximum(merged);
  return estimateMean(
    each.map((sample) => {
      const value = sampleValue(sample, place.statistic);
      return value === Number.POSITIVE_INFINITY ? null : value;
    }),
  );
}

function maximum(sample: Sample): Estimate {
  if (sample.infinite + sample.inFlight > 0) return { value: null, ci95: null, above: sample.max };
  return sample.finite === 0 ? UNTOLD : { value: sample.max, ci95: null };
}

function sampleValue(sample: Sample, statistic: Statistic): number | null {
  const share = percentileOf(statistic);
  if (share !== null) {
    const found = percentile(sample, share);
    if (found.kind === 'empty') return null;
    return found.kind === 'told' ? found.value : Number.POSITIVE_INFINITY;
  }
  if (statistic === 'count') return sizeOf(sample);
  if (sizeOf(sample) === 0) return null;
  if (sample.infinite > 0) return Number.POSITIVE_INFINITY;
  if (statistic === 'max') return sample.inFlight > 0 ? Number.POSITIVE_INFINITY : sample.max;
  return sample.inFlight > 0 ? null : sample.sum / sample.finite;
}

function same(value: number): number {
  return value;
}
