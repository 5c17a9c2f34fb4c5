// Every design beside the one that it is compared with: base, new, change, and a mark. The last line says it in words.

import Table from 'cli-table3';
import type { Colors } from 'picocolors/types.js';
import type { Comparison, GateResult, Result } from '../../experiment/result.ts';
import { changeText } from '../change.ts';
import { closingSentences } from '../closing.ts';
import { pairingText, type ShownTable, shownTables, tableNotes } from '../comparison-rows.ts';
import { rowOf } from '../judged.ts';
import { formatEstimate } from '../number.ts';
import { comparisonMark, counted, GATE_MARKS, marksInWords } from '../words.ts';
import { blank, heading, type Line, printable, shortened, type Tone, text } from './layout.ts';

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
  const tables = shownTables(result);
  if (tables.length === 0) return [];
  const against = new Set(tables.map(({ table }) => table.against));
  const whom = against.size === 1 ? [...against][0]! : '';
  const title =
    whom === '' ? 'COMPARED' : whom === 'base' ? 'COMPARED WITH THE BASE' : `COMPARED WITH ${whom}`;
  const left = tables.length - DESIGNS;
  const shown = tables.slice(0, DESIGNS);
  return [
    heading(title, marksInWords(shown.flatMap(({ rows }) => rows))),
    ...shown.flatMap((table) => [blank, ...tableLines(table, whom === '', width, colours)]),
    ...(left > 0 ? [text(`and ${counted(left, 'more design')} in the files`, 'quiet')] : []),
    blank,
    ...closingSentences(result)
      .slice(0, DESIGNS)
      .map((sentence) => text(sentence, 'plain', '→')),
  ];
}

const GATE_TONES: Readonly<Record<GateResult['verdict'], Tone>> = {
  kept: 'good',
  exceeded: 'bad',
  undecided: 'open',
};

/** The limits of `--fail-on`, each with what was seen. */
export function gateLines(result: Result): readonly Line[] {
  const { gates } = result;
  if (gates.length === 0) return [];
  const several = new Set(gates.map(({ design }) => design)).size > 1;
  return [
    heading('FAIL ON', '✗ exceeded, ✓ kept, ? undecided'),
    blank,
    ...gates.map((gate) => {
      const row = rowOf(gate, result);
      const seen = row === undefined ? '' : `: ${changeText(row)}`;
      const note = gate.note === '' ? '' : ` (${gate.note})`;
      const whose = several ? ` in ${gate.design}` : '';
      return text(`${gate.text}${whose}${seen}${note}`, GATE_TONES[gate.verdict], GATE_MARKS[gate.verdict]);
    }),
  ];
}

function tableLines(shown: ShownTable, named: boolean, width: number, colours: Colors): readonly Line[] {
  const { table, rows } = shown;
  const name = named ? `${table.design} against ${table.against}` : table.design;
  const drawn =
    rows.length === 0
      ? [`    ${colours.bold(printable(name))}${table.paired ? '' : ' (not paired)'}`]
      : draw(name, shown, width, colours);
  return [
    ...drawn.map((line): Line => ({ kind: 'ready', text: line })),
    ...tableNotes(shown).map((note) => text(note, 'quiet')),
  ];
}

function draw(name: string, { table, rows }: ShownTable, width: number, colours: Colors): readonly string[] {
  const pairing = rows.some((row) => pairingText(row) !== '');
  const heads = ['base', 'new', 'change', ...(pairing ? ['paired'] : [])];
  const values = rows.map((row) => {
    const { unit } = row;
    return [
      formatEstimate({ ...row.base, ci95: null }, unit),
      formatEstimate({ ...row.value, ci95: null }, unit),
      changeText(row),
      ...(pairing ? [pairingText(row)] : []),
    ];
  });
  const widths = heads.map((head, i) => Math.max(head.length, ...values.map((row) => row[i]!.length)));
  // Four columns of indent, two of the mark, and two between the columns.
  const room = Math.max(width - 8 - widths.reduce((sum, one) => sum + one + 2, 0), 20);
  const drawn = new Table({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  const cell = (content: string) => ({ content, hAlign: 'right' as const });
  drawn.push([
    colours.bold(shortened(printable(name), room)) + (table.paired ? '' : ' (not paired)'),
    ...heads.map((head) => cell(colours.dim(head))),
  ]);
  for (const [i, row] of rows.entries()) {
    const paint = paintOf(row, colours);
    const [before, after, change, paired] = values[i]!;
    drawn.push([
      `${paint(comparisonMark(row))} ${shorten(printable(row.path), room)}`,
      cell(before!),
      cell(after!),
      cell(paint(change!)),
      ...(paired === undefined ? [] : [cell(colours.dim(paired))]),
    ]);
  }
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function paintOf({ verdict }: Comparison, colours: Colors): (words: string) => string {
  if (verdict === 'better') return colours.green;
  return verdict === 'worse' ? colours.red : colours.yellow;
}

/** A path that is too long loses its middle: the component and the statistic tell most. */
function shorten(path: string, room: number): string {
  if (path.length <= room) return path;
  const head = Math.floor((room - 1) / 3);
  return `${path.slice(0, head)}…${path.slice(path.length - (room - 1 - head))}`;
}
