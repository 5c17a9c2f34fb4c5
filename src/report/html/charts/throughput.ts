// Throughput against capacity: what was offered, what was taken, and what there is room for. A component as a whole,
// and beside it its fullest part, where the limit is met first.

import type { DesignResult, SeriesLine } from '../../../experiment/result.ts';
import { type FullestPart, fullestPart, use } from '../../fullest-part.ts';
import { formatEstimate, formatQuantity } from '../../number.ts';
import { partLabels } from '../../part-label.ts';
import { seriesColour } from '../palette.ts';
import { bandsOf, type ChartLine, LEVEL_COLOUR, LEVEL_DASH, LEVEL_WIDTH, type LineChart } from './lines.ts';

/** One panel: whose it is, what of it, and the chart. */
export interface Panel {
  readonly design: string;
  readonly subject: string;
  readonly chart: LineChart;
}

const MIB = 1_048_576;
/** Thin and whole, thick and whole, then dashed. */
const WIDTHS: readonly number[] = [1.4, 3.2, 1.6, 1.6];
const DASHES: readonly (readonly number[])[] = [[], [], [8, 3, 2, 3], [2, 3]];

/** Components whose capacity is known, the one that comes nearest to it first. */
export function capacityComponents(designs: readonly DesignResult[]): readonly string[] {
  const most = new Map<string, number>();
  for (const design of designs) {
    for (const { component, capacity } of design.series.lines) {
      if (capacity === null) continue;
      const part = fullestPart(design, component);
      most.set(component, Math.max(most.get(component) ?? 0, part === null ? 0 : use(part)));
    }
  }
  return [...most.keys()].sort((a, b) => most.get(b)! - most.get(a)!);
}

/** A panel for the whole component and one for its fullest part, for each design, on one scale a kind. */
export function throughputPanels(
  designs: readonly DesignResult[],
  component: string,
): readonly (readonly Panel[])[] {
  const fullest = designs.map((design) => fullestPart(design, component));
  const metric = fullest.find((part) => part !== null)?.metric;
  const whole = designs.flatMap((design) => panel(design, component, null, metric));
  const parts = designs.flatMap((design, i) => {
    const part = fullest[i];
    return part === null || part === undefined ? [] : panel(design, component, part, part.metric);
  });
  return [whole, parts].filter((panels) => panels.length > 0).map(sameScale);
}

function panel(
  design: DesignResult,
  component: string,
  part: FullestPart | null,
  metric: string | undefined,
): readonly Panel[] {
  const own = design.series.lines.filter(
    (line) => line.component === component && line.part === (part?.id ?? null),
  );
  const limited = own.find(
    (line) => line.capacity !== null && (metric === undefined || line.metric === metric),
  );
  if (limited === undefined) return [];
  const lines = own.filter(
    (line) => line.unit === limited.unit && line.capacity === limited.capacity && isMain(line, own),
  );
  const bytes = limited.unit === 'bytes';
  const scale = bytes ? MIB : 1;
  const capacity = limited.capacity ?? 0;
  const items = design.components[component];
  const label = part === null || items === undefined ? '' : (partLabels(items).get(part.id) ?? part.id);
  const subject =
    part === null ? `${component}, the whole` : `${component}, ${label}: its fullest ${part.kind}`;
  const rate = isRate(limited);
  return [
    {
      design: design.name,
      subject,
      chart: {
        lines: lines
          .map(
            (line, i): ChartLine => ({
              name: line.metric,
              unit: bytes
                ? rate
                  ? 'MiB/s'
                  : 'MiB'
                : rate
                  ? '/s'
                  : limited.unit === 'count'
                    ? ''
                    : limited.unit,
              colour: seriesColour(i),
              dash: DASHES[i % DASHES.length]!,
              strokeWidth: WIDTHS[i % WIDTHS.length]!,
              values: line.values.map((value) => (value === null ? null : value / scale)),
              periodSeconds: line.periodSeconds,
            }),
          )
          .concat(limitLine(limited, scale)),
        levels: limited.capacities === undefined ? [{ name: 'limit', value: capacity / scale }] : [],
        bands: bandsOf([design]),
        yTitle: bytes ? (rate ? 'MiB per second' : 'MiB') : rate ? 'per second' : limited.unit,
        yMax: 0,
        yMin: null,
        yLabel: "format(datum.value, ',.4~r')",
        label: `${design.name}: ${subject}, over time. ${seen(design, component, part, lines)} ${limitInWords(limited, capacity, rate ? `${limited.unit}/s` : limited.unit)}`,
      },
    },
  ];
}

/** A limit that changes is a line among the others, drawn as limits are. */
function limitLine({ capacities, unit, periodSeconds }: SeriesLine, scale: number): readonly ChartLine[] {
  if (capacities === undefined) return [];
  return [
    {
      name: 'limit',
      unit: unit === 'bytes' ? 'MiB/s' : '/s',
      colour: LEVEL_COLOUR,
      dash: LEVEL_DASH,
      strokeWidth: LEVEL_WIDTH,
      values: capacities.map((value) => value / scale),
      periodSeconds,
    },
  ];
}

function limitInWords({ capacities }: SeriesLine, capacity: number, unit: string): string {
  if (capacities === undefined) return `The limit is ${formatQuantity(capacity, unit)}.`;
  const [least, most] = [Math.min(...capacities), Math.max(...capacities)];
  return `The limit changes, between ${formatQuantity(least, unit)} and ${formatQuantity(most, unit)}.`;
}

function isRate({ statistic }: SeriesLine): boolean {
  return statistic === 'rate' || statistic === 'worstSecond';
}

/** One line a metric: its mean course, not its worst seconds. */
function isMain(line: SeriesLine, all: readonly SeriesLine[]): boolean {
  const same = all.filter(({ metric }) => metric === line.metric);
  const main = same.find(({ statistic }) => statistic === 'rate' || statistic === 'mean') ?? same[0];
  return line === main;
}

function seen(
  design: DesignResult,
  name: string,
  part: FullestPart | null,
  lines: readonly SeriesLine[],
): string {
  const component = design.components[name];
  const metrics =
    part === null ? component?.metrics : component?.parts?.items.find(({ id }) => id === part.id)?.metrics;
  const texts = lines.flatMap(({ metric }) => {
    const result = metrics?.[metric];
    const [statistic, unit] =
      result?.kind === 'counter' ? ['rate', `${result.unit}/s`] : ['mean', result?.unit ?? ''];
    const estimate = result?.statistics[statistic];
    return estimate === undefined
      ? []
      : [`${metric}: ${formatEstimate({ ...estimate, ci95: null }, unit)} on average.`];
  });
  return texts.join(' ');
}

/** One scale for all panels in the same unit: one design's fullest part may be short of bytes, another's of records. */
function sameScale(panels: readonly Panel[]): readonly Panel[] {
  return panels.map((one) => {
    const highest = panels
      .filter(({ chart }) => chart.yTitle === one.chart.yTitle)
      .flatMap(({ chart }) => [
        ...chart.levels.map(({ value }) => value),
        ...chart.lines.flatMap(({ values }) => values.map((value) => value ?? 0)),
      ]);
    const yMax = highest.reduce((most, value) => Math.max(most, value), 0) * 1.05;
    return { ...one, chart: { ...one.chart, yMax: yMax > 0 ? yMax : 1 } };
  });
}
