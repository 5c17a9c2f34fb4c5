// A result as a comment for a review: the verdict, then what differs, the worst first, then why. It begins with a hidden
// tag, by which a CI job finds its own comment and replaces it. GitHub refuses what is longer than 65,536 characters in a
// comment and 1 MiB in a step summary; what does not fit is counted.

import type { Comparison, DesignResult, Finding, Result } from '../experiment/result.ts';
import { changeText } from './change.ts';
import { closingSentences } from './closing.ts';
import { pairingText, type ShownTable, shownTables, tableNotes } from './comparison-rows.ts';
import { rowOf } from './judged.ts';
import { code, escaped, tagText } from './markdown/escape.ts';
import { formatEstimate } from './number.ts';
import { observedValue } from './objective-text.ts';
import { verdictSentences } from './verdict.ts';
import {
  comparisonMark,
  counted,
  GATE_MARKS,
  marksInWords,
  SEVERITY_MARKS,
  unsettledWords,
  VERDICT_MARKS,
} from './words.ts';

const COMMENT_BYTES = 60_000;
const SUMMARY_BYTES = 900_000;
const SENTENCES = 10;
const LONGEST_DESCRIPTION = 1_000;

/** The comment; under 64 KiB. */
export function renderComment(result: Result): string {
  return render(result, COMMENT_BYTES);
}

/** The same for $GITHUB_STEP_SUMMARY, with more room; under 1 MiB. */
export function renderStepSummary(result: Result): string {
  return render(result, SUMMARY_BYTES);
}

/** The hidden tag that a result's comment begins with. */
function hiddenTag({ scenario, comparisons, gates }: Result): string {
  const kind = gates.length > 0 || comparisons.some(({ group }) => group === 'metric') ? 'compare' : 'run';
  return `<!-- spillway: ${kind} ${tagText(scenario.name)} -->`;
}

/** Lines that are kept whole or left out, and what is said of those that are left out. */
interface Block {
  readonly head: readonly string[];
  readonly rows: readonly string[];
  readonly noun: string;
  readonly foot: readonly string[];
}

function render(result: Result, room: number): string {
  const { scenario, simulator } = result;
  const blocks: Block[] = [
    block([
      hiddenTag(result),
      `### ${escaped(scenario.name)}`,
      ...(scenario.description === '' ? [] : ['', escaped(scenario.description, LONGEST_DESCRIPTION)]),
      ...unsettledWords(result).flatMap((words) => ['', `**${escaped(words)}**`]),
      ...(result.partial ? ['', '**A run was interrupted: only what had been finished is here.**'] : []),
      '',
      ...answer(result).map((sentence) => `- ${sentence}`),
    ]),
    gateBlock(result),
    objectiveBlock(result),
    ...shownTables(result).map(tableBlock),
    findingBlock(result.designs),
    block(['', `<sub>${escaped(footer(result))} · spillway ${escaped(simulator.version)}</sub>`]),
  ];
  return fitted(blocks, room);
}

function block(
  head: readonly string[],
  rows: readonly string[] = [],
  noun = '',
  foot: readonly string[] = [],
): Block {
  return { head, rows, noun, foot };
}

const NOTHING = block([]);

function answer(result: Result): readonly string[] {
  const sentences = result.tables.length > 0 ? closingSentences(result) : verdictSentences(result);
  return sentences.slice(0, SENTENCES).map((sentence) => escaped(sentence));
}

function gateBlock(result: Result): Block {
  const { gates } = result;
  const order = ['exceeded', 'undecided', 'kept'];
  const rows = [...gates]
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map((gate) => {
      const row = rowOf(gate, result);
      const seen = row === undefined ? '' : changeText(row);
      return cells(
        GATE_MARKS[gate.verdict],
        code(gate.text),
        escaped(gate.design),
        escaped(seen),
        escaped(gate.note),
      );
    });
  if (rows.length === 0) return NOTHING;
  return block(['', ...columns(['', 'must not happen', 'design', 'seen', ''], 'lllrl')], rows, 'limit');
}

function objectiveBlock({ designs }: Result): Block {
  const texts = [...new Set(designs.flatMap(({ objectives }) => objectives.map(({ text }) => text)))];
  if (texts.length === 0) return NOTHING;
  const shown = designs.slice(0, 6);
  const rows = texts.map((text) => cells(code(text), ...shown.map((design) => verdictCell(design, text))));
  const more = designs.length - shown.length;
  return block(
    [
      '',
      ...columns(['objective', ...shown.map(({ name }) => escaped(name))], `l${'r'.repeat(shown.length)}`),
    ],
    rows,
    'objective',
    more > 0 ? ['', `${counted(more, 'more design')} in results.json.`] : [],
  );
}

function verdictCell({ objectives }: DesignResult, text: string): string {
  const objective = objectives.find((one) => one.text === text);
  if (objective === undefined) return '';
  return `${VERDICT_MARKS[objective.verdict]} ${escaped(observedValue(objective))}`;
}

function tableBlock(shown: ShownTable): Block {
  const { table, rows } = shown;
  const title = `**${escaped(table.design)}** against **${escaped(table.against)}**, ${counted(table.replications, 'replication')}`;
  const notes = [
    tableNotes(shown)
      .map((note) => escaped(note))
      .join(' '),
  ].filter((note) => note !== '');
  if (rows.length === 0) return block(['', `${title}: nothing differs.`, '', ...notes]);
  const pairing = rows.some((row) => pairingText(row) !== '');
  const heads = ['', 'figure', 'base', 'new', 'change', ...(pairing ? ['correlation, variance ratio'] : [])];
  const legend = marksInWords(rows);
  return block(
    [
      '',
      `${title}. ${escaped(legend)}; ± is half of the 95 % interval.`,
      '',
      ...columns(heads, pairing ? 'llrrrr' : 'llrrr'),
    ],
    [...rows].sort(worstFirst).map((row) => rowCells(row, pairing)),
    'row',
    notes.length === 0 ? [] : ['', ...notes],
  );
}

function rowCells(row: Comparison, pairing: boolean): string {
  const { unit } = row;
  const value = (estimate: Comparison['base']) => escaped(formatEstimate({ ...estimate, ci95: null }, unit));
  const tail = pairing ? [escaped(pairingText(row))] : [];
  return cells(
    comparisonMark(row),
    code(row.path),
    value(row.base),
    value(row.value),
    escaped(changeText(row)),
    ...tail,
  );
}

const WORST: readonly Comparison['verdict'][] = ['worse', 'not told', 'better', 'more', 'less'];

/** Worse rows first, objectives before others, and among the like the largest change. */
function worstFirst(a: Comparison, b: Comparison): number {
  const rank = ({ verdict }: Comparison) => (WORST.includes(verdict) ? WORST.indexOf(verdict) : WORST.length);
  const asked = ({ group }: Comparison) => (group === 'objective' ? 0 : 1);
  return rank(a) - rank(b) || asked(a) - asked(b) || extent(b) - extent(a);
}

/** How far a row moved, as a part of what it was; from nothing, farthest. */
function extent({ base, value }: Comparison): number {
  const [before, after] = [base.value, value.value];
  if (before === null || after === null) return Number.MAX_VALUE;
  if (before === after) return 0;
  return before === 0 ? Number.MAX_VALUE : Math.abs(after / before - 1);
}

function findingBlock(designs: readonly DesignResult[]): Block {
  const grave = designs.flatMap(({ name, findings }) =>
    findings.filter(({ severity }) => severity !== 'info').map((finding) => ({ name, finding })),
  );
  if (grave.length === 0) return NOTHING;
  const rows = grave.map(({ name, finding }) => findingLine(name, finding));
  return block(['', '<details><summary>Why</summary>', ''], rows, 'finding', ['', '</details>']);
}

function findingLine(design: string, { severity, component, title, limit, advice }: Finding): string {
  const bound = limit === '' ? '' : ` Limit: ${limit}.`;
  const words = escaped(`${title}.${bound} ${advice}`.replaceAll('..', '.'));
  return `- ${SEVERITY_MARKS[severity]} **${escaped(design)}**, ${code(component)}: ${words}`;
}

function footer({ scenario, designs }: Result): string {
  const assumptions = new Set(
    designs.flatMap((design) =>
      design.assumptions.map(({ component, property }) => `${component}.${property}`),
    ),
  );
  return `seed ${scenario.seed} · scenario ${scenario.hash.slice(0, 12)} · ${counted(assumptions.size, 'assumption')}, each with its range in results.json`;
}

function cells(...content: readonly string[]): string {
  return `| ${content.join(' | ')} |`;
}

function columns(heads: readonly string[], alignment: string): readonly string[] {
  return [cells(...heads), `|${[...alignment].map((side) => (side === 'r' ? '---:' : ':---')).join('|')}|`];
}

// Blocks are taken in their order as long as there is room, and of each as many rows; what is left out is counted.
function fitted(blocks: readonly Block[], room: number): string {
  const LEFT_OUT = 80;
  const size = (lines: readonly string[]) =>
    lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  let left = room - LEFT_OUT;
  let dropped = 0;
  const lines: string[] = [];
  for (const { head, rows, noun, foot } of blocks) {
    const frame = size(head) + size(foot) + LEFT_OUT;
    if (frame > left) {
      dropped++;
      continue;
    }
    left -= frame;
    let shown = 0;
    while (shown < rows.length && size([rows[shown]!]) <= left) left -= size([rows[shown++]!]);
    const out = rows.length - shown;
    const more = out === 0 ? [] : ['', `${counted(out, `more ${noun}`)} left out for length.`];
    lines.push(...head, ...rows.slice(0, shown), ...more, ...foot);
  }
  if (dropped > 0) lines.push('', `${counted(dropped, 'more section')} left out for length.`);
  return `${lines.join('\n').trimEnd()}\n`;
}
