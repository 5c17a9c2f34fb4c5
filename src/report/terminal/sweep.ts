// The summary of `sim sweep`: every point in a table, and cost against latency with the frontier marked.

import { type SweepPoint, type SweepResult, valueAt } from '../../experiment/sweep.ts';
import { formatQuantity } from '../number.ts';
import { type SweepTable, sweepTable } from '../sweep-table.ts';
import type { SummaryOptions } from '../terminal.ts';
import { counted, VERDICT_MARKS } from '../words.ts';
import { blank, columnsOf, heading, type Line, printable, shortened, text } from './layout.ts';
import { questionSummary } from './question.ts';
import { type ScatterPoint, scatter } from './scatter.ts';

const MOST_ROWS = 60;
const WIDEST_CELL = 26;

/** The summary, with a newline at the end. */
export function renderSweep(
  result: SweepResult,
  options: SummaryOptions,
  shard?: { readonly part: number; readonly of: number },
): string {
  const table = sweepTable(result);
  const left = result.points.length - MOST_ROWS;
  const width = columnsOf(options);
  const lines: readonly Line[] = [
    blank,
    heading('POINTS', '✓ every objective holds, ✗ one fails, ? one is undecided; ● on the frontier'),
    ...tableLines(table),
    ...(left > 0 ? [text(`and ${left} more in sweep.csv`, 'quiet')] : []),
    ...chartLines(result, width),
  ];
  return questionSummary(
    result,
    result.partial && shard === undefined,
    [{ words: answerOf(result, shard), tone: 'plain' }],
    lines,
    options,
  );
}

function answerOf(
  result: SweepResult,
  shard: { readonly part: number; readonly of: number } | undefined,
): string {
  const { points, size, partial } = result;
  if (shard !== undefined)
    return `Part ${shard.part} of ${shard.of}: ${points.length} of ${counted(size, 'point')} are kept here. sim merge joins the parts.`;
  const ran = partial ? `${points.length} of ${counted(size, 'point')}` : counted(size, 'point');
  const judged = points.filter(({ verdict }) => verdict !== null);
  const holding = judged.filter(({ verdict }) => verdict === 'holds');
  const [cheapest] = [...holding].sort((a, b) => monthOf(a) - monthOf(b));
  const verdicts =
    judged.length === 0
      ? ''
      : holding.length === 0
        ? ' None holds every objective.'
        : ` ${holding.length === 1 ? 'One holds' : `${holding.length} hold`} every objective.`;
  const named =
    cheapest === undefined || !Number.isFinite(monthOf(cheapest)) || monthOf(cheapest) === 0
      ? ''
      : ` The cheapest is ${settings(cheapest)} at ${formatQuantity(monthOf(cheapest), 'USD')} a month.`;
  return `${ran}.${verdicts}${named}`;
}

function monthOf({ perMonth }: SweepPoint): number {
  return perMonth?.value ?? Number.POSITIVE_INFINITY;
}

function settings({ design, values }: SweepPoint): string {
  const words = Object.entries(values).map(([path, value]) => `${path}=${value}`);
  return [...(design === 'base' ? [] : [design]), ...words].join(' ');
}

function tableLines({ columns, values, rows }: SweepTable): readonly Line[] {
  const shown = rows.slice(0, MOST_ROWS);
  const cell = (words: string): string => shortened(printable(words), WIDEST_CELL);
  const widths = columns.map((column, i) =>
    Math.max(cell(column).length, ...shown.map(({ cells }) => cell(cells[i]!).length)),
  );
  const line = (marks: string, cells: readonly string[]): Line => ({
    kind: 'ready',
    text: `    ${marks} ${cells
      .map((words, i) => (i < values ? cell(words).padEnd(widths[i]!) : cell(words).padStart(widths[i]!)))
      .join('  ')}`.trimEnd(),
  });
  return [
    line('   ', columns),
    ...shown.map(({ point, onFrontier, cells }) =>
      line(`${point.verdict === null ? ' ' : VERDICT_MARKS[point.verdict]} ${onFrontier ? '●' : ' '}`, cells),
    ),
  ];
}

function chartLines({ frontier, points }: SweepResult, width: number): readonly Line[] {
  if (frontier === null) return [];
  const drawn = points.flatMap((point): ScatterPoint[] => {
    const [x, y] = [valueAt(point, frontier.x), valueAt(point, frontier.y)];
    if (x === null || y === null) return [];
    const mark = frontier.points.includes(point.index) ? '●' : point.verdict === 'holds' ? '○' : 'x';
    return [{ x, y, mark }];
  });
  if (drawn.length < 2) return [];
  const unit = points[0]!.measures.find(({ path }) => path === frontier.y)?.unit ?? '';
  const left = points.length - drawn.length;
  const chart = scatter(drawn, { title: 'USD a month', unit: 'USD' }, { title: frontier.y, unit }, width);
  return [
    blank,
    heading('COST AGAINST LATENCY', '● on the frontier, ○ holds, x does not'),
    ...chart.map((line): Line => ({ kind: 'ready', text: line })),
    ...(left > 0
      ? [
          text(
            `${counted(left, 'point')} cannot be drawn: the latency lies among what was lost, or cannot be told`,
            'quiet',
          ),
        ]
      : []),
  ];
}
