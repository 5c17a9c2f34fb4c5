// The columns that a sweep's table has, wherever it is drawn: what was varied, what it costs, the latency it is set
// against, and what bound. Long paths are shortened to what tells them apart.

import type { Measure } from '../experiment/measures.ts';
import type { SweepPoint, SweepResult } from '../experiment/sweep.ts';
import { formatEstimate } from './number.ts';
import { shortPaths } from './short-paths.ts';

/** One row of the table. */
interface SweepRow {
  readonly point: SweepPoint;
  readonly onFrontier: boolean;
  /** In the order of the columns. */
  readonly cells: readonly string[];
}

export interface SweepTable {
  readonly columns: readonly string[];
  /** How many columns from the left are values, not figures. */
  readonly values: number;
  readonly rows: readonly SweepRow[];
}

const MOST_FIGURES = 4;

/** The table, a row a point. */
export function sweepTable(result: SweepResult): SweepTable {
  const paths = result.axes.map(({ path }) => path);
  const several = result.designs.length > 1;
  const figures = figuresOf(result);
  const kept = new Set(result.frontier?.points ?? []);
  return {
    columns: [...(several ? ['design'] : []), ...shortPaths(paths), ...shortPaths(figures)],
    values: paths.length + (several ? 1 : 0),
    rows: result.points.map((point) => ({
      point,
      onFrontier: kept.has(point.index),
      cells: [
        ...(several ? [point.design] : []),
        ...paths.map((path) => point.values[path] ?? ''),
        ...figures.map((path) => figureText(point.measures.find((measure) => measure.path === path))),
      ],
    })),
  };
}

/** The cost and the latency of the frontier first, then what the objectives look at. */
function figuresOf({ frontier, points }: SweepResult): readonly string[] {
  const paths = (points[0]?.measures ?? []).map(({ path }) => path);
  const first = frontier === null ? [] : [frontier.x, frontier.y];
  return [...first, ...paths.filter((path) => !first.includes(path))].slice(0, MOST_FIGURES);
}

function figureText(measure: Measure | undefined): string {
  return measure === undefined ? '' : formatEstimate({ ...measure.estimate, ci95: null }, measure.unit);
}
