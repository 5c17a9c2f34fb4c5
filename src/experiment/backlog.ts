// What waits in a design, over time: the metrics that their types declare as a backlog, replication by replication.
// A level is followed by the points of its series, a sample of values (how far behind) by its mean in each time slice.

import { invariant } from '../engine/invariant.ts';
import { US_PER_SECOND } from '../engine/time-units.ts';
import { binLow, binWidth, type CountedBins } from '../metrics/bins.ts';
import type { MetricDeclaration } from '../metrics/kinds.ts';
import type { RecordedDistribution, RecordedLevel } from '../metrics/recorded.ts';
import { type MeasuredWindow, pointLengthUs } from '../metrics/window.ts';
import type { Measurements } from './measurements.ts';
import type { MetricPlace } from './place.ts';

/** Values over time: where each point lies (its middle, seconds from the window's start), as recorded. */
export interface Track {
  readonly seconds: readonly number[];
  readonly values: readonly number[];
}

/** One backlog of a design. */
export interface Backlog {
  readonly component: string;
  readonly metric: string;
  readonly declaration: MetricDeclaration;
  /** One a replication. */
  readonly tracks: readonly Track[];
}

/** The backlogs of a design, in declared order. */
export function backlogsOf(measured: Measurements): readonly Backlog[] {
  return tracksOf(measured, ({ backlog }) => backlog === true);
}

/** How late records are end to end, by when they were created: it grows wherever on the way they pile up. */
export function latenessOf(measured: Measurements): readonly Backlog[] {
  return tracksOf(measured, ({ overProduced }) => overProduced === true);
}

/** Every metric of a whole component that `wanted` picks and that was recorded over time; not one without a sample. */
export function tracksOf(
  measured: Measurements,
  wanted: (declaration: MetricDeclaration) => boolean,
): readonly Backlog[] {
  return Object.keys(measured.design.components).flatMap((component) =>
    Object.entries(measured.declarations(component)).flatMap(([metric, declaration]): Backlog[] => {
      if (!wanted(declaration)) return [];
      const tracks = tracksAt(measured, { component, metric, part: null }, declaration);
      return tracks === null || tracks.every(({ values }) => values.length === 0)
        ? []
        : [{ component, metric, declaration, tracks }];
    }),
  );
}

function tracksAt(
  measured: Measurements,
  place: MetricPlace,
  { kind }: MetricDeclaration,
): readonly Track[] | null {
  const { window } = measured;
  if (kind === 'distribution') {
    return measured.of('distribution', place)?.map((one) => trackOfSlices(one, window)) ?? null;
  }
  invariant(kind === 'level', 'a backlog is a level, or a sample of how far behind', { ...place });
  return measured.of('level', place)?.map((one) => trackOfLevel(one, window)) ?? null;
}

// A last point that the window's end cuts short weighs as much as the others in a slope: it is left out.
function trackOfLevel({ series, metric }: RecordedLevel, window: MeasuredWindow): Track {
  invariant(series !== null, 'a backlog keeps a series', { metric });
  const whole = pointLengthUs(window, window.points - 1) === window.periodUs;
  const values = Array.from(series.mean.subarray(0, whole || window.points === 1 ? undefined : -1));
  return { values, seconds: values.map((_, i) => ((i + 0.5) * window.periodUs) / US_PER_SECOND) };
}

function trackOfSlices({ slices }: RecordedDistribution, { startUs, endUs }: MeasuredWindow): Track {
  const sliceSeconds = (endUs - startUs) / slices.length / US_PER_SECOND;
  const points = slices.flatMap((bins, i) => {
    const value = meanOf(bins);
    return value === null ? [] : [{ value, at: (i + 0.5) * sliceSeconds }];
  });
  return { values: points.map(({ value }) => value), seconds: points.map(({ at }) => at) };
}

/** The mean of binned values, each taken at its bin's middle; null when there are none. */
function meanOf({ firstBin, counts }: CountedBins): number | null {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < counts.length; i++) {
    const bin = firstBin + i;
    sum += counts[i]! * (binLow(bin) + (binWidth(bin) - 1) / 2);
    all += counts[i]!;
  }
  return all === 0 ? null : sum / all;
}
