// When there are enough replications of a design: a fixed number; or when every objective is decided that more of them
// could decide; or as many as make a number precise, and five more.

import type { Design, Stopping } from '../scenario/design.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { billsOf, costOf } from './cost.ts';
import type { StoppingRule } from './course.ts';
import { looksOf } from './looks.ts';
import { Measurements } from './measurements.ts';
import { isOpen } from './objectives.ts';
import { precisionReached } from './precision.ts';
import type { ReplicationResult } from './replication-result.ts';

/** So many replications after a number was precise enough it must be so still. */
const AFTER_PRECISE = 5;

/** The rule of a design. */
export function stoppingRule(design: Design, types: ComponentTypes): StoppingRule {
  const { stopping, replications } = design;
  if (stopping?.kind === 'precision') return untilPrecise(design, stopping, types);
  const sizes = looksOf(design).map((look) => look.replications);
  const wanted = (results: readonly ReplicationResult[]): number => {
    const next = sizes.find((size) => size > results.length);
    if (next === undefined) return results.length;
    const measured = new Measurements(design, types, results);
    return isOpen(measured, costOf(measured, billsOf(measured))) ? next : results.length;
  };
  return { first: replications, ahead: replications, wanted };
}

// Enough is what was precise five replications ago and still is: the first moment at which an interval is narrow
// favours a lucky spread.
function untilPrecise(
  design: Design,
  stopping: Extract<Stopping, { kind: 'precision' }>,
  types: ComponentTypes,
): StoppingRule {
  const { max } = stopping;
  const met: boolean[] = [];
  const wanted = (results: readonly ReplicationResult[]): number => {
    const runs = results.length;
    met[runs] ??= precisionReached(new Measurements(design, types, results), stopping).met;
    const enough = met[runs] && met[runs - AFTER_PRECISE] === true;
    return enough ? runs : Math.min(runs + 1, max);
  };
  return { first: Math.min(design.replications, max), ahead: max, wanted };
}
