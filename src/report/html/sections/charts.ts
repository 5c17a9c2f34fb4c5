// The sections that are drawn: throughput against capacity, latency and backlog over time, throttles by part. Panels of the same
// kind stand beside each other, one a design, on one scale; their legend is text, not part of the drawing.

import type { DesignResult } from '../../../experiment/result.ts';
import { counted, listed } from '../../words.ts';
import { latencyComponents, latencyPanels } from '../charts/latency.ts';
import {
  BAND_COLOUR,
  BAND_OPACITY,
  type ChartLevel,
  type ChartLine,
  LEVEL_COLOUR,
  LEVEL_DASH,
  LEVEL_WIDTH,
  type LineChart,
  legendOf,
  lineChart,
} from '../charts/lines.ts';
import { backlogOverlays, latencyOverlay, type Overlay } from '../charts/overlay.ts';
import { refusalMetrics, refusalPanels } from '../charts/refusals.ts';
import { capacityComponents, type Panel, throughputPanels } from '../charts/throughput.ts';
import { plot } from '../live/plot.ts';
import { html, type Markup } from '../markup.ts';
import { designClass, leftOut, type Section } from './frame.ts';

const COMPONENTS = 3;

export async function throughputSection(designs: readonly DesignResult[]): Promise<Section | null> {
  const components = capacityComponents(designs);
  if (components.length === 0) return null;
  const body: Markup[] = [];
  for (const component of components.slice(0, COMPONENTS)) {
    body.push(await lineFigures(designs, throughputPanels(designs, component)));
  }
  body.push(leftOut(components.length - COMPONENTS, 'component'));
  const intro = html`<p class="note">What was offered, what was taken, and the limit. A component with room for the whole may have a part that has none.</p>`;
  return { id: 'throughput', title: 'Throughput against capacity', body: html`${intro}${body}` };
}

export async function latencySection(designs: readonly DesignResult[]): Promise<Section | null> {
  const components = latencyComponents(designs);
  if (components.length === 0) return null;
  const body: Markup[] = [];
  for (const component of components.slice(0, COMPONENTS)) {
    const overlay = latencyOverlay(designs, component);
    if (overlay !== null) body.push(await overlayFigure(overlay));
    body.push(await lineFigures(designs, [latencyPanels(designs, component)]));
  }
  body.push(leftOut(components.length - COMPONENTS, 'component'));
  const intro = html`<p class="note">End to end, over all records produced: one that was lost counts as infinitely late. A percentile that falls among the lost cannot be drawn and leaves a gap.</p>`;
  return { id: 'latency', title: 'Latency percentiles over time', body: html`${intro}${body}` };
}

export async function backlogSection(designs: readonly DesignResult[]): Promise<Section | null> {
  const overlays = backlogOverlays(designs);
  if (overlays.length === 0) return null;
  const body: Markup[] = [];
  for (const overlay of overlays.slice(0, COMPONENTS)) body.push(await overlayFigure(overlay));
  body.push(leftOut(overlays.length - COMPONENTS, 'backlog'));
  const intro = html`<p class="note">What waits, and how far readers are behind. A line that climbs to the end is a design that does not keep up.</p>`;
  return { id: 'backlog', title: 'Backlog over time', body: html`${intro}${body}` };
}

export async function refusalSection(designs: readonly DesignResult[]): Promise<Section | null> {
  const metrics = refusalMetrics(designs);
  if (metrics.length === 0) return null;
  const body: Markup[] = [];
  for (const { component, metric } of metrics.slice(0, COMPONENTS)) {
    const figures: Markup[] = [];
    for (const { design, subject, chart, left } of refusalPanels(designs, component, metric)) {
      const drawing = chart === null ? null : await plot(chart);
      const rest =
        left > 0
          ? html`<p class="more">and ${counted(left, 'more part')}, none of which refused more</p>`
          : null;
      figures.push(
        html`<figure class="${classOf(designs, design)}"><figcaption><b>${design}</b><span>${subject}</span></figcaption>${drawing}${rest}</figure>\n`,
      );
    }
    body.push(html`<h3>${component}: ${metric}</h3><div class="charts">${figures}</div>`);
  }
  body.push(leftOut(metrics.length - COMPONENTS, 'metric'));
  return { id: 'throttles', title: 'Throttles, part by part', body: html`${body}` };
}

/** Rows of panels under one legend. */
async function lineFigures(
  designs: readonly DesignResult[],
  rows: readonly (readonly Panel[])[],
): Promise<Markup> {
  const legend = legendOf(rows.flat().map(({ chart }) => chart));
  const drawn: Markup[] = [];
  for (const panels of rows) {
    const figures: Markup[] = [];
    for (const { design, subject, chart } of panels) {
      const drawing = await plot(lineChart(chart));
      figures.push(
        html`<figure class="${classOf(designs, design)}"><figcaption><b>${design}</b><span>${subject}</span></figcaption>${drawing}</figure>\n`,
      );
    }
    drawn.push(html`<div class="charts">${figures}</div>\n`);
  }
  return html`<ul class="legend">${legend.map(legendItem)}${bandItem(rows.flat().map(({ chart }) => chart))}</ul>
${drawn}`;
}

/** All designs in one chart, under a legend of its own. */
async function overlayFigure({ title, chart, untold }: Overlay): Promise<Markup> {
  const rest =
    untold.length === 0
      ? null
      : html`<p class="note">No line: ${listed(untold)}. Too many records are lost there for a p99 at any time.</p>`;
  return html`<figure class="overlay"><figcaption><b>${title}</b></figcaption><ul class="legend">${legendOf([chart]).map(legendItem)}${bandItem([chart])}</ul>${await plot(lineChart(chart))}${rest}</figure>
`;
}

function bandItem(charts: readonly LineChart[]): Markup | null {
  return charts.every(({ bands }) => bands.length === 0)
    ? null
    : html`<li><svg width="22" height="12" aria-hidden="true"><rect width="22" height="12" fill="${BAND_COLOUR}" opacity="${BAND_OPACITY}"/></svg>fault</li>`;
}

function classOf(designs: readonly DesignResult[], name: string): string {
  return designClass(designs.findIndex((design) => design.name === name));
}

function legendItem(entry: ChartLine | ChartLevel): Markup {
  const { colour, dash, strokeWidth } =
    'colour' in entry ? entry : { colour: LEVEL_COLOUR, dash: LEVEL_DASH, strokeWidth: LEVEL_WIDTH };
  const dashes = dash.length === 0 ? null : html` stroke-dasharray="${dash.join(' ')}"`;
  const design = 'design' in entry && entry.design !== undefined ? designClass(entry.design) : '';
  return html`<li class="${design}"><svg width="34" height="10" aria-hidden="true"><line x1="2" y1="5" x2="32" y2="5" stroke="${colour}" stroke-width="${strokeWidth}" stroke-linecap="round"${dashes}/></svg>${entry.name}</li>`;
}
