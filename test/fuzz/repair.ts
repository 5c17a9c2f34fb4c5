// From the place of a mistake to the property that stands there, in a text that was written from data.

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Mistake } from '../../src/scenario/mistake.ts';

type Path = readonly (string | number)[];

/** The path of what stands at a mistake's place: the property that begins last before it. */
export function pathAt(text: string, { line, column }: Pick<Mistake, 'line' | 'column'>): Path {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (lines.lineStarts[line - 1] ?? 0) + column - 1;
  let found: Path = [];
  let begin = -1;
  const note = (from: number, path: Path): void => {
    if (from <= at && from >= begin) {
      begin = from;
      found = path;
    }
  };
  const walk = (node: unknown, path: Path): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const inner = [...path, String(key.value)];
        note(key.range![0], inner);
        walk(value, inner);
      }
    } else if (isSeq(node)) {
      for (const [i, item] of node.items.entries()) {
        const from = (item as { readonly range?: readonly number[] }).range?.[0];
        if (from !== undefined) note(from, [...path, i]);
        walk(item, [...path, i]);
      }
    }
  };
  walk(document.contents, []);
  return found;
}
