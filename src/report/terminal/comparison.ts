// Every design beside the base: base, new, change, and a mark. The last line says it in words.

import Table from 'cli-table3';
import type { Colors } from 'picocolors/types.js';
import type { Comparison, Result } from '../../experiment/result.ts';
import { changeText } from '../change.ts';
import { closingSentences } from '../closing.ts';
import { formatEstimate, unitOf } from '../number.ts';
import { comparisonMark, counted } from '../words.ts';
import { blank, heading, type Line, printable, shortened, text } from './layout.ts';

const DESIGNS = 8;
const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '    ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

export function comparisonLines(result: Result, width: number, colours: Colors): readonly Line[] {
  const { comparisons } = result;
  if (comparisons.length === 0) return [];
  const names = [...new Set(comparisons.map(({ design }) => design))];
  const note = '+ better, − worse, ≈ no difference seen';
  const left = names.length - DESIGNS;
  const rows = comparisons.filter(({ design }) => names.indexOf(design) < DESIGNS);
  return [
    heading('COMPARED WITH THE BASE', note),
    blank,
    ...table(rows, width, colours).map((line): Line => ({ kind: 'ready', text: line })),
    ...(left > 0 ? [text(`and ${counted(left, 'more design')} in the files`, 'quiet')] : []),
    blank,
    ...closingSentences(result)
      .slice(0, DESIGNS)
      .map((sentence) => text(sentence, 'plain', '→')),
  ];
}

function table(rows: readonly Comparison[], width: number, colours: Colors): readonly string[] {
  const drawn = new Table({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  const cell = (content: string) => ({ content, hAlign: 'right' as const });
  let design = '';
  for (const row of rows) {
    if (row.design !== design) {
      if (design !== '') drawn.push(['']);
      design = row.design;
      drawn.push([
        colours.bold(shortened(printable(design), width - 50)) + (row.paired ? '' : ' (not paired)'),
        ...['base', 'new', 'change'].map((head) => cell(colours.dim(head))),
      ]);
    }
    const unit = unitOf(row.unit, row.path.split('.').at(-1) ?? '');
    const mark = comparisonMark(row);
    const paint = mark === '+' ? colours.green : mark === '−' ? colours.red : colours.yellow;
    drawn.push([
      `${paint(mark)} ${shorten(printable(row.path), width - 48)}`,
      cell(formatEstimate({ ...row.base, ci95: null }, unit)),
      cell(formatEstimate({ ...row.value, ci95: null }, unit)),
      cell(paint(changeText(row))),
    ]);
  }
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function shorten(path: string, room: number): string {
  const most = Math.max(room, 16);
  return path.length <= most ? path : `…${path.slice(path.length - most + 1)}`;
}
