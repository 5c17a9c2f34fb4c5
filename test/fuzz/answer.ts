// What `sim check` owes to any text at all: it is a scenario, or there are mistakes, each with a place in the text, in words
// for whoever wrote it. A stack trace, a value of JavaScript's in a message, a place outside the text is a defect.

import type { Scenario } from '../../src/scenario/design.ts';
import { excerpts } from '../../src/scenario/excerpt.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { type Mistake, ScenarioError } from '../../src/scenario/mistake.ts';
import { catalogue } from '../../src/services/index.ts';

export const FILE = 'fuzz.yaml';
/** The one trace that there is. */
export const TRACE = 'traffic.csv';
const TRACE_TEXT = 'time,count\n0,40\n2,10\n4,0\n6,70\n';

/** What came of a text. */
export type Answer =
  | { readonly kind: 'valid'; readonly scenario: Scenario }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] };

/** A program that does not keep what it owes. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/**
 * Checks a text, with `path=value` laid over it, and looks at the answer.
 * @throws Defect
 */
export async function answerTo(text: string, sets: readonly string[] = []): Promise<Answer> {
  try {
    const scenario = await loadScenario({
      text,
      file: FILE,
      readFile: traceFile,
      environment: { HOME: '/root' },
      sets,
      catalogue,
    });
    return { kind: 'valid', scenario };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw new Defect(`not in words: ${traceOf(error)}`);
    lookAtRefusal(error, text);
    return { kind: 'refused', mistakes: error.mistakes };
  }
}

function traceFile(name: string): Promise<string> {
  if (name === TRACE) return Promise.resolve(TRACE_TEXT);
  return Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
}

/** An error's own trace, for whoever mends it. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Values and words of the program's, which say nothing to whoever wrote a scenario. */
const INTERNAL =
  /\bundefined\b|\[object|\bNaN\b|\n\s+at |Invalid input|\bZod|TypeError|RangeError|Invariant|Symbol\(/;

/** What a text may hold itself. */
const NOT_A_NUMBER = /\bnan\b/i;

function lookAtRefusal(error: ScenarioError, text: string): void {
  if (error.mistakes.length === 0) throw new Defect('refused without a mistake');
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (const mistake of error.mistakes) {
    const { file, line, column, length, message, expected, didYouMean } = mistake;
    const fail = (what: string): never => {
      throw new Defect(`${what}: ${JSON.stringify({ ...mistake, text: mistake.text.slice(0, 200) })}`);
    };
    if (![line, column, length].every((one) => Number.isInteger(one) && one >= 1))
      fail('a place is no place');
    if (message.trim() === '') fail('a mistake without words');
    // What a message quotes is the user's own.
    const own = [message, expected ?? ''].join('\n').replace(/"[^\n]*"/g, '""');
    if (INTERNAL.test(own) && !(NOT_A_NUMBER.test(own) && NOT_A_NUMBER.test(mistake.text)))
      fail('a message in words of the program');
    if (didYouMean === '') fail('a suggestion of nothing');
    if (file !== FILE) continue;
    if (line > lines.length || column > (lines[line - 1]?.length ?? 0) + 1) fail('a place outside the text');
  }
  const shown = excerpts(error);
  const title = shown.split('\n', 1)[0]!;
  if (!/^.+:\d+:\d+ {2}\S/.test(title)) throw new Defect(`an excerpt begins with no place: ${title}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(shown))
    throw new Defect(`a control character is printed: ${JSON.stringify(shown)}`);
}
