// The designs of a scenario before they are read: the base, and each variant laid over it; then the last layers
// (`--set`, the values of one point of a sweep) over all of them.

import type { ComponentType } from '../services/component.ts';
import { checkName } from './components.ts';
import { Context } from './context.ts';
import type { Mistakes, Place } from './mistake.ts';
import { expandAll, laid } from './overlay.ts';
import { scenarioShape } from './shape.ts';
import { type Group, group, type Node, placeOf, placesOf, within } from './tree.ts';

/** Parts of a scenario that belong to no design. */
const NO_DESIGN: readonly string[] = ['variants', 'sweep'];

/** A design before it is read: the scenario with its variant and the last layers laid over it. */
export interface MergedDesign {
  readonly name: string;
  readonly merged: Group;
  /** Places within the variant itself. */
  readonly own: ReadonlySet<Place>;
}

/**
 * The base and the variants, in the order of the file.
 * @param layers laid over each, in their order
 * @param wanted the names of the designs to make; all when left out
 */
export function mergedDesigns(
  root: Group,
  layers: readonly Group[],
  catalogue: readonly ComponentType[],
  mistakes: Mistakes,
  wanted?: readonly string[],
): MergedDesign[] {
  const isWanted = (name: string): boolean => wanted?.includes(name) ?? true;
  const shape = scenarioShape(catalogue);
  const own = [...root.entries].filter(([name]) => !NO_DESIGN.includes(name));
  const below = expandAll(group(root.place, new Map(own)), shape);
  const layered = (bottom: Node): Group => {
    let merged = bottom;
    for (const layer of layers) merged = laid(merged, layer, shape, mistakes) ?? merged;
    return merged as Group;
  };
  const designs: MergedDesign[] = [];
  if (isWanted('base')) designs.push({ name: 'base', merged: layered(below), own: new Set() });
  const variants = within(root, 'variants');
  if (variants === undefined || (variants.kind === 'scalar' && variants.value === null)) return designs;
  const context = new Context(mistakes, null);
  const at = (path: readonly PropertyKey[], mark?: 'key' | 'value'): Place => placeOf(variants, path, mark);
  if (variants.kind !== 'group') {
    context.add(variants.place, 'variants are a group: a name, and what it changes');
    return designs;
  }
  for (const [name, { key, node }] of variants.entries) {
    if (name.startsWith('x-') || !isWanted(name)) continue;
    if (!checkName(name, at, [name], context)) continue;
    if (node.kind !== 'group') {
      context.add(key, `variant "${name}" changes nothing`, {
        expected: 'as in { components.clicks.shardCount: 8 }',
      });
      continue;
    }
    for (const part of NO_DESIGN) {
      const found = node.entries.get(part);
      if (found !== undefined) context.add(found.key, `a variant has no ${part} of its own`);
    }
    const merged = laid(below, node, shape, mistakes) ?? below;
    designs.push({ name, merged: layered(merged), own: new Set(placesOf(node)) });
  }
  return designs;
}
