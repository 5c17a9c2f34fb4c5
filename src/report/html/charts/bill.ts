// The month's bill of every design as one stacked bar each, so that what is dear is seen and not only added up.

import type { DesignResult } from '../../../experiment/result.ts';
import { formatQuantity } from '../../number.ts';
import { seriesColour } from '../palette.ts';
import { type Chart, LABEL_LIMIT, LABEL_SIZE } from './draw.ts';
import { textWidth } from './text-width.ts';

const WIDTH = 440;
const BAR = 36;

/** One entry of the legend: a line of the bill, as all designs name it. */
interface BillSegment {
  readonly name: string;
  readonly colour: string;
}

export interface BillChart {
  readonly chart: Chart;
  readonly segments: readonly BillSegment[];
}

/** Null when no design has a monthly bill. */
export function billChart(designs: readonly DesignResult[]): BillChart | null {
  const billed = designs.filter(({ cost }) => (cost.perMonth?.value ?? 0) > 0);
  if (billed.length === 0) return null;
  const place = (name: string): number => designs.findIndex((design) => design.name === name);
  const names = [...new Set(billed.flatMap(({ cost }) => cost.lines.map(segmentName)))];
  const segments = names.map((name, i) => ({ name, colour: seriesColour(i) }));
  const values = billed.flatMap(({ name, cost }) =>
    cost.lines.map((line) => ({
      d: place(name),
      head: name,
      tip: [[segmentName(line), formatQuantity(line.perMonth.value ?? 0, 'USD', { digits: 5 })]],
      design: name,
      segment: segmentName(line),
      order: names.indexOf(segmentName(line)),
      usd: line.perMonth.value ?? 0,
    })),
  );
  const totals = billed.map(({ name, cost }) => ({
    d: place(name),
    design: name,
    usd: cost.perMonth?.value ?? 0,
    shown: formatQuantity(cost.perMonth?.value ?? 0, 'USD'),
  }));
  const highest = Math.max(...totals.map(({ usd }) => usd));
  const room = Math.max(...totals.map(({ shown }) => textWidth(shown, LABEL_SIZE + 1))) + 14;
  const left =
    Math.min(Math.max(...totals.map(({ design }) => textWidth(design, LABEL_SIZE))), LABEL_LIMIT) + 24;
  const plot = WIDTH - left;
  const y = {
    field: 'design',
    type: 'nominal',
    sort: totals.map(({ design }) => design),
    title: null,
    axis: { ticks: false, domain: false, labelLimit: LABEL_LIMIT },
  };
  const scale = { domain: [0, highest / Math.max((plot - room) / plot, 0.4)], nice: false };
  const x = { type: 'quantitative', title: 'USD a month', scale, axis: { tickCount: 5, format: ',.4~r' } };
  const spec = {
    layer: [
      {
        data: { name: 'lines' },
        mark: { type: 'bar', height: 20, tooltip: { content: 'data' } },
        encoding: {
          y,
          x: { ...x, field: 'usd', stack: 'zero' },
          order: { field: 'order' },
          color: {
            field: 'segment',
            type: 'nominal',
            scale: { domain: names, range: segments.map(({ colour }) => colour) },
          },
        },
      },
      {
        data: { name: 'totals' },
        mark: { type: 'text', align: 'left', dx: 6, fontSize: LABEL_SIZE + 1, fontWeight: 'bold' },
        encoding: { y, x: { ...x, field: 'usd' }, text: { field: 'shown' } },
      },
    ],
  };
  const label = `A month's bill by design. ${totals.map(({ design, shown }) => `${design}: ${shown}`).join('; ')}.`;
  const tables = { lines: values, totals };
  return { segments, chart: { width: WIDTH, height: billed.length * BAR + 54, spec, tables, label } };
}

function segmentName({ component, meter }: { readonly component: string; readonly meter: string }): string {
  return `${component} ${meter}`;
}
