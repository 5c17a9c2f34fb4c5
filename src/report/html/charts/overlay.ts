// All designs in one chart, a colour each: what waits over time, and how late records are. To be compared at a glance,
// where the panels beside it tell each design's own story.

import type { DesignResult, SeriesLine } from '../../../experiment/result.ts';
import { light, seriesColour } from '../palette.ts';
import { LATENCY_LABEL } from './latency.ts';
import { bandsOf, type LineChart } from './lines.ts';

/** One chart over all designs, and what it is of. */
export interface Overlay {
  readonly title: string;
  readonly chart: LineChart;
  /** Designs that have no line, for at no time could a value be told: all of it lies among what was lost. */
  readonly untold: readonly string[];
}

const STATISTICS: Readonly<Record<string, string>> = { p50: 'median', p99: 'p99', mean: 'mean' };

/** What waits: the metrics that their types declare as a backlog and that were ever above zero, one chart each. */
export function backlogOverlays(designs: readonly DesignResult[]): readonly Overlay[] {
  const found = new Map<string, SeriesLine>();
  for (const { series } of designs) {
    for (const line of series.lines) {
      const main = line.part === null && line.backlog === true && line.statistic !== 'p50';
      const waits = main && line.values.some((value) => value !== null && value > 0);
      const key = JSON.stringify([line.component, line.metric]);
      if (waits && !found.has(key)) found.set(key, line);
    }
  }
  return [...found.values()].map((line) => overlay(designs, line));
}

/** The p99 of a component's latency, every design's; null where fewer than two designs have one. */
export function latencyOverlay(designs: readonly DesignResult[], component: string): Overlay | null {
  const wanted = { component, metric: 'latency', statistic: 'p99', unit: 'seconds' } as const;
  const made = overlay(designs, wanted);
  return made.chart.lines.length < 2 ? null : made;
}

function overlay(
  designs: readonly DesignResult[],
  { component, metric, statistic, unit }: Pick<SeriesLine, 'component' | 'metric' | 'statistic' | 'unit'>,
): Overlay {
  const time = unit === 'seconds' || unit === 'milliseconds';
  const scale = unit === 'milliseconds' ? 1000 : 1;
  const lines = designs.flatMap(({ name, series }, design) => {
    const line = series.lines.find(
      (one) =>
        one.component === component &&
        one.metric === metric &&
        one.statistic === statistic &&
        one.part === null &&
        one.values.some((value) => value !== null),
    );
    if (line === undefined) return [];
    return [
      {
        name,
        design,
        unit: time ? 'seconds' : unit === 'count' ? '' : unit,
        colour: design === 0 ? light('ink') : seriesColour(design - 1),
        dash: [],
        strokeWidth: design === 0 ? 3 : 1.8,
        values: line.values.map((value) => (value === null ? null : value / scale)),
        periodSeconds: line.periodSeconds,
      },
    ];
  });
  const highest = lines
    .flatMap(({ values }) => values)
    .reduce<number>((most, v) => Math.max(most, v ?? 0), 0);
  const title = `${component}: ${metric}, ${STATISTICS[statistic] ?? statistic}`;
  const chart: LineChart = {
    lines,
    levels: [],
    bands: bandsOf(designs),
    yTitle: metric,
    yMax: highest > 0 ? highest * 1.05 : 1,
    yMin: null,
    yLabel: time ? LATENCY_LABEL : "format(datum.value, ',.4~r')",
    label: `${title}, over time, of ${lines.map(({ name }) => name).join(', ')}.`,
  };
  const untold = designs
    .filter(({ name, components }) => {
      const statistics = components[component]?.metrics[metric]?.statistics ?? {};
      return statistics[statistic]?.above !== undefined && lines.every((line) => line.name !== name);
    })
    .map(({ name }) => name);
  return { title, chart, untold };
}
