// latency.csv: every statistic of every metric that is a sample of times, with its interval, over the whole window.

import type { MetricResult, Result } from '../../experiment/result.ts';
import { type Cell, csvText } from './table.ts';

const HEADER = [
  'design',
  'component',
  'part',
  'metric',
  'statistic',
  'unit',
  'value',
  'ci95_low',
  'ci95_high',
  'above',
];

/** One row per design, component, part, metric and statistic. `above` is a lower bound, where no value can be told. */
export function renderLatencyCsv(result: Result): string {
  const rows: Cell[][] = [];
  for (const design of result.designs) {
    for (const [component, { metrics, parts }] of Object.entries(design.components)) {
      rows.push(...statistics([design.name, component, null], metrics));
      for (const part of parts?.items ?? [])
        rows.push(...statistics([design.name, component, part.id], part.metrics));
    }
  }
  return csvText(HEADER, rows);
}

function statistics(place: readonly Cell[], metrics: Readonly<Record<string, MetricResult>>): Cell[][] {
  return Object.entries(metrics)
    .filter(
      ([, { kind, unit }]) => kind === 'distribution' && (unit === 'seconds' || unit === 'milliseconds'),
    )
    .flatMap(([metric, { unit, statistics: all }]) =>
      Object.entries(all).map(([statistic, { value, ci95, above }]) => [
        ...place,
        metric,
        statistic,
        statistic === 'count' ? 'count' : unit,
        value,
        ci95?.[0] ?? null,
        ci95?.[1] ?? null,
        above ?? null,
      ]),
    );
}
