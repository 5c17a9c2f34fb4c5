// Items that a scenario names by a file beside it (`itemSize: { fromItem: item.json }`), read and put where they are named: from
// there on the scenario is as if they stood in it. What is wrong in them is told at the file's name.

import type { Context } from './context.ts';
import { type Entry, type Group, group, list, type Node, planted } from './tree.ts';

const PROPERTY = 'fromItem';
const EXPECTED = "an item as DynamoDB's JSON, in a file relative to the scenario's folder";

/** Reads the files of items. */
export class ItemFiles {
  private readonly readFile: (path: string) => Promise<string>;
  /** By name: the item, or what is wrong with it. */
  private readonly read = new Map<string, { readonly item: unknown } | { readonly wrong: string }>();

  constructor(readFile: (path: string) => Promise<string>) {
    this.readFile = readFile;
  }

  /** The scenario with the items that it names in it; tells of those that cannot be read. @returns undefined where there are such */
  async within(root: Group, context: Context): Promise<Group | undefined> {
    for (const file of namesIn(root)) if (!this.read.has(file)) this.read.set(file, await this.load(file));
    let isWhole = true;
    const placed = replaced(root, (node, file) => {
      const found = this.read.get(file)!;
      if ('item' in found) return planted(found.item, node.place);
      context.add(node.place, found.wrong, { expected: EXPECTED });
      isWhole = false;
      return node;
    });
    return isWhole ? (placed as Group) : undefined;
  }

  private async load(file: string) {
    let text: string;
    try {
      text = await this.readFile(file);
    } catch (error) {
      const isMissing = (error as { readonly code?: unknown }).code === 'ENOENT';
      return { wrong: isMissing ? `there is no file "${file}"` : `"${file}" cannot be read` };
    }
    try {
      const item: unknown = JSON.parse(text);
      if (typeof item === 'object' && item !== null && !Array.isArray(item)) return { item };
      return { wrong: `"${file}" holds no item` };
    } catch {
      return { wrong: `"${file}" is no JSON` };
    }
  }
}

/** The file that a node names as an item; undefined where it names none. */
function fileOf(node: Node): string | undefined {
  if (node.kind !== 'group' || node.entries.size !== 1) return undefined;
  const item = node.entries.get(PROPERTY)?.node;
  return item?.kind === 'scalar' && typeof item.value === 'string' ? item.value : undefined;
}

function* namesIn(node: Node): Generator<string> {
  const file = fileOf(node);
  if (file !== undefined) yield file;
  else if (node.kind === 'list') for (const item of node.items) yield* namesIn(item);
  else if (node.kind === 'group') for (const { node: inner } of node.entries.values()) yield* namesIn(inner);
}

function replaced(node: Node, itemOf: (node: Node, file: string) => Node): Node {
  const file = fileOf(node);
  if (node.kind === 'list') {
    const items = node.items.map((item) => replaced(item, itemOf));
    return items.every((item, i) => item === node.items[i]) ? node : list(node.place, items);
  }
  if (node.kind !== 'group') return node;
  const entries = new Map<string, Entry>();
  let isSame = true;
  for (const [name, { key, node: inner }] of node.entries) {
    const other = file === undefined ? replaced(inner, itemOf) : itemOf(inner, file);
    if (other !== inner) isSame = false;
    entries.set(name, { key, node: other });
  }
  return isSame ? node : group(node.place, entries);
}
