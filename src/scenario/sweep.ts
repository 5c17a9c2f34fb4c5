// `sweep:` in a scenario: lists of values for paths, whose product is run by `sim sweep`.
//
//   sweep:
//     components.clicks.shardCount: [2, 4, 8]
//     load: [50%, 100%]

import { type Axis, nodeAxis, type WrittenAxis } from './axis.ts';
import type { Mistakes } from './mistake.ts';
import { isPath, type Parsed } from './parsed.ts';
import { type Entry, type Group, type Node, plain } from './tree.ts';

/** More values than this of one path belong into a range on the command line. */
const MOST_VALUES = 1_000;

/** The axes of a scenario's own sweep, as they are written; none without one. */
export function writtenSweep({ root }: Parsed, mistakes: Mistakes): readonly WrittenAxis[] {
  const entry = root.entries.get('sweep');
  if (entry === undefined || (entry.node.kind === 'scalar' && entry.node.value === null)) return [];
  if (entry.node.kind !== 'group') {
    mistakes.add(entry.node.place, 'a sweep is a group: a path, and the values that it takes', {
      expected: 'as in { components.clicks.shardCount: [2, 4, 8] }',
    });
    return [];
  }
  const axes = axesWithin(entry.node, '', mistakes);
  axes.forEach((axis, i) => {
    if (axes.findIndex(({ path }) => path === axis.path) < i)
      mistakes.add(axis.place, `${axis.path} is swept twice`);
  });
  return axes;
}

/** The axes of a scenario's own sweep. */
export function sweepAxes(parsed: Parsed, mistakes: Mistakes): readonly Axis[] {
  const reader = { environment: parsed.from.environment, taken: new Map<string, string>(), mistakes };
  return writtenSweep(parsed, mistakes).map((axis) => axis.fill(reader));
}

/** What a scenario's sweep says, as data: path → values; only of one that is right. */
export function sweepData({ entries }: Group): Readonly<Record<string, readonly unknown[]>> {
  const data: Record<string, readonly unknown[]> = {};
  const collect = (path: string, node: Node | undefined): void => {
    if (node?.kind === 'list') data[path] = node.items.map(plain);
    if (node?.kind !== 'group') return;
    for (const [name, { node: inner }] of node.entries)
      if (!name.startsWith('x-')) collect(path === '' ? name : `${path}.${name}`, inner);
  };
  collect('', entries.get('sweep')?.node);
  return data;
}

function axesWithin(group: Group, prefix: string, mistakes: Mistakes): readonly WrittenAxis[] {
  return [...group.entries].flatMap(([name, entry]) =>
    name.startsWith('x-') ? [] : axesAt(entry, prefix + name, mistakes),
  );
}

function axesAt({ key, node }: Entry, path: string, mistakes: Mistakes): readonly WrittenAxis[] {
  if (node.kind === 'group') return axesWithin(node, `${path}.`, mistakes);
  if (!isPath(path)) mistakes.add(key, `"${path}" is no path`);
  else if (node.kind !== 'list')
    mistakes.add(node.place, `${path}: the values of a sweep are a list`, { expected: 'as in [2, 4, 8]' });
  else if (node.items.length === 0)
    mistakes.add(node.place, `${path}: the list is empty`, { expected: 'as in [2, 4, 8]' });
  else if (node.items.length > MOST_VALUES)
    mistakes.add(node.place, `${path}: the list has ${node.items.length} values`, {
      expected: `at most ${MOST_VALUES}; a longer range is written with -P`,
    });
  else return [nodeAxis(path, key, node.items)];
  return [];
}
