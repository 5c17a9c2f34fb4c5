// Damage to the structure of a scenario, in YAML that stays right: a property is left out, stands elsewhere, comes in from
// another place, lies a level deeper; a list is empty, or twice as long.

import { type Document, isCollection, isMap, isSeq, type Node, parseDocument, visit } from 'yaml';
import type { Chance } from './chance.ts';
import { oddName, oddValue } from './odd-values.ts';
import type { Damage } from './text-damage.ts';

type Path = readonly unknown[];

/** Every path of a document, to its groups, lists and scalars. */
function pathsOf(document: Document): Path[] {
  const paths: Path[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (path.length > 0) paths.push(path);
    if (isMap(node)) {
      for (const { key, value } of node.items)
        walk(value, [...path, (key as { value?: unknown } | null)?.value]);
    } else if (isSeq(node)) {
      for (const [i, item] of node.items.entries()) walk(item, [...path, i]);
    }
  };
  walk(document.contents, []);
  return paths;
}

type Change = (document: Document, path: Path, chance: Chance, all: readonly Path[]) => void;

function change(by: Change): Damage {
  return (bytes, chance) => {
    const document = parseDocument(bytes.toString(), { uniqueKeys: false, logLevel: 'silent' });
    const all = document.errors.length > 0 ? [] : pathsOf(document);
    if (all.length === 0) return bytes;
    by(document, chance.pick(all), chance, all);
    return Buffer.from(document.toString({ lineWidth: 0 }));
  };
}

function copyOf(node: unknown): unknown {
  return isCollection(node) ? (node.clone() as Node) : ((node as { clone?(): unknown })?.clone?.() ?? node);
}

function valueIn(document: Document, text: string): unknown {
  const value = parseDocument(text, { logLevel: 'silent' });
  return value.errors.length > 0 ? text : document.createNode(JSON.parse(JSON.stringify(safe(value))));
}

/** Data, where there is any: an alias to nothing is none. */
function safe(document: Document): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return null;
  }
}

/** All of them, by name. */
export const STRUCTURE_DAMAGE: Readonly<Record<string, Damage>> = {
  'a property is left out': change((document, path) => void document.deleteIn(path)),
  'a property is empty': change((document, path) => void document.setIn(path, null)),
  'a property stands elsewhere': change((document, path, chance, all) => {
    const node = copyOf(document.getIn(path, true));
    const to = chance.pick(all).slice(0, -1);
    const into = to.length === 0 ? document.contents : document.getIn(to, true);
    if (isMap(into)) document.setIn([...to, path.at(-1)], node);
    else if (isSeq(into)) document.addIn(to, node);
  }),
  'a value takes the place of another': change((document, path, chance, all) => {
    document.setIn(path, copyOf(document.getIn(chance.pick(all), true)));
  }),
  'a property is a level deeper': change((document, path, chance) => {
    const node = copyOf(document.getIn(path, true));
    document.setIn(path, document.createNode(chance.happens(0.5) ? { [String(path.at(-1))]: node } : [node]));
  }),
  'a property comes in': change((document, path, chance, all) => {
    const into = document.getIn(path, true);
    const name = oddName(
      chance,
      String(path.at(-1)),
      all.map((one) => String(one.at(-1))),
    );
    if (isMap(into)) document.setIn([...path, name], valueIn(document, oddValue(chance)));
  }),
  'a list is twice as long': change((document) => {
    visit(document, {
      Seq: (_, node) => {
        node.items.push(...node.items.map((item) => copyOf(item)));
        return visit.SKIP;
      },
    });
  }),
  'everything of a kind is odd': change((document, path, chance, all) => {
    const value = oddValue(chance);
    for (const one of all) if (one.at(-1) === path.at(-1)) document.setIn(one, valueIn(document, value));
  }),
  'a variant changes something': change((document, path, chance) => {
    if (path[0] === 'variants' || path[0] === 'sweep') return;
    const value = chance.happens(0.3) ? null : valueIn(document, oddValue(chance));
    document.setIn(['variants', 'damaged'], document.createNode({ [path.join('.')]: value }));
  }),
  'a sweep goes over something': change((document, path, chance) => {
    if (path[0] === 'variants' || path[0] === 'sweep') return;
    const values = [1, 2, 3].map(() => valueIn(document, oddValue(chance)));
    document.set('sweep', document.createNode({ [path.join('.')]: values }));
  }),
};
