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
  readonly observed: Estimate;
  readonly capacity: number;
}

/** The fullest part of a component by its mean over the window, or null when no part has a capacity. */
export function fullestPart(design: DesignResult, name: string): FullestPart | null {
  const component = design.components[name];
  if (component?.parts === undefined) return null;
  const items = new Map(component.parts.items.map((item) => [item.id, item]));
  let fullest: FullestPart | null = null;
  for (const { component: owner, part, metric, capacity } of design.series.lines) {
    if (owner !== name || part === null || capacity === null) continue;
    const found = seen(items.get(part)?.metrics[metric]);
    if (found === null || (found.observed.value ?? 0) <= 0) continue;
    const candidate = { component: name, kind: component.parts.kind, id: part, metric, capacity, ...found };
    if (fullest === null || use(candidate) > use(fullest)) fullest = candidate;
  }
  return fullest;
}

function seen(
  metric: ComponentResult['metrics'][string] | undefined,
): { unit: string; observed: Estimate } | null {
  const statistic = metric?.kind === 'counter' ? 'rate' : 'mean';
  const observed = metric?.statistics[statistic];
  return metric === undefined || observed === undefined
    ? null
    : { unit: unitOf(metric.unit, statistic), observed };
}

/** How much of its capacity a part uses, for putting parts in order. */
export function use({ observed, capacity }: FullestPart): number {
  return (observed.value ?? 0) / capacity;
}
