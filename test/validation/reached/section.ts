// The section of VALIDATION.md about limits, meters and prices. What was not judged this time keeps its line, as long as the
// entry has the same figure and the row is still one that says that it reaches it.

import { cell, drawn, type Line, linesIn } from '../markdown-table.ts';
import type { Entry } from './entries.ts';
import { type Judged, rowsOf } from './judge.ts';

const COLUMNS = [
  'entry',
  'figure',
  'row',
  'its kind',
  'changed to',
  'row expects',
  'and sees',
  'verdict',
] as const;

type EntryLine = Line<(typeof COLUMNS)[number]>;

const REACHED = 'reached';

/**
 * @param entries all there are, in order
 * @param judged those that were judged now
 * @param before the file as it was
 */
export function reachedSection(entries: readonly Entry[], judged: readonly Judged[], before: string): string {
  const kept = linesIn(COLUMNS, before);
  const lines = entries.map((entry) => {
    const one = judged.find((each) => each.entry.id === entry.id);
    return one === undefined ? keptOf(entry, kept) : lineOf(one);
  });
  const reached = lines.filter(({ verdict }) => verdict === REACHED);
  return [
    '## Limits, meters and prices',
    '',
    `**${reached.length} of ${lines.length}** are reached. \`npm run validate -- --entries\` changes each limit, meter and price that a component`,
    'declares by a quarter, and looks whether a row that holds over the program as it is sees it: a figure that',
    'stands in the program and does nothing would be found here. `npm run validate -- --entry ID` tries one.',
    '',
    ...drawn(COLUMNS, lines),
    '',
  ].join('\n');
}

function untried({ id, figure }: Entry): EntryLine {
  return {
    entry: cell(id),
    figure: cell(figure),
    row: '',
    'its kind': '',
    'changed to': '',
    'row expects': '',
    'and sees': '',
    verdict: '**not tried**',
  };
}

function lineOf({ entry, row, kind, changedTo, expected, seen }: Judged): EntryLine {
  return {
    ...untried(entry),
    row: cell(row ?? ''),
    'its kind': kind ?? '',
    'changed to': cell(changedTo),
    'row expects': cell(expected),
    'and sees': cell(seen),
    verdict: row === null ? '**not reached**' : REACHED,
  };
}

function keptOf(entry: Entry, kept: readonly EntryLine[]): EntryLine {
  const line = untried(entry);
  const own = rowsOf(entry);
  const found = kept.find((old) => old.entry === line.entry && old.figure === line.figure);
  const isClaimed = own.some(
    ({ name, kind, claims }) =>
      found?.row === cell(name) &&
      found['its kind'] === kind &&
      claims.some(({ expected }) => cell(expected) === found['row expects']),
  );
  return found !== undefined && isClaimed ? found : line;
}
