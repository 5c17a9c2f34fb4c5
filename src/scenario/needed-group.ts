// Parts that a scenario cannot do without.

import type { Context } from './context.ts';
import { type Group, placeOf, within } from './tree.ts';

/** A part that a scenario cannot do without; tells where it is missing. */
export function neededGroup(
  root: Group,
  part: 'workloads' | 'components',
  context: Context,
): Group | undefined {
  const node = within(root, part);
  const one = part.slice(0, -1);
  if (node?.kind === 'group' && node.entries.size > 0) return node;
  if (node === undefined)
    context.add(root.place, `the scenario needs "${part}"`, { expected: `${part}: at least one ${one}` });
  else
    context.add(placeOf(root, [part]), `"${part}" holds nothing`, {
      expected: `a name, and the ${one}'s properties`,
    });
  return undefined;
}
