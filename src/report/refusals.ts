// What was refused, and where. AWS names every metric that counts refusals by one of a few words, and the declarations
// here follow it, so the name is what tells them from other counters; no service is asked.

import type { ComponentResult, Estimate, MetricResult } from '../experiment/result.ts';

const WORDS = /Throttle|Throttling|Exceeded|Rejected|Refused/;

/** One metric of refusals of a component, and its parts from the worst on. */
export interface Refusal {
  readonly metric: string;
  readonly total: MetricResult;
  /** Metrics under its name (`….Records`, `….Bytes`): which limit it was, where the component tells. */
  readonly causes: readonly { readonly name: string; readonly result: MetricResult }[];
  /** AWS's word for a part; '' where the component has none. */
  readonly partKind: string;
  /** Parts that refused something, the most first. */
  readonly parts: readonly { readonly id: string; readonly result: MetricResult }[];
}

/** Whether a metric of this name and kind counts refusals. */
export function isRefusal(metric: string, result: MetricResult): boolean {
  return result.kind === 'counter' && WORDS.test(metric);
}

/** Every metric of refusals that a component has, each with its causes under it and not beside it. */
function refusalsOf(component: ComponentResult): readonly Refusal[] {
  const found = Object.entries(component.metrics).filter(([metric, result]) => isRefusal(metric, result));
  const isCause = (metric: string): boolean => found.some(([other]) => metric.startsWith(`${other}.`));
  return found
    .filter(([metric]) => !isCause(metric))
    .map(([metric, total]) => ({
      metric,
      total,
      causes: found
        .filter(([other, result]) => other.startsWith(`${metric}.`) && amount(result) > 0)
        .map(([other, result]) => ({ name: other.slice(metric.length + 1), result })),
      partKind: component.parts?.kind ?? '',
      parts: (component.parts?.items ?? [])
        .flatMap(({ id, metrics }) =>
          metrics[metric] === undefined ? [] : [{ id, result: metrics[metric] }],
        )
        .filter(({ result }) => amount(result) > 0)
        .sort((a, b) => amount(b.result) - amount(a.result)),
    }));
}

/**
 * The refusals that a reader needs: those that counted something. Where one is told part by part, totals of the same
 * attempts seen from elsewhere (by the call, by the client) say nothing more.
 */
export function tellingRefusals(component: ComponentResult): readonly Refusal[] {
  const some = refusalsOf(component).filter(({ total }) => amount(total) > 0);
  const byPart = some.filter(({ parts }) => parts.length > 0);
  return byPart.length > 0 ? byPart : some;
}

/** Refusals a second; 0 when it cannot be told. */
export function amount(result: MetricResult): number {
  const { rate, sum }: Readonly<Record<string, Estimate>> = result.statistics;
  return rate?.value ?? sum?.value ?? 0;
}
