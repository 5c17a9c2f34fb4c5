// sweep.html: one static page of a sweep, cost against latency with the frontier, and every point in a table.

import { type SweepResult, valueAt } from '../../experiment/sweep.ts';
import { formatQuantity } from '../number.ts';
import { sweepTable } from '../sweep-table.ts';
import { counted, VERDICT_MARKS } from '../words.ts';
import { type Chart, draw } from './charts/draw.ts';
import { html, type Markup, raw } from './markup.ts';
import { light } from './palette.ts';
import { leftOut, sectionMarkup, table } from './sections/frame.ts';
import { styleSheet } from './style.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const MOST_ROWS = 1_000;

/** The whole page as text. The same result gives the same bytes. */
export async function renderSweepPage(result: SweepResult): Promise<string> {
  const { scenario, simulator } = result;
  const chart = await chartMarkup(result);
  const sections = [
    ...(chart === null ? [] : [{ id: 'frontier', title: 'Cost against latency', body: chart }]),
    { id: 'points', title: 'Points', body: tableMarkup(result) },
  ];
  const page = html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<title>${scenario.name}: ${simulator.name} sweep</title>
<style>
${raw(styleSheet())}</style>
</head>
<body>
<header>
<h1>${scenario.name}: a sweep</h1>
${scenario.description === '' ? null : html`<p class="question">${scenario.description}</p>`}
<p class="facts">${facts(result)}</p>
${result.partial ? html`<div class="banner"><p>The sweep is not complete: ${result.points.length} of ${counted(result.size, 'point')} are here.</p></div>` : null}
</header>
<main>
${sections.map(sectionMarkup)}</main>
<footer><p>Made by ${simulator.name} ${simulator.version} from sweep.json alone.</p></footer>
</body>
</html>
`;
  return page.text;
}

function facts({ scenario, axes, size }: SweepResult): string {
  return [
    counted(size, 'point'),
    ...axes.map(
      ({ path, values }) =>
        `${path}: ${values.length === 1 ? values[0]! : `${values[0]} to ${values.at(-1)} (${values.length})`}`,
    ),
    `${formatQuantity(scenario.durationSeconds, 'seconds')} measured after ${formatQuantity(scenario.warmupSeconds, 'seconds')} of warm-up`,
    scenario.region,
    `seed ${scenario.seed}`,
  ].join(' · ');
}

async function chartMarkup(result: SweepResult): Promise<Markup | null> {
  const chart = frontierChart(result);
  if (chart === null) return null;
  return html`<p class="note">Filled: on the frontier, where nothing is both cheaper and faster. Green holds every objective, red does not, gold is undecided.</p>
<div class="charts wide"><figure>${await draw(chart)}</figure></div>`;
}

const COLOURS = { holds: light('green'), fails: light('red'), undecided: light('gold') } as const;

function frontierChart({ frontier, points }: SweepResult): Chart | null {
  if (frontier === null) return null;
  const drawn = points.flatMap((point) => {
    const [x, y] = [valueAt(point, frontier.x), valueAt(point, frontier.y)];
    if (x === null || y === null) return [];
    const kept = frontier.points.includes(point.index);
    return [{ x, y, kept, colour: point.verdict === null ? light('blue') : COLOURS[point.verdict] }];
  });
  if (drawn.length === 0) return null;
  const unit = points[0]!.measures.find(({ path }) => path === frontier.y)?.unit ?? '';
  const ys = drawn.map(({ y }) => y);
  const wide = Math.min(...ys) > 0 && Math.max(...ys) / Math.min(...ys) > 30;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'USD a month',
    axis: { tickCount: 6, format: ',.4~r' },
    scale: { zero: false },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: `${frontier.y}, ${unit}`,
    axis: { tickCount: 6, format: ',.4~r' },
    scale: wide ? { type: 'log' } : { zero: false },
  };
  const color = { field: 'colour', type: 'nominal', scale: null };
  const line = drawn.filter(({ kept }) => kept);
  const spec = {
    layer: [
      {
        data: { values: line },
        mark: { type: 'line', color: light('muted'), strokeDash: [4, 3] },
        encoding: { x, y },
      },
      {
        data: { values: drawn.filter(({ kept }) => !kept) },
        mark: { type: 'point', size: 50 },
        encoding: { x, y, color },
      },
      {
        data: { values: line },
        mark: { type: 'point', size: 70, filled: true, opacity: 1 },
        encoding: { x, y, color },
      },
    ],
  };
  const label = `${frontier.y} against the cost of a month for ${drawn.length} points, ${line.length} of them on the frontier.`;
  return { width: 560, height: 320, spec, label };
}

function tableMarkup(result: SweepResult): Markup {
  const { columns, values, rows } = sweepTable(result);
  const heads = [
    { head: '', numeric: false },
    ...columns.map((head, i) => ({ head, numeric: i >= values })),
    { head: 'what bound', numeric: false },
  ];
  const body = rows.slice(0, MOST_ROWS).map(({ point, onFrontier, cells }) => {
    const verdict = point.verdict ?? 'undecided';
    const mark = point.verdict === null ? '' : VERDICT_MARKS[point.verdict];
    const drawn = cells.map((cell, i) =>
      i < values ? html`<td>${cell}</td>` : html`<td class="num">${cell}</td>`,
    );
    return html`<tr><td><span class="mark ${verdict}">${mark}</span>${onFrontier ? ' ●' : ''}</td>${drawn}<td class="text">${point.bound}</td></tr>`;
  });
  return html`<p class="note">● on the frontier; ✓ every objective holds, ✗ one fails, ? one is undecided.</p>
${table('Points', heads, body)}${leftOut(rows.length - MOST_ROWS, 'point')}`;
}
