// How UpdateShardCount gets from the shards of today to so many of even ranges: it splits where a border is missing, and
// then merges where one is too many, one step at a time. AWS names splits and merges and no more; from 4 shards to 3 it has
// been seen to split the two in the middle and then to merge neighbours, which is this plan. To twice as many
// it is a split of each, to half as many a merge of each pair.

import { evenRanges, HASH_SPACE } from './hash-range.ts';
import type { Topology } from './topology.ts';

/** One split or merge, at the hash key that becomes, or ceases to be, a border between two shards. */
export interface ReshardStep {
  readonly kind: 'split' | 'merge';
  readonly at: bigint;
}

/** Borders nearer than this are one: even ranges of 6 shards do not begin exactly where those of 3 do. */
const SAME = HASH_SPACE >> 64n;

/** The steps from the open shards to `target` even ones: the splits in order of their ranges, then the merges. */
export function reshardPlan(topology: Topology, target: number): readonly ReshardStep[] {
  const today = topology.ranges.starts.slice(1);
  const wanted = evenRanges(target).slice(1);
  const splits = without(wanted, today).map((at): ReshardStep => ({ kind: 'split', at }));
  const merges = without(today, wanted).map((at): ReshardStep => ({ kind: 'merge', at }));
  return [...splits, ...merges];
}

/** Takes a step. @returns the numbers of the shards that it closes and opens */
export function takeStep(
  topology: Topology,
  { kind, at }: ReshardStep,
): { readonly closed: readonly number[]; readonly opened: readonly number[] } {
  if (kind === 'split') {
    const children = topology.split(at);
    return { closed: children[0].parents, opened: children.map(({ number }) => number) };
  }
  const child = topology.merge(at);
  return { closed: child.parents, opened: [child.number] };
}

/** Those of `borders` that none of `others` is the same as; both in order. */
function without(borders: readonly bigint[], others: readonly bigint[]): readonly bigint[] {
  let next = 0;
  return borders.filter((border) => {
    while (next < others.length && others[next]! < border - SAME) next++;
    return next === others.length || others[next]! > border + SAME;
  });
}
