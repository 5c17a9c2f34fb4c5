// series.csv: every line of every design's time series, one row a point. Times count from the start of the measured
// window and name the start of the period.

import type { Result } from '../../experiment/result.ts';
import { type Cell, csvText } from './table.ts';

const HEADER = [
  'time_seconds',
  'period_seconds',
  'design',
  'component',
  'part',
  'metric',
  'statistic',
  'unit',
  'value',
  'capacity',
];

/** One row per time, design, component, part, metric and statistic; `value` is in `unit`, as results.json has it. */
export function renderSeriesCsv(result: Result): string {
  const rows: Cell[][] = [];
  for (const { name, series } of result.designs) {
    for (const {
      component,
      part,
      metric,
      statistic,
      unit,
      periodSeconds,
      values,
      capacity,
      capacities,
    } of series.lines) {
      values.forEach((value, i) => {
        const time = i * periodSeconds;
        rows.push([
          time,
          periodSeconds,
          name,
          component,
          part,
          metric,
          statistic,
          unit,
          value,
          capacities?.[i] ?? capacity,
        ]);
      });
    }
  }
  return csvText(HEADER, rows);
}
