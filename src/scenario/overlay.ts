// A variant (or a `--set`) is laid over the scenario: groups merge, `null` removes, lists are replaced whole (or
// one item by its position: `subscriptions.0`), and a choice or a component of another type is replaced whole, so that nothing
// stray stays behind. Shorthands are expanded before; a dotted key is short for nested ones.

import type { Mistakes } from './mistake.ts';
import type { Shape } from './shape.ts';
import { type Entry, type Group, group, list, type Node } from './tree.ts';

/** A tree with all its shorthands in their long form. */
export function expandAll(node: Node, shape: Shape): Node {
  const long = shape.expand(node, false);
  if (long.kind === 'scalar') return long;
  if (long.kind === 'list') {
    return list(
      long.place,
      long.items.map((item, i) => expandAll(item, shape.within(long, i))),
    );
  }
  const entries = [...long.entries].map(
    ([name, { key, node: inner }]) =>
      [name, { key, node: expandAll(inner, shape.within(long, name)) }] as const,
  );
  return group(long.place, new Map(entries));
}

/**
 * Lays `overlay` over `below`, which is in long form; the result is too.
 * @returns undefined when the overlay removes the value
 */
export function laid(
  below: Node | undefined,
  overlay: Node,
  shape: Shape,
  mistakes: Mistakes,
): Node | undefined {
  if (overlay.kind === 'scalar' && overlay.value === null) return undefined;
  // A list's names are positions, and of one step each.
  const segments = below?.kind === 'list' ? 1 : shape.segments;
  const undotted = overlay.kind === 'group' ? undot(overlay, segments, mistakes) : overlay;
  if (below?.kind === 'list' && undotted.kind === 'group' && namesItems(undotted))
    return laidOverItems(below, undotted, shape, mistakes);
  if (shape.isList && below === undefined && undotted.kind === 'group' && namesItems(undotted)) {
    for (const [name, { key }] of undotted.entries)
      mistakes.add(key, `there is no item ${name}: no list stands there`, {
        expected: 'the whole list, in brackets',
      });
    return undefined;
  }
  const merging = below?.kind === 'group' && undotted.kind === 'group';
  const long = shape.expand(undotted, merging);
  if (long.kind === 'scalar') return long;
  if (long.kind === 'list') return expandAll(long, shape);
  const base = below?.kind === 'group' && shape.merges(below, long) ? below : undefined;
  const whole = base === undefined ? (shape.expand(long, false) as Group) : long;
  const entries = new Map<string, Entry>(base?.entries ?? []);
  for (const [name, { key, node }] of whole.entries) {
    const inner = laid(base?.entries.get(name)?.node, node, shape.within(whole, name, base), mistakes);
    if (inner === undefined) entries.delete(name);
    else entries.set(name, { key, node: inner });
  }
  return group(base?.place ?? whole.place, entries);
}

const POSITION = /^(?:0|[1-9]\d*)$/;

/** Whether a group's names are numbers, which no property's name is: positions of a list, or meant as such. */
function namesItems({ entries }: Group): boolean {
  return entries.size > 0 && [...entries.keys()].every((name) => /^[+-]?\d+$/.test(name));
}

/** Each of the overlay's items laid over the item at its position; null takes it out. */
function laidOverItems(
  below: Extract<Node, { kind: 'list' }>,
  overlay: Group,
  shape: Shape,
  mistakes: Mistakes,
): Node {
  const items: (Node | undefined)[] = [...below.items];
  for (const [name, { key, node }] of overlay.entries) {
    const position = Number(name);
    const many = below.items.length === 1 ? 'one item' : `${below.items.length} items`;
    if (!POSITION.test(name)) {
      mistakes.add(key, `"${name}" is no position: the list has ${many}, counted from 0`);
      continue;
    }
    if (position >= below.items.length) {
      mistakes.add(key, `there is no item ${name}: the list has ${many}, counted from 0`);
      continue;
    }
    items[position] = laid(items[position], node, shape.within(below, position, below), mistakes);
  }
  return list(
    below.place,
    items.filter((item) => item !== undefined),
  );
}

/** The group with its dotted keys turned into nested groups, one level deep (the rest follows further down). */
function undot(node: Group, segments: number, mistakes: Mistakes): Group {
  if (![...node.entries.keys()].some((name) => name.includes('.'))) return node;
  const entries = new Map<string, Entry>();
  for (const [name, entry] of node.entries) {
    const [head, rest] = split(name, segments);
    const { key } = entry;
    const inner = rest === '' ? entry.node : group(key, new Map([[rest, entry]]));
    const known = entries.get(head);
    entries.set(
      head,
      known === undefined
        ? { key, node: inner }
        : { key: known.key, node: joined(known.node, inner, mistakes) },
    );
  }
  return group(node.place, entries);
}

function split(name: string, segments: number): readonly [head: string, rest: string] {
  const steps = name.split('.');
  if (steps.length <= segments) return [name, ''];
  return [steps.slice(0, segments).join('.'), steps.slice(segments).join('.')];
}

/** Two groups that came from dotted keys with one beginning. */
function joined(a: Node, b: Node, mistakes: Mistakes): Node {
  if (a.kind !== 'group' || b.kind !== 'group') {
    mistakes.add(b.place, 'this value is given twice', { expected: `the first is in line ${a.place.line}` });
    return b;
  }
  const entries = new Map(a.entries);
  for (const [name, entry] of b.entries) {
    const known = entries.get(name);
    entries.set(
      name,
      known === undefined ? entry : { key: entry.key, node: joined(known.node, entry.node, mistakes) },
    );
  }
  return group(a.place, entries);
}
