// sweep.csv: one row a point, as a spreadsheet or a data frame wants it: what was varied, the verdict, the bill, and each
// figure with its interval. Units stand in the names of the columns.

import type { SweepPoint, SweepResult } from '../../experiment/sweep.ts';
import { type Cell, csvText } from './table.ts';

/** One row a point, in the order of the grid. A percentile among what was lost has no value and an `above`. */
export function renderSweepCsv(result: SweepResult): string {
  const paths = result.axes.map(({ path }) => path);
  const figures = figuresOf(result.points);
  const frontier = new Set(result.frontier?.points ?? []);
  const header = [
    'point',
    'design',
    ...paths,
    'replications',
    'verdict',
    'on_frontier',
    'bound',
    ...[...figures].flatMap(([path, unit]) =>
      ['', '_ci95_low', '_ci95_high', '_above'].map((which) => `${path}${which}_${unitWord(unit)}`),
    ),
  ];
  const rows = result.points.map((point): readonly Cell[] => [
    point.index,
    point.design,
    ...paths.map((path) => point.values[path] ?? null),
    point.replications,
    point.verdict,
    frontier.has(point.index) ? 'yes' : 'no',
    point.bound,
    ...[...figures.keys()].flatMap((path): readonly Cell[] => {
      const estimate = point.measures.find((measure) => measure.path === path)?.estimate;
      return [
        estimate?.value ?? null,
        estimate?.ci95?.[0] ?? null,
        estimate?.ci95?.[1] ?? null,
        estimate?.above ?? null,
      ];
    }),
  ]);
  return csvText(header, rows);
}

/** Every figure that a point has, with its unit: points of other designs may have others. */
function figuresOf(points: readonly SweepPoint[]): ReadonlyMap<string, string> {
  return new Map(points.flatMap(({ measures }) => measures.map(({ path, unit }) => [path, unit] as const)));
}

function unitWord(unit: string): string {
  return unit === 'USD' ? 'usd' : unit.replace('/s', '_per_second');
}
