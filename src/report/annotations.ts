// GitHub's workflow commands: each missed objective is marked on its line of the scenario, where a reviewer reads the
// change. GitHub takes a line that begins with `::`, so what comes from a user is escaped as its toolkit does
// (actions/toolkit, packages/core/src/command.ts).

import type { Result } from '../experiment/result.ts';
import { type Judged, judgedOf, type ReportContext } from './judged.ts';

/** One command a line for every verdict that does not pass and decides; nothing where all pass. */
export function renderAnnotations(result: Result, context: ReportContext): string {
  return judgedOf(result, context)
    .filter(({ decides, verdict }) => decides && verdict !== 'passes')
    .map((judged) => `${command(judged, context.file)}\n`)
    .join('');
}

function command({ verdict, problem, suite, seen, line }: Judged, file: string): string {
  const level = verdict === 'fails' ? 'error' : 'warning';
  // Results that were saved, and what came in on stdin, have no line in the repository.
  const place = line === null || !/\.ya?ml$/i.test(file) ? [] : [`file=${property(file)}`, `line=${line}`];
  return `::${level} ${[...place, `title=${property(problem)}`].join(',')}::${data(`${suite}: ${seen}`)}`;
}

function data(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Without what a terminal would obey; line breaks are escaped, not lost. */
function plain(text: string): string {
  return text.replace(/[^\P{Cc}\r\n]/gu, ' ');
}
