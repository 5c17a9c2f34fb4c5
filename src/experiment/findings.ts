// Why it was slow or refused: every component's type looks at what was measured of it, and the answers are put in
// order, the gravest first, then by how much of the harm each explains.

import { mean } from '../metrics/estimate.ts';
import type { Statistic } from '../metrics/kinds.ts';
import type { Design } from '../scenario/design.ts';
import type { Measured } from '../services/component.ts';
import { creditFinding, creditsOf } from './credit.ts';
import type { Measurements } from './measurements.ts';
import type { MetricPlace } from './place.ts';
import type { Finding, FlowResult } from './result.ts';
import { windowEstimateOf } from './statistic.ts';
import { passesThrough } from './wires.ts';

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** All findings of a design. */
export function findingsOf(measured: Measurements, flows: readonly FlowResult[]): readonly Finding[] {
  const found = Object.keys(measured.design.components).flatMap((component) => {
    const seen = measuredOf(measured, component, flows);
    const drafts = measured.typeOf(component).findings?.(measured.configOf(component), seen) ?? [];
    const credits = creditsOf(measured, component, seen).map(creditFinding);
    return [...drafts, ...credits].map((draft): Finding => ({ component, ...draft }));
  });
  return found.sort(gravestFirst);
}

function gravestFirst(a: Finding, b: Finding): number {
  const severity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return severity !== 0 ? severity : (b.shareOfHarm ?? -1) - (a.shareOfHarm ?? -1);
}

/** What a type is shown of one of its components. */
export function measuredOf(
  measured: Measurements,
  component: string,
  flows: readonly FlowResult[],
): Measured {
  const { design } = measured;
  return {
    component,
    windowSeconds: measured.windowSeconds,
    parts: measured.parts(component),
    statistic: (metric: string, statistic: Statistic, part?: string) =>
      windowEstimateOf(measured, { component, metric, statistic, part: part ?? null }).value,
    worstSecond: (metric: string, part?: string) =>
      worstSecondOf(measured, { component, metric, part: part ?? null }),
    rateAtEnd: (metric: string, part?: string) =>
      rateAtEndOf(measured, { component, metric, part: part ?? null }),
    facts: measured.replications.map(({ facts }) => facts[component] ?? {}),
    flows: flows.filter(({ from, to }) => passesThrough(design, component, from, to)).map(meanFlow),
    neighbour: (name: string) => neighbourOf(design, name),
  };
}

function worstSecondOf(measured: Measurements, place: MetricPlace): number | null {
  const kept = measured.of('counter', place)?.flatMap(({ series }) => series ?? []) ?? [];
  return kept.length === 0 ? null : mean(kept.map(({ worstSecond }) => Math.max(0, ...worstSecond)));
}

// Of as many points as come next to a quarter of the window.
function rateAtEndOf(measured: Measurements, place: MetricPlace): number | null {
  const kept = measured.of('counter', place)?.flatMap(({ series }) => series ?? []) ?? [];
  if (kept.length === 0) return null;
  const rates = kept.map(({ sum }) => {
    const points = Math.ceil(sum.length / 4);
    const counted = sum.slice(sum.length - points).reduce((all, one) => all + one, 0);
    return counted / ((measured.windowSeconds * points) / sum.length);
  });
  return mean(rates);
}

function meanFlow(flow: FlowResult): Measured['flows'][number] {
  return {
    from: flow.from,
    to: flow.to,
    produced: flow.produced.value ?? 0,
    lost: flow.lost.value ?? 0,
    fates: Object.fromEntries(
      Object.entries(flow.fates).map(([fate, estimate]) => [fate, estimate.value ?? 0]),
    ),
  };
}

function neighbourOf(design: Design, name: string): { type: string; config: unknown } | null {
  const found = design.components[name];
  return found === undefined ? null : { type: found.type, config: found.config };
}
