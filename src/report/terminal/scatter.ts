// Two figures against each other on a terminal: a frame of characters, a mark a point. Where two points fall into one
// place the graver mark stands.

import { formatQuantity } from '../number.ts';

/** One point; marks that come later in `MARKS` cover earlier ones. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly mark: ScatterMark;
}

/** Not shown to hold, holds, on the frontier. */
const MARKS = ['x', '○', '●'] as const;
type ScatterMark = (typeof MARKS)[number];

export interface ScatterAxis {
  readonly title: string;
  readonly unit: string;
}

const HEIGHT = 12;
/** A scale whose ends lie this many times apart is logarithmic, if it has no zero. */
const WIDE = 30;

/** The lines of the drawing, at most `width` characters each. */
export function scatter(
  points: readonly ScatterPoint[],
  x: ScatterAxis,
  y: ScatterAxis,
  width: number,
): readonly string[] {
  const [left, bottom] = [scaleOf(points.map((point) => point.x)), scaleOf(points.map((point) => point.y))];
  const labels = [bottom.high, bottom.low].map((value) => formatQuantity(value, y.unit));
  const margin = Math.max(...labels.map(({ length }) => length)) + 1;
  const columns = Math.max(width - margin - 6, 20);
  const cells = Array.from({ length: HEIGHT }, () => Array<string>(columns).fill(' '));
  for (const mark of MARKS) {
    for (const point of points.filter((one) => one.mark === mark)) {
      const row = HEIGHT - 1 - Math.round(bottom.share(point.y) * (HEIGHT - 1));
      cells[row]![Math.round(left.share(point.x) * (columns - 1))] = mark;
    }
  }
  const label = (row: number): string =>
    (row === 0 ? labels[0]! : row === HEIGHT - 1 ? labels[1]! : '').padStart(margin);
  const [from, to] = [left.low, left.high].map((value) => formatQuantity(value, x.unit)) as [string, string];
  const gap = ' '.repeat(Math.max(1, columns - from.length - to.length));
  return [
    `    ${y.title}${bottom.logarithmic ? ' (logarithmic)' : ''}`,
    ...cells.map((row, i) => `    ${label(i)}│${row.join('')}`.trimEnd()),
    `    ${' '.repeat(margin)}└${'─'.repeat(columns)}`,
    `    ${' '.repeat(margin + 1)}${from}${gap}${to}`,
    `    ${' '.repeat(margin + 1)}${x.title}`,
  ];
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  /** Where a value lies between the ends, 0 to 1. */
  share(value: number): number;
}

function scaleOf(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high === low) return { low, high, logarithmic: false, share: () => 0.5 };
  const logarithmic = low > 0 && high / low > WIDE;
  const share = logarithmic
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  return { low, high, logarithmic, share };
}
