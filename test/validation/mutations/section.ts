// The section of VALIDATION.md about mutations. What was not tried this time keeps its line, as long as that still says what
// the mutation is.

import { cell, drawn, type Line, linesIn } from '../markdown-table.ts';
import type { Verdict } from './judge.ts';
import type { Mutation } from './mutation.ts';

const COLUMNS = ['mutation', 'what is changed', 'caught by', 'what', 'expected', 'seen', 'verdict'] as const;

type MutationLine = Line<(typeof COLUMNS)[number]>;

const CAUGHT = 'caught';

/**
 * @param mutations all there are, in order
 * @param verdicts of those that were tried now
 * @param before the file as it was
 */
export function section(
  mutations: readonly Mutation[],
  verdicts: readonly Verdict[],
  before: string,
): string {
  const kept = linesIn(COLUMNS, before);
  const lines = mutations.map((mutation) => {
    const verdict = verdicts.find((one) => one.mutation === mutation);
    return verdict === undefined ? keptOf(mutation, kept) : lineOf(verdict);
  });
  const caught = lines.filter(({ verdict }) => verdict === CAUGHT);
  return [
    '## Mutations',
    '',
    `**${caught.length} of ${lines.length}** mutations are caught. \`npm run validate -- --mutations\` changes each of these rules of AWS on purpose in a`,
    'copy of the program, where a row of the tables above must then see something else than it expects; over the program',
    'as it is, it holds. `npm run validate -- --mutation NAME` tries one.',
    '',
    ...drawn(COLUMNS, lines),
    '',
  ].join('\n');
}

function untried({ name, what }: Mutation): MutationLine {
  return {
    mutation: cell(name),
    'what is changed': cell(what),
    'caught by': '',
    what: '',
    expected: '',
    seen: '',
    verdict: '**not tried**',
  };
}

function lineOf({ mutation, caught, why }: Verdict): MutationLine {
  const line = untried(mutation);
  if (caught === null) return { ...line, seen: cell(why), verdict: '**not caught**' };
  return {
    ...line,
    'caught by': cell(caught.row),
    what: cell(caught.what),
    expected: cell(caught.expected),
    seen: cell(caught.seen),
    verdict: CAUGHT,
  };
}

// The claim must be one that the mutation's rows still make.
function keptOf(mutation: Mutation, kept: readonly MutationLine[]): MutationLine {
  const line = untried(mutation);
  const found = kept.find(
    (old) => old.mutation === line.mutation && old['what is changed'] === line['what is changed'],
  );
  const claims = mutation.rows.flatMap(({ name, claims: all }) =>
    all.map(({ what, expected }) => [name, what, expected].map(cell).join(' | ')),
  );
  return found !== undefined && claims.includes([found['caught by'], found.what, found.expected].join(' | '))
    ? found
    : line;
}
