// The part of a component that comes nearest to what it cannot exceed: a stream with room for the whole may have one
// shard that has none. Chosen among the metrics for which the result gives a part's capacity.

import type { ComponentResult, DesignResult, Estimate } from '../experiment/result.ts';
import { unitOf } from './number.ts';

/** The fullest part of one component. */
export interface FullestPart {
  readonly component: string;
  /** AWS's word: shard, partition. */
  readonly kind: string;
  readonly id: string;
  readonly metric: string;
  /** Of `observed` and `capacity`; `count/s` for a counter. */
  readonly unit: string;
  /** Over the time in which the part was there: a shard that was open for a while, only then. */
  readonly observed: Estimate;
  readonly capacity: number;
  /** Whether that is less than the whole window. */
  readonly inPart: boolean;
}

/** The fullest part of a component by its mean over the time in which it was there, or null when no part has a capacity. */
export function fullestPart(design: DesignResult, name: string): FullestPart | null {
  const component = design.components[name];
  if (component?.parts === undefined) return null;
  const items = new Map(component.parts.items.map((item) => [item.id, item]));
  let fullest: FullestPart | null = null;
  for (const { component: owner, part, metric, capacity } of design.series.lines) {
    if (owner !== name || part === null || capacity === null) continue;
    const item = items.get(part);
    const openShare = item?.openShare ?? 1;
    const found = seen(item?.metrics[metric], openShare);
    if (found === null || (found.observed.value ?? 0) <= 0) continue;
    const { kind } = component.parts;
    const candidate = { component: name, kind, id: part, metric, capacity, inPart: openShare < 1, ...found };
    if (fullest === null || use(candidate) > use(fullest)) fullest = candidate;
  }
  return fullest;
}

function seen(
  metric: ComponentResult['metrics'][string] | undefined,
  openShare: number,
): { unit: string; observed: Estimate } | null {
  const statistic = metric?.kind === 'counter' ? 'rate' : 'mean';
  const observed = metric?.statistics[statistic];
  if (metric === undefined || observed === undefined) return null;
  // A rate is of the whole window. In a part of it, all of it came; what cannot be told stays so.
  const { value, ci95 } = observed;
  if (statistic === 'mean' || openShare === 1 || openShare === 0 || value === null)
    return { unit: unitOf(metric.unit, statistic), observed };
  const scaled: Estimate = {
    ...observed,
    value: value / openShare,
    ci95: ci95 && [ci95[0] / openShare, ci95[1] / openShare],
  };
  return { unit: unitOf(metric.unit, statistic), observed: scaled };
}

/** How much of its capacity a part uses, for putting parts in order. */
export function use({ observed, capacity }: FullestPart): number {
  return (observed.value ?? 0) / capacity;
}
