// Latency percentiles over time, one panel a design. A percentile that falls among what was lost has no value, and its
// line a gap: it is never drawn as if only what arrived had counted. What was delivered is drawn beside it, dashed.

import type { DesignResult, SeriesLine } from '../../../experiment/result.ts';
import { formatEstimate, formatQuantity } from '../../number.ts';
import { light } from '../palette.ts';
import { bandsOf, type LineChart } from './lines.ts';
import type { Panel } from './throughput.ts';

const ALL = 'latency';
const DELIVERED = 'latency.delivered';
const COLOURS: Readonly<Record<string, string>> = {
  p50: light('blue'),
  p90: light('teal'),
  p95: light('gold'),
  p99: light('purple'),
  p999: light('red'),
};
const SHOWN = ['p50', 'p99'];
const DASH = [2, 3];
/** An objective this many times above all that was seen would press the lines flat: it is told in words. */
const FAR = 6;
export const LATENCY_LABEL =
  "datum.value == 0 ? '0' : datum.value >= 1 ? format(datum.value, ',~g') + ' s' : datum.value >= 0.001 ? format(datum.value * 1000, '~g') + ' ms' : format(datum.value * 1000000, '~g') + ' µs'";

/** Components that keep their latency over time, in the order of the first design that has them. */
export function latencyComponents(designs: readonly DesignResult[]): readonly string[] {
  return [
    ...new Set(
      designs.flatMap(({ series }) => series.lines.filter(isLatency).map(({ component }) => component)),
    ),
  ];
}

function isLatency({ metric, part, statistic }: SeriesLine): boolean {
  return part === null && (metric === ALL || metric === DELIVERED) && Object.hasOwn(COLOURS, statistic);
}

/** One panel a design, all on one scale: from zero, or logarithmic where the lines lie far apart. */
export function latencyPanels(designs: readonly DesignResult[], component: string): readonly Panel[] {
  const panels = designs.flatMap((design) => panel(design, component));
  const values = panels.flatMap(({ chart }) =>
    chart.lines.flatMap((line) =>
      line.values.filter((value): value is number => value !== null && value > 0),
    ),
  );
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const lowest = values.reduce((least, value) => Math.min(least, value), highest);
  const levels = panels.flatMap(({ chart }) => chart.levels.map(({ value }) => value));
  const near = levels.filter((value) => highest === 0 || value <= highest * FAR);
  const yMax = Math.max(highest, ...near) * 1.05 || 1;
  const yMin = lowest > 0 && highest / lowest > 30 ? lowest : null;
  return panels.map((one) => ({
    ...one,
    chart: { ...one.chart, yMax, yMin, levels: one.chart.levels.filter(({ value }) => value <= yMax) },
  }));
}

function panel(design: DesignResult, component: string): readonly Panel[] {
  const own = design.series.lines.filter((line) => line.component === component && isLatency(line));
  const shown = own.filter(({ statistic }) => SHOWN.includes(statistic));
  const lines = shown.length > 0 ? shown : own;
  if (lines.length === 0) return [];
  const gaps = lines.some(({ metric, values }) => metric === ALL && values.includes(null));
  const drawn = lines.filter(({ metric }) => metric === ALL || gaps);
  const chart: LineChart = {
    lines: drawn.map(({ metric, statistic, values, periodSeconds }) => ({
      name: metric === ALL ? statistic : `${statistic} of what was delivered`,
      unit: 'seconds',
      colour: COLOURS[statistic]!,
      dash: metric === ALL ? [] : DASH,
      strokeWidth: metric === ALL ? 2 : 1.5,
      values,
      periodSeconds,
    })),
    levels: objectives(design, component),
    bands: bandsOf([design]),
    yTitle: 'latency',
    yMax: 1,
    yMin: null,
    yLabel: LATENCY_LABEL,
    label: `${design.name}: latency at ${component} over time. ${seen(design, component)}`,
  };
  return [{ design: design.name, subject: subject(design, component), chart }];
}

function objectives(design: DesignResult, component: string): LineChart['levels'] {
  const prefix = `${component}.${ALL}.p`;
  return design.objectives
    .filter(({ text }) => text.startsWith(prefix))
    .map(({ limit }) => ({ name: 'objective', value: limit }));
}

function subject(design: DesignResult, component: string): string {
  const { p50, p99 } = design.components[component]?.metrics[ALL]?.statistics ?? {};
  const texts = [
    ...(p50 === undefined ? [] : [`p50 ${formatEstimate({ ...p50, ci95: null }, 'seconds')}`]),
    ...(p99 === undefined ? [] : [`p99 ${formatEstimate({ ...p99, ci95: null }, 'seconds')}`]),
  ];
  return `${component}: ${texts.join(', ')}`;
}

function seen(design: DesignResult, component: string): string {
  const limits = objectives(design, component).map(
    ({ value }) => ` The objective is ${formatQuantity(value, 'seconds')}.`,
  );
  return `Over the whole window, ${subject(design, component)}.${limits.join('')}`;
}
