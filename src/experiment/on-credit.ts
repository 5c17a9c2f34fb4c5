// Which figures a burst bucket pays for while the run lasts: they say nothing of what comes when it is empty.

import type { MetricDeclaration } from '../metrics/kinds.ts';
import type { Objective } from '../scenario/design.ts';
import { creditsOf } from './credit.ts';
import { measuredOf } from './findings.ts';
import { wantsLess } from './interval.ts';
import type { Measurements } from './measurements.ts';
import type { StatisticPlace } from './place.ts';
import { leadsThrough } from './steadiness.ts';

/** Whether a metric counts what a bucket refuses that pays at present. */
export function livesOnCredit(measured: Measurements, { component, metric, part }: StatisticPlace): boolean {
  if (measured.typeOf(component).credit === undefined) return false;
  return creditsOf(measured, component, measuredOf(measured, component, [])).some(
    (credit) => credit.throttles.includes(metric) && (part === null || part === credit.part),
  );
}

/**
 * What an application got while a bucket on the way paid is not what it will get: its loss and its latency neither. What
 * happens in a window that stands for itself alone may well be paid from a bucket.
 */
export function comesOnCredit(
  measured: Measurements,
  { operator }: Objective,
  { component, statistic }: StatisticPlace,
  { overProduced, per }: MetricDeclaration,
): boolean {
  const suffers = overProduced === true ? statistic !== 'count' : per !== undefined;
  if (!suffers || !wantsLess(operator) || measured.design.question.kind !== 'steady-state') return false;
  return Object.keys(measured.design.components).some(
    (way) =>
      way !== component &&
      measured.typeOf(way).credit !== undefined &&
      leadsThrough(measured, way, component) &&
      creditsOf(measured, way, measuredOf(measured, way, [])).length > 0,
  );
}
