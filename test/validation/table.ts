// VALIDATION.md: every claim with what was expected, what was seen, and the verdict. The same bytes on every machine:
// no date, no time, no name of where it ran.

import type { Kind, Row, Seen } from './row.ts';

/** A row that has been looked at; `error` when looking itself failed. */
export interface Looked {
  readonly row: Row;
  readonly seen: readonly Seen[];
  readonly error: string | null;
}

const MEANING: Readonly<Record<Kind, string>> = {
  exact: 'follow from theory, from arithmetic, or from a real program',
  predicted: 'were published or worked out by hand, and nothing was fitted to them',
  calibrated: 'had a constant fitted to them: they prove nothing, and are counted apart',
};

/** Whether every claim of a row was met. */
export function holds({ row, seen, error }: Looked): boolean {
  return error === null && seen.length === row.claims.length && seen.every((one) => one.holds);
}

/** The whole file. */
export function table(looked: readonly Looked[]): string {
  return [
    '# Validation',
    '',
    'What the simulator says, against theory, documents, measurements and real programs that the project did not write.',
    'Written by `npm run validate`, and the same on every machine; `npm run validate -- --only NAME` runs one row. A',
    'claim’s tolerance stands in its source file before it is run. A simulated row has 30 independent replications',
    'unless its source says otherwise; one that is outside runs once more with four times the customers and a second',
    'seed that stands in the same file, and says so.',
    '',
    ...(['exact', 'predicted', 'calibrated'] as const).map((kind) => summary(kind, looked)),
    '',
    '| name | what | expected | seen | tolerance | verdict | kind | source |',
    '|---|---|---|---|---|---|---|---|',
    ...looked.flatMap(lines),
    '',
  ].join('\n');
}

function summary(kind: Kind, looked: readonly Looked[]): string {
  const claims = looked.filter(({ row }) => row.kind === kind).flatMap(verdicts);
  return `- **${claims.filter((met) => met).length} of ${claims.length} ${kind}** claims hold. They ${MEANING[kind]}.`;
}

function verdicts({ row, seen, error }: Looked): readonly boolean[] {
  return row.claims.map((_, i) => error === null && seen[i]?.holds === true);
}

function lines(looked: Looked): readonly string[] {
  const { row, seen, error } = looked;
  return row.claims.map(({ what, expected, tolerance, source }, i) => {
    const value = error ?? seen[i]?.value ?? 'nothing';
    const verdict = verdicts(looked)[i] === true ? 'holds' : '**fails**';
    return `| ${[row.name, what, expected, value, tolerance, verdict, row.kind, source].map(cell).join(' | ')} |`;
  });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
