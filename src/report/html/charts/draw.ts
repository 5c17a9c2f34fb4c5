// From a Vega-Lite specification to an SVG of fixed bytes, without a browser: what a reader without JavaScript sees.
// Text is measured by our own table, names inside are counted from the start for each chart, and the drawing scales
// with the column that it stands in.

import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { escapeText, type Markup, raw } from '../markup.ts';
import { light } from '../palette.ts';
import { textWidth } from './text-width.ts';
import { type Clock, type Column, type Row, rowsOf, thinned } from './time-column.ts';

const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';
export const LABEL_SIZE = 12;
/** The widest that a label of the y axis may be, in pixels; what is longer ends with an ellipsis. */
export const LABEL_LIMIT = 150;

/** A text as Vega describes it; what is wider than its limit is drawn with an ellipsis. */
interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly limit?: number;
}

function measure({ text: own, fontSize = 11, limit = 0 }: TextItem, text: unknown = own): number {
  const width = textWidth(String(text ?? ''), fontSize);
  return limit > 0 ? Math.min(width, limit) : width;
}

/** Two things that Vega has and its types leave out. */
const metrics = vega as unknown as {
  readonly textMetrics: { width: typeof measure };
  resetSVGDefIds(): void;
};

/** Vega warns of what it repairs; a chart of ours is tested instead. */
const SILENT = vega.logger(vega.None);

/** A layer or a unit of Vega-Lite; the frame (size, padding, fonts) is the same for all charts. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Rows that the specification names as `data`. A row's `d` is the design that it belongs to, a place in the page's list. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  /** Lines over time that the specification names as `data`, and how their time is told. */
  readonly time?: {
    readonly clock: Clock;
    readonly columns: readonly Column[];
    readonly bands: readonly {
      readonly title: string;
      readonly fromSeconds: number;
      readonly toSeconds: number;
    }[];
  };
  /** What is to be seen, in words, for a reader who does not see it. */
  readonly label: string;
}

const CONFIG = {
  aria: false,
  background: 'transparent',
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: light('muted'),
    titleColor: light('muted'),
    labelFontSize: LABEL_SIZE,
    titleFontSize: LABEL_SIZE,
    titleFontWeight: 'normal',
    gridColor: light('grid'),
    domainColor: light('grid'),
    tickColor: light('grid'),
    labelPadding: 5,
    titlePadding: 8,
    labelOverlap: true,
  },
  text: { color: light('ink'), fontSize: LABEL_SIZE },
  legend: { disable: true },
};

/** Places in the drawing to a hundredth of a pixel: smaller, and free of the last bits of a logarithm. */
function toHundredths(attribute: string): string {
  return attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  );
}

/** The whole specification, without the rows. */
export function specOf(chart: Chart): Readonly<Record<string, unknown>> {
  return {
    description: chart.label,
    width: chart.width,
    height: chart.height,
    padding: { left: 2, right: 10, top: 6, bottom: 2 },
    autosize: { type: 'fit', contains: 'padding' },
    config: CONFIG,
    ...chart.spec,
  };
}

function datasets({ tables = {}, time }: Chart): Readonly<Record<string, readonly Row[]>> {
  const lines = (time?.columns ?? []).map((column) => [column.name, thinned(rowsOf(column, time!.clock))]);
  return { ...tables, ...Object.fromEntries(lines) };
}

/** Draws one chart. The SVG has a `viewBox` and no size of its own. */
export async function draw(chart: Chart): Promise<Markup> {
  const spec = { ...specOf(chart), datasets: datasets(chart) };
  metrics.textMetrics.width = measure;
  metrics.resetSVGDefIds();
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: SILENT }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger: SILENT });
  try {
    const svg = (await view.toSVG()).replace(/\p{Cc}/gu, '');
    const label = escapeText(chart.label);
    const opened = svg.replace(
      /^<svg [^>]*?viewBox="([^"]*)"[^>]*>/,
      (_, box: string) => `<svg class="chart" role="img" aria-label="${label}" viewBox="${box}">`,
    );
    return raw(opened.replace(/ (?:d|transform|x2|y2)="[^"]*"/g, toHundredths));
  } finally {
    view.finalize();
  }
}
