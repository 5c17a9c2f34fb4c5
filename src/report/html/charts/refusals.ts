// Refused attempts by part: which shard throttled, and how much, one panel a design on one scale.

import type { DesignResult } from '../../../experiment/result.ts';
import { formatQuantity, unitOf } from '../../number.ts';
import { partLabels } from '../../part-label.ts';
import { amount, tellingRefusals } from '../../refusals.ts';
import { light } from '../palette.ts';
import { type Chart, LABEL_LIMIT, LABEL_SIZE } from './draw.ts';
import { textWidth } from './text-width.ts';

/** One design's refusals of one metric. */
export interface RefusalPanel {
  readonly design: string;
  readonly subject: string;
  /** Null where nothing was refused. */
  readonly chart: Chart | null;
  /** Parts that are not drawn. */
  readonly left: number;
}

const PARTS = 16;
const WIDTH = 400;
const BAR = 24;

/** Every metric that refused something in some design. */
export function refusalMetrics(
  designs: readonly DesignResult[],
): readonly { component: string; metric: string }[] {
  const found = new Map<string, { component: string; metric: string }>();
  for (const { components } of designs) {
    for (const [component, result] of Object.entries(components)) {
      for (const { metric } of tellingRefusals(result)) {
        found.set(JSON.stringify([component, metric]), { component, metric });
      }
    }
  }
  return [...found.values()];
}

export function refusalPanels(
  designs: readonly DesignResult[],
  component: string,
  metric: string,
): readonly RefusalPanel[] {
  const data = designs.map((design) => bars(design, component, metric));
  const highest = data
    .flatMap(({ rows }) => rows.map(({ v }) => v))
    .reduce((most, v) => Math.max(most, v), 0);
  return data.map(({ design, subject, rows, kind, left }) => ({
    design,
    subject,
    left,
    chart: rows.some(({ v }) => v > 0) ? barChart(`${design}: ${subject}`, kind, rows, highest) : null,
  }));
}

interface Bar {
  readonly name: string;
  readonly v: number;
  readonly shown: string;
  /** What the page says of it under the pointer. */
  readonly head: string;
  readonly tip: readonly (readonly [string, string])[];
}

function bars(design: DesignResult, component: string, metric: string) {
  const result = design.components[component];
  const total = result?.metrics[metric];
  const labels = result === undefined ? new Map<string, string>() : partLabels(result);
  const all = (result?.parts?.items ?? []).flatMap(({ id, metrics }) =>
    metrics[metric] === undefined ? [] : [{ name: labels.get(id) ?? id, value: metrics[metric] }],
  );
  if (all.length === 0 && total !== undefined) all.push({ name: component, value: total });
  const worst = [...all].sort((a, b) => amount(b.value) - amount(a.value)).slice(0, PARTS);
  const rows = all
    .filter((bar) => worst.includes(bar))
    .map(({ name, value }): Bar => {
      const v = amount(value);
      const ratio = value.statistics.ratio?.value ?? null;
      const share = ratio === null || v === 0 ? '' : ` · ${formatQuantity(ratio, 'ratio')}`;
      const unit = unitOf(value.unit, 'rate');
      const tip = [['refused', formatQuantity(v, unit, { digits: 6 }) + share] as const];
      return { name, v, shown: formatQuantity(v, unit) + share, head: name, tip };
    });
  const ratio = total?.statistics.ratio?.value ?? null;
  const share = ratio === null ? '' : `, ${formatQuantity(ratio, 'ratio')} of all attempts`;
  const refused = total === undefined ? 0 : amount(total);
  return {
    design: design.name,
    subject:
      refused === 0
        ? 'nothing refused'
        : `${formatQuantity(refused, unitOf(total!.unit, 'rate'))} refused${share}`,
    kind: result?.parts?.kind ?? 'component',
    rows,
    left: all.length - rows.length,
  };
}

function barChart(title: string, kind: string, rows: readonly Bar[], highest: number): Chart {
  // The figure stands behind its bar, so the axis ends where the longest of them still has room.
  const room = Math.max(...rows.map(({ shown }) => textWidth(shown, LABEL_SIZE))) + 10;
  const names = Math.min(Math.max(...rows.map(({ name }) => textWidth(name, LABEL_SIZE))), LABEL_LIMIT) + 20;
  const plot = Math.max(WIDTH - names - 12, 120);
  const domain = [0, highest / Math.max((plot - room) / plot, 0.2)];
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelLimit: LABEL_LIMIT },
  };
  const x = {
    field: 'v',
    type: 'quantitative',
    title: 'refused attempts per second',
    scale: { domain, nice: false },
    axis: { tickCount: 4, format: ',.4~r' },
  };
  const spec = {
    data: { name: 'parts' },
    encoding: { y, x },
    layer: [
      { mark: { type: 'bar', color: light('orange'), height: 14, tooltip: { content: 'data' } } },
      {
        mark: { type: 'text', align: 'left', dx: 5, fontSize: LABEL_SIZE },
        encoding: { text: { field: 'shown' } },
      },
    ],
  };
  const label = `${title}, by ${kind}. ${rows.map(({ name, shown }) => `${name}: ${shown}`).join('; ')}.`;
  const tables = { parts: rows.map((row) => ({ ...row })) };
  return { width: WIDTH, height: rows.length * BAR + 54, spec, tables, label };
}
