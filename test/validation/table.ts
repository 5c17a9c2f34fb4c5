// VALIDATION.md: every claim with what was expected, what was seen, and the verdict. The same bytes on every machine:
// no date, no time, no name of where it ran. Rows that were not looked at keep the lines that they have, as long as these
// still say what the row claims; a row that has none says so, and does not hold.

import { cell, drawn, type Line, linesIn } from './markdown-table.ts';
import type { Kind, Row, Seen } from './row.ts';

/** A row that has been looked at; `error` when looking itself failed. */
export interface Looked {
  readonly row: Row;
  readonly seen: readonly Seen[];
  readonly error: string | null;
}

const COLUMNS = [
  'name',
  'what',
  'expected',
  'seen',
  'tolerance',
  'verdict',
  'kind',
  'runs and seeds',
  'source',
] as const;

type RowLine = Line<(typeof COLUMNS)[number]>;

const HOLDS = 'holds';
const MEANING: Readonly<Record<Kind, string>> = {
  exact: 'follow from theory, from arithmetic, or from a real program',
  predicted: 'were published or worked out by hand, and nothing was fitted to them',
  calibrated: 'had a constant fitted to them: they prove nothing, and are counted apart',
};

/** Whether every claim of a row was met. */
export function holds({ row, seen, error }: Looked): boolean {
  return error === null && seen.length === row.claims.length && seen.every((one) => one.holds);
}

/**
 * The file, but for its section of mutations.
 * @param rows all there are, in order
 * @param looked those that were looked at now
 * @param before the file as it was, '' if there was none
 */
export function table(rows: readonly Row[], looked: readonly Looked[], before: string): string {
  const kept = linesIn(COLUMNS, before);
  const lines = rows.map((row) => {
    const one = looked.find((each) => each.row === row);
    return { row, lines: one === undefined ? keptOf(row, kept) : linesOf(one) };
  });
  const all = lines.flatMap((each) => each.lines);
  const those = (wanted: (row: Row) => boolean) =>
    lines.filter(({ row }) => wanted(row)).flatMap((each) => each.lines);
  const quick = those((row) => row.long !== true && row.nightly !== true);
  const long = those((row) => row.long === true);
  const nightly = those((row) => row.nightly === true);
  return [
    '# Validation',
    '',
    'What the simulator says, against theory, documents, measurements and real programs that the project did not write.',
    'Written by `npm run validate`, and the same on every machine. `npm run validate -- --only NAME` looks at one row and',
    'leaves the other lines as they are. What a claim expects and tolerates stands in its source file before it is run. A row',
    'with two seeds ran with the first; if it was outside, it ran once more with four times the customers and the second, and',
    'its line says so. What the rows are able to see, the [limits, meters and prices](#limits-meters-and-prices) and the',
    '[mutations](#mutations) at the end show.',
    '',
    'CI looks at the rows of the first table after every change, with the mutations, and fails where one does not hold or gives',
    'another line than this one. Those [that take longer](#longer) plain `npm run validate` looks at, those of the last table',
    '`npm run validate -- --nightly`: these are as they were when last looked at.',
    '',
    ...(['exact', 'predicted', 'calibrated'] as const).map((kind) => summary(kind, all)),
    '',
    ...drawn(COLUMNS, quick),
    '',
    ...(long.length > 0 ? ['## Longer', '', ...drawn(COLUMNS, long), ''] : []),
    ...(nightly.length > 0 ? ['## Nightly', '', ...drawn(COLUMNS, nightly), ''] : []),
  ].join('\n');
}

/** The lines of rows that have been looked at, without the rest of the file. */
export function excerpt(looked: readonly Looked[]): string {
  return [...drawn(COLUMNS, looked.flatMap(linesOf)), ''].join('\n');
}

function summary(kind: Kind, lines: readonly RowLine[]): string {
  const claims = lines.filter((line) => line.kind === kind);
  const met = claims.filter(({ verdict }) => verdict === HOLDS);
  return `- **${met.length} of ${claims.length} ${kind}** claims hold. They ${MEANING[kind]}.`;
}

/** What a row claims, as lines that nobody has looked at. */
function claimed({ name, kind, runs, claims }: Row): readonly RowLine[] {
  return claims.map(({ what, expected, tolerance, source }) => ({
    name: cell(name),
    what: cell(what),
    expected: cell(expected),
    seen: '',
    tolerance: cell(tolerance),
    verdict: '**not run**',
    kind,
    'runs and seeds': cell(runs),
    source: cell(source),
  }));
}

function linesOf({ row, seen, error }: Looked): readonly RowLine[] {
  return claimed(row).map((line, i) => ({
    ...line,
    seen: cell(error ?? seen[i]?.value ?? 'nothing'),
    verdict: error === null && seen[i]?.holds === true ? HOLDS : '**fails**',
  }));
}

function keptOf(row: Row, kept: readonly RowLine[]): readonly RowLine[] {
  return claimed(row).map((line) => kept.find((old) => same(old, line)) ?? line);
}

function same(a: RowLine, b: RowLine): boolean {
  return COLUMNS.every((column) => column === 'seen' || column === 'verdict' || a[column] === b[column]);
}
