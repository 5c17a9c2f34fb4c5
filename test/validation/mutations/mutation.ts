// A mutation is a rule of AWS changed on purpose in a copy of the program: a validation that stays green over it proves
// nothing of that rule. It is written as edits of the source as it stands, each of whose texts must be there exactly
// once, so that none outlives the code that it is about.

import type { Row } from '../row.ts';

interface SourceEdit {
  /** Relative to the package's folder. */
  readonly file: string;
  readonly text: string;
  readonly becomes: string;
}

export interface Mutation {
  /** What `--mutation` asks for. */
  readonly name: string;
  /** The rule, and what becomes of it. */
  readonly what: string;
  readonly edits: readonly SourceEdit[];
  /** Rows that are to turn red: one of them must. */
  readonly rows: readonly Row[];
}

/**
 * The edited sources of a mutation, by file.
 * @param read gives a file's text as it stands
 * @throws when an edit's text is not there, or more than once
 */
export function mutated(
  { name, edits }: Pick<Mutation, 'name' | 'edits'>,
  read: (file: string) => string,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { file, text, becomes } of edits) {
    const [before, after, ...more] = (sources.get(file) ?? read(file)).split(text);
    if (before === undefined || after === undefined || more.length > 0) {
      const times = after === undefined ? 'not there' : `there ${more.length + 1} times`;
      throw new Error(`mutation ${name}: in ${file} this text is ${times}, and must be once: ${text}`);
    }
    sources.set(file, `${before}${becomes}${after}`);
  }
  return sources;
}
