// Where the words of a YAML text stand: its keys, its scalars, its groups and lists, as far as it can be read at all.

import { isCollection, isScalar, parseDocument, visit } from 'yaml';

/** A stretch [from, to) of a text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of a text, by what stands there. */
export interface Tokens {
  readonly keys: readonly Stretch[];
  readonly scalars: readonly Stretch[];
  /** Groups and lists; what is written in blocks ends where the next thing begins. */
  readonly collections: readonly Stretch[];
}

/** The tokens of a text. */
export function tokensOf(text: string): Tokens {
  const keys: Stretch[] = [];
  const scalars: Stretch[] = [];
  const collections: Stretch[] = [];
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  visit(document, (key, node) => {
    const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
    if (!range) return;
    const stretch = { from: range[0]!, to: range[1]! };
    if (isScalar(node)) (key === 'key' ? keys : scalars).push(stretch);
    else if (isCollection(node)) collections.push(stretch);
  });
  return { keys, scalars, collections };
}

/** The text with a stretch written otherwise. */
export function rewritten(text: string, { from, to }: Stretch, written: string): string {
  return text.slice(0, from) + written + text.slice(to);
}
