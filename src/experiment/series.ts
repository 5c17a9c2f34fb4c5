// The lines of a design over time. A counter becomes a rate (and, where it has a capacity, the worst second of each
// period, since a limit per second breaks in a second); a level its mean; a distribution p50 and p99 by time slice.

import { US_PER_SECOND } from '../engine/time-units.ts';
import { mean } from '../metrics/estimate.ts';
import type { MetricDeclaration } from '../metrics/kinds.ts';
import { mergeSlice, percentile } from '../metrics/sample.ts';
import { reported } from '../metrics/unit.ts';
import { pointLengthUs } from '../metrics/window.ts';
import type { Measurements } from './measurements.ts';
import type { MetricPlace } from './place.ts';
import type { SeriesLine } from './result.ts';

/** Every line of every metric that declares a series: the component's own, then its parts', in declared order. */
export function seriesOf(measured: Measurements): { periodSeconds: number; lines: readonly SeriesLine[] } {
  const lines: SeriesLine[] = [];
  for (const component of Object.keys(measured.design.components)) {
    for (const [metric, declaration] of Object.entries(measured.declarations(component))) {
      if (declaration.series !== true) continue;
      const parts = declaration.perPart === true ? measured.parts(component) : [];
      for (const part of [null, ...parts]) {
        lines.push(...linesOf(measured, { component, part, metric }, declaration));
      }
    }
  }
  return { periodSeconds: measured.window.periodUs / US_PER_SECOND, lines };
}

type Points = Pick<SeriesLine, 'statistic' | 'periodSeconds' | 'values'> & { readonly limited: boolean };

function linesOf(measured: Measurements, place: MetricPlace, declaration: MetricDeclaration): SeriesLine[] {
  const capacity = capacityOf(measured, place, declaration);
  return pointsOf(measured, place, declaration, capacity.capacity !== null).map(({ limited, ...points }) => ({
    component: place.component,
    metric: place.metric,
    part: place.part,
    unit: declaration.unit,
    ...points,
    ...(limited ? capacity : { capacity: null }),
    ...(declaration.backlog === true ? { backlog: true as const } : {}),
  }));
}

// What a metric cannot exceed: a figure of its declaration, or what a level of the component gives by the period.
function capacityOf(
  measured: Measurements,
  { component, part }: MetricPlace,
  { capacity, partCapacity, capacityOf }: MetricDeclaration,
): Pick<SeriesLine, 'capacity' | 'capacities'> {
  if (part !== null) return { capacity: partCapacity ?? null };
  if (capacityOf === undefined) return { capacity: capacity ?? null };
  const levels = measured.of('level', { component, part, metric: capacityOf.level }) ?? [];
  const means = levels.flatMap(({ series }) => series?.mean ?? []);
  if (means.length === 0) return { capacity: null };
  const capacities = averaged(means).map((units) => units * capacityOf.each);
  const changes = capacities.some((one) => one !== capacities[0]);
  return changes
    ? { capacity: mean(levels.map((level) => level.mean)) * capacityOf.each, capacities }
    : { capacity: capacities[0]! };
}

function pointsOf(
  measured: Measurements,
  place: MetricPlace,
  declaration: MetricDeclaration,
  limited: boolean,
): Points[] {
  const periodSeconds = measured.window.periodUs / US_PER_SECOND;
  switch (declaration.kind) {
    case 'counter': {
      const kept = measured.of('counter', place)?.flatMap(({ series }) => series ?? []) ?? [];
      if (kept.length === 0) return [];
      const perSecond = (sum: number, i: number) => (sum * US_PER_SECOND) / pointLengthUs(measured.window, i);
      const rate = averaged(kept.map(({ sum }) => sum.map(perSecond)));
      const lines: Points[] = [
        { statistic: 'rate', periodSeconds, values: inUnit(rate, declaration), limited },
      ];
      if (limited) {
        const worst = averaged(kept.map(({ worstSecond }) => worstSecond));
        lines.push({ statistic: 'worstSecond', periodSeconds, values: inUnit(worst, declaration), limited });
      }
      return lines;
    }
    case 'level': {
      const kept = measured.of('level', place)?.flatMap(({ series }) => series ?? []) ?? [];
      if (kept.length === 0) return [];
      const means = averaged(kept.map((series) => series.mean));
      return [{ statistic: 'mean', periodSeconds, values: inUnit(means, declaration), limited }];
    }
    case 'distribution':
      return slicedPercentiles(measured, place, declaration);
  }
}

function slicedPercentiles(
  measured: Measurements,
  place: MetricPlace,
  declaration: MetricDeclaration,
): Points[] {
  const row = measured.of('distribution', place);
  if (row === null) return [];
  const { slices } = measured.window;
  const samples = Array.from({ length: slices }, (_, slice) => mergeSlice(row, slice));
  const values = (share: number) =>
    samples.map((sample) => {
      const found = percentile(sample, share);
      return found.kind === 'told' ? reported(declaration.unit, found.value) : null;
    });
  const periodSeconds = measured.windowSeconds / slices;
  return [
    { statistic: 'p50', periodSeconds, values: values(0.5), limited: false },
    { statistic: 'p99', periodSeconds, values: values(0.99), limited: false },
  ];
}

function averaged(rows: readonly Float64Array[]): number[] {
  return Array.from(rows[0]!, (_, i) => mean(rows.map((row) => row[i]!)));
}

function inUnit(values: readonly number[], declaration: MetricDeclaration): number[] {
  return values.map((value) => reported(declaration.unit, value));
}
