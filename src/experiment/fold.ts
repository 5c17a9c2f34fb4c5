// From the replications of one design, in their order, to what is reported of it. Everything is computed from the
// ordered list, so it does not matter which worker ran what, nor which ended first.

import { type MetricDeclaration, statisticsOf } from '../metrics/kinds.ts';
import type { Bill } from '../pricing/bill.ts';
import { comparableOf } from './comparable.ts';
import { billsOf, costOf } from './cost.ts';
import { faultsOf } from './faults.ts';
import { findingsOf, measuredOf } from './findings.ts';
import { flowsOf } from './flows.ts';
import type { Measurements } from './measurements.ts';
import { judgeObjectives } from './objectives.ts';
import type { MetricPlace } from './place.ts';
import { precisionReached } from './precision.ts';
import type { ComponentResult, DesignResult, MetricResult, PrecisionResult } from './result.ts';
import { seriesOf } from './series.ts';
import { growthInWords, growthsOf } from './stability.ts';
import { estimateOf } from './statistic.ts';
import { wiresOf } from './wires.ts';

/** A design's result, and what comparisons need besides. */
export interface FoldedDesign {
  readonly result: DesignResult;
  readonly measured: Measurements;
  readonly bills: readonly Bill[];
}

/**
 * Folds a design.
 * @throws InvariantError when the replications contradict one another or their books do not balance
 */
export function foldDesign(measured: Measurements): FoldedDesign {
  const { design, replications } = measured;
  const bills = billsOf(measured);
  const cost = costOf(measured, bills);
  const flows = flowsOf(measured);
  const result: DesignResult = {
    name: design.name,
    replications: replications.length,
    ...precisionOf(measured),
    ...warmupOf(measured),
    question: design.question,
    unstable: growthsOf(measured).map(growthInWords),
    components: Object.fromEntries(
      Object.keys(design.components).map((component) => [component, componentOf(measured, component)]),
    ),
    wires: wiresOf(design),
    flows,
    ...(design.faults === undefined ? {} : { faults: faultsOf(measured) }),
    cost,
    objectives: judgeObjectives(measured, cost),
    findings: findingsOf(measured, flows),
    assumptions: design.assumptions,
    fingerprints: replications.map(({ fingerprint }) => fingerprint),
    events: replications.reduce((sum, { events }) => sum + events, 0),
    comparable: comparableOf(measured, bills),
    series: seriesOf(measured),
  };
  return { result, measured, bills };
}

function precisionOf(measured: Measurements): { precision?: PrecisionResult } {
  const { stopping } = measured.design;
  if (stopping?.kind !== 'precision') return {};
  const { text, unit } = stopping;
  return { precision: { path: text, unit, ...precisionReached(measured, stopping) } };
}

function warmupOf({ design: { autoWarmup, warmupUs } }: Measurements): Pick<DesignResult, 'warmup'> {
  if (autoWarmup === undefined || autoWarmup === 'wanted') return {};
  return { warmup: { status: autoWarmup, seconds: warmupUs / 1_000_000 } };
}

function componentOf(measured: Measurements, component: string): ComponentResult {
  const declarations = Object.entries(measured.declarations(component));
  const metrics = (part: string | null, kept: readonly (readonly [string, MetricDeclaration])[]) =>
    Object.fromEntries(
      kept.map(([metric, declaration]) => [
        metric,
        metricOf(measured, { component, part, metric }, declaration),
      ]),
    );
  const type = measured.typeOf(component);
  const own = { type: type.name, metrics: metrics(null, declarations) };
  const perPart = declarations.filter(([, declaration]) => declaration.perPart === true);
  const parts = measured.parts(component);
  if (parts.length === 0 || perPart.length === 0) return own;
  const seen = measuredOf(measured, component, []);
  const items = parts.map((id) => {
    const openShare = type.partOpen?.(seen, id) ?? 1;
    return { id, ...(openShare < 1 ? { openShare } : {}), metrics: metrics(id, perPart) };
  });
  return { ...own, parts: { kind: type.partKind ?? 'part', items } };
}

function metricOf(measured: Measurements, place: MetricPlace, declaration: MetricDeclaration): MetricResult {
  return {
    kind: declaration.kind,
    unit: declaration.unit,
    statistics: Object.fromEntries(
      statisticsOf(declaration).map((statistic) => [
        statistic,
        estimateOf(measured, { ...place, statistic }),
      ]),
    ),
  };
}
