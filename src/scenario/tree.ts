// A scenario's data with the place of every value, so that whatever is merged over whatever, a mistake is told where
// it was written. Nodes never change: what is shared by an alias, or by a design and its variants, is one node.

import type { Place } from './mistake.ts';

/** One property of a group. */
export interface Entry {
  readonly key: Place;
  readonly node: Node;
}

export type Scalar = string | number | boolean | null;

/** A value and its place; `size` is how many values it holds, aliases counted as often as they are used. */
export type Node =
  | { readonly kind: 'scalar'; readonly place: Place; readonly size: number; readonly value: Scalar }
  | { readonly kind: 'list'; readonly place: Place; readonly size: number; readonly items: readonly Node[] }
  | {
      readonly kind: 'group';
      readonly place: Place;
      readonly size: number;
      readonly entries: ReadonlyMap<string, Entry>;
    };

export type Group = Extract<Node, { readonly kind: 'group' }>;

export function scalar(place: Place, value: Scalar): Node {
  return { kind: 'scalar', place, size: 1, value };
}

export function list(place: Place, items: readonly Node[]): Node {
  return { kind: 'list', place, size: items.reduce((sum, item) => sum + item.size, 1), items };
}

export function group(place: Place, entries: ReadonlyMap<string, Entry>): Group {
  let size = 1;
  for (const { node } of entries.values()) size += node.size;
  return { kind: 'group', place, size, entries };
}

/** The node's data, without places. */
export function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'group':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
  }
}

/** Data as nodes, all at one place: what a shorthand stands for. */
export function planted(value: unknown, place: Place): Node {
  if (Array.isArray(value))
    return list(
      place,
      value.map((item) => planted(item, place)),
    );
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, { key: place, node: planted(item, place) }] as const,
    );
    return group(place, new Map(entries));
  }
  return scalar(place, (value ?? null) as Scalar);
}

/** The property or item of a node. */
export function within(node: Node | undefined, step: PropertyKey): Node | undefined {
  if (node?.kind === 'group') return node.entries.get(String(step))?.node;
  if (node?.kind === 'list') return node.items[Number(step)];
  return undefined;
}

/** Where a path leads: to the value there, or to the name of the property, or to the nearest thing that exists. */
export function placeOf(root: Node, path: readonly PropertyKey[], mark: 'key' | 'value' = 'value'): Place {
  let node = root;
  let key: Place | undefined;
  for (const step of path) {
    const next = within(node, step);
    if (next === undefined) return key ?? node.place;
    key = node.kind === 'group' ? node.entries.get(String(step))!.key : next.place;
    node = next;
  }
  if (mark === 'key' || node.kind === 'group') return key ?? node.place;
  return node.place;
}

/** Every text in a node, for what must be looked at before it is read. */
export function* textsOf(node: Node): Generator<string> {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') yield node.value;
  } else if (node.kind === 'list') {
    for (const item of node.items) yield* textsOf(item);
  } else {
    for (const entry of node.entries.values()) yield* textsOf(entry.node);
  }
}

/** Every place in a node. */
export function* placesOf(node: Node): Generator<Place> {
  yield node.place;
  if (node.kind === 'list') for (const item of node.items) yield* placesOf(item);
  if (node.kind !== 'group') return;
  for (const { key, node: inner } of node.entries.values()) {
    yield key;
    yield* placesOf(inner);
  }
}
