// A chart of lines over the time of the measured window. The frame that throughput and latency share: the axis of
// time, lines told apart by dashes and thickness as well as by colour, and level lines for limits.

import type { DesignResult } from '../../../experiment/result.ts';
import { faultTitle } from '../../fault-words.ts';
import { light } from '../palette.ts';
import type { Chart } from './draw.ts';
import type { Clock, Column } from './time-column.ts';

/** One line of a chart, and its entry in the legend. */
export interface ChartLine {
  readonly name: string;
  /** Of its values, as it is written after them (`/s`, `MiB/s`); `seconds` and `milliseconds` are told in what reads best. */
  readonly unit: string;
  readonly colour: string;
  /** The design that it belongs to, a place in the page's list, where the chart shows several. */
  readonly design?: number;
  /** On and off, in pixels; empty for a whole line. */
  readonly dash: readonly number[];
  /** In pixels: where two lines run together, the thin one is seen upon the thick one. */
  readonly strokeWidth: number;
  /** One a period; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly periodSeconds: number;
}

/** A level that does not move: a limit, an objective. */
export interface ChartLevel {
  readonly name: string;
  readonly value: number;
}

/** A stretch of the window that something went wrong in, on purpose. */
export interface ChartBand {
  readonly title: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface LineChart {
  readonly lines: readonly ChartLine[];
  readonly levels: readonly ChartLevel[];
  /** Drawn behind the lines. */
  readonly bands: readonly ChartBand[];
  readonly yTitle: string;
  /** What the y axis ends with; the same for all charts that stand beside each other. */
  readonly yMax: number;
  /** Given for a logarithmic axis: where it begins. */
  readonly yMin: number | null;
  /** A Vega expression for the labels of the y axis, over `datum.value`. */
  readonly yLabel: string;
  readonly label: string;
}

export const BAND_COLOUR = light('gold');
export const BAND_OPACITY = 0.2;
export const LEVEL_DASH = [6, 4] as const;
export const LEVEL_WIDTH = 1.8;
export const LEVEL_COLOUR = light('orange');
const WIDTH = 400;
const HEIGHT = 225;

/** A point stands in the middle of its period. */
export function lineChart(chart: LineChart): Chart {
  const length = Math.max(
    1,
    ...chart.lines.map(({ values, periodSeconds }) => values.length * periodSeconds),
  );
  const clock = clockFor(length);
  const y = {
    field: 'v',
    type: 'quantitative',
    title: chart.yTitle,
    axis: { labelExpr: chart.yLabel, tickCount: 5 },
    scale:
      chart.yMin === null
        ? { domain: [0, chart.yMax], nice: true }
        : { type: 'log', domain: [chart.yMin, chart.yMax], nice: true },
  };
  const x = {
    field: 't',
    type: 'quantitative',
    title: `time, ${clock.unit}`,
    axis: { tickCount: 6, grid: false, format: ',~g' },
    scale: { domain: [0, length / clock.seconds], nice: false },
  };
  // Thick lines first, so that a thin one upon them is seen.
  const sorted = [...chart.lines].sort((one, other) => other.strokeWidth - one.strokeWidth);
  const columns = sorted.map(
    ({ name, unit, colour, dash, design, periodSeconds, values }, i): Column => ({
      name: `line${i}`,
      label: name,
      unit,
      colour,
      dash,
      design: design ?? null,
      periodSeconds,
      values: values.map(rounded),
    }),
  );
  const lines = sorted.map(({ colour, dash, strokeWidth }, i) => ({
    mark: {
      type: 'line',
      color: colour,
      strokeWidth,
      strokeDash: dash,
      strokeCap: 'round',
      strokeJoin: 'round',
    },
    data: { name: columns[i]!.name },
    encoding: { x, y },
  }));
  const levels = chart.levels.map(({ value }) => ({
    mark: { type: 'rule', color: LEVEL_COLOUR, strokeWidth: LEVEL_WIDTH, strokeDash: LEVEL_DASH },
    data: { values: [{ v: value }] },
    encoding: { y: { ...y, field: 'v' } },
  }));
  const bands = chart.bands.map(({ title, fromSeconds, toSeconds }) => ({
    mark: { type: 'rect', color: BAND_COLOUR, opacity: BAND_OPACITY, clip: true },
    data: {
      values: [{ t: fromSeconds / clock.seconds, end: Math.min(toSeconds, length) / clock.seconds, title }],
    },
    encoding: { x, x2: { field: 'end' } },
  }));
  const spec = { layer: [...bands, ...lines, ...levels] };
  return {
    width: WIDTH,
    height: HEIGHT,
    label: chart.label,
    spec,
    time: { clock, columns, bands: chart.bands },
  };
}

/** The faults of some designs, each once. */
export function bandsOf(designs: readonly DesignResult[]): readonly ChartBand[] {
  const bands = new Map<string, ChartBand>();
  for (const fault of designs.flatMap(({ faults = [] }) => faults)) {
    const { atSeconds, forSeconds } = fault;
    const title = faultTitle(fault);
    bands.set(title, { title, fromSeconds: atSeconds, toSeconds: atSeconds + forSeconds });
  }
  return [...bands.values()];
}

/** To seven significant digits: more than any of them is known to, and half the bytes. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}

function clockFor(seconds: number): Clock {
  if (seconds <= 180) return { unit: 's', seconds: 1 };
  if (seconds <= 3 * 3600) return { unit: 'min', seconds: 60 };
  return seconds <= 72 * 3600 ? { unit: 'h', seconds: 3600 } : { unit: 'days', seconds: 86_400 };
}

/** The lines and levels that a group of charts has, each named once. */
export function legendOf(charts: readonly LineChart[]): readonly (ChartLine | ChartLevel)[] {
  const entries = new Map<string, ChartLine | ChartLevel>();
  for (const { lines, levels } of charts) {
    for (const entry of [...lines, ...levels]) if (!entries.has(entry.name)) entries.set(entry.name, entry);
  }
  return [...entries.values()];
}
