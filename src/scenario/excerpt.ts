// Mistakes as plain text, one excerpt each, in the form that compilers made usual: the place, what is wrong, the
// line, and a mark under the part that is meant.

import type { Mistake, ScenarioError } from './mistake.ts';

const WIDEST = 100;
/** Control characters never reach a terminal: a file of another kind may hold anything. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g;

/** All mistakes of a scenario, and how many more there are. */
export function excerpts(error: ScenarioError): string {
  const parts = error.mistakes.map(excerpt);
  if (error.more > 0) parts.push(`and ${error.more} more`);
  return parts.join('\n');
}

/** One mistake: place and message, the line, the mark with its hint. */
function excerpt(mistake: Mistake): string {
  const { file, line, column, message } = mistake;
  const title = `${file}:${line}:${column}  ${printable(message)}`;
  const hint = hintOf(mistake);
  if (mistake.text.trim() === '') return hint === '' ? title : `${title}\n        ${hint}`;
  const from = column - 1 > WIDEST - 20 ? column - 21 : 0;
  const shown = printable(mistake.text.slice(from, from + WIDEST));
  const room = Math.max(1, shown.length - (column - 1 - from));
  const mark = '^'.repeat(Math.min(mistake.length, room));
  const gap = ' '.repeat(column - 1 - from);
  return [title, `${String(line).padStart(5)} | ${shown}`, `      | ${gap}${mark} ${hint}`.trimEnd()].join(
    '\n',
  );
}

function hintOf({ didYouMean, expected }: Mistake): string {
  if (didYouMean !== null) return `did you mean "${printable(didYouMean)}"?`;
  return expected === null ? '' : printable(expected);
}

function printable(text: string): string {
  return text.replace(/[\t\r\n]/g, ' ').replace(UNPRINTABLE, '\ufffd');
}
