// A chart as it stands in the page: the drawing, and beside it as data what the page's script makes the same chart of
// anew, with a crosshair, zoom and hover. Without the script the drawing stays.

import { type Chart, draw, specOf } from '../charts/draw.ts';
import { html, type Markup, raw } from '../markup.ts';
import { light } from '../palette.ts';

/** Drag to move in time, Ctrl and the wheel to zoom (the wheel alone scrolls the page), double-click for the whole. */
const ZOOM = {
  name: 'zoom',
  select: { type: 'interval', encodings: ['x'], zoom: 'wheel![event.ctrlKey || event.metaKey]' },
  bind: 'scales',
};
/** Where the reader points, in the axis's unit; null when nowhere. */
const AT = { name: 'at', value: null };
const CROSSHAIR = {
  data: { values: [{}] },
  mark: { type: 'rule', color: light('muted'), clip: true, opacity: { expr: 'at === null ? 0 : 1' } },
  encoding: { x: { datum: { expr: 'at' }, type: 'quantitative' } },
};

/** The drawing and its data. The same chart gives the same bytes. */
export async function plot(chart: Chart): Promise<Markup> {
  const data = { spec: interactive(chart), tables: chart.tables ?? {}, time: chart.time ?? null };
  return html`<div class="plot"><div class="drawn">${await draw(chart)}</div><script type="application/json">${raw(scriptJson(data))}</script></div>`;
}

function interactive(chart: Chart): Readonly<Record<string, unknown>> {
  const spec = specOf(chart);
  const layer = chart.spec.layer;
  if (chart.time === undefined || !Array.isArray(layer)) return spec;
  const layers: readonly Readonly<Record<string, unknown>>[] = layer;
  const line = layers.findIndex(({ data }) => Object.hasOwn(data as object, 'name'));
  return {
    ...spec,
    width: 'container',
    params: [AT],
    layer: [...layers.map((one, i) => (i === line ? { ...one, params: [ZOOM] } : one)), CROSSHAIR],
  };
}

/** JSON that cannot end the element that it stands in, nor hold a character that HTML forbids. */
function scriptJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<\u007f-\u009f\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
