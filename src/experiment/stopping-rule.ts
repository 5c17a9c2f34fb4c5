// When there are enough replications of a design: a fixed number; or when every objective is decided that more of them
// could decide; or five after a number was known precisely enough.

import type { Design, Stopping } from '../scenario/design.ts';
import { billsOf, costOf } from './cost.ts';
import type { StoppingRule } from './course.ts';
import { looksOf } from './looks.ts';
import { type ComponentTypes, Measurements } from './measurements.ts';
import { isOpen } from './objectives.ts';
import { precisionReached } from './precision.ts';
import type { ReplicationResult } from './replication-result.ts';

/** Replications after the one at which a number was precise enough: to stop at once would favour a lucky spread. */
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

function untilPrecise(
  design: Design,
  stopping: Extract<Stopping, { kind: 'precision' }>,
  types: ComponentTypes,
): StoppingRule {
  const { max } = stopping;
  let last = max;
  const wanted = (results: readonly ReplicationResult[]): number => {
    const runs = results.length;
    if (last === max && runs < max) {
      const { met } = precisionReached(new Measurements(design, types, results), stopping);
      if (met) last = Math.min(runs + AFTER_PRECISE, max);
    }
    return Math.min(last, runs + 1);
  };
  return { first: Math.min(design.replications, max), ahead: max, wanted };
}
