// What findings read off a run, whatever the service.

import type { Measured } from '../component.ts';
import type { Fate } from './fates.ts';

/** A counter's sum over the window; 0 where it was not counted. */
export function sum(measured: Measured, metric: string): number {
  return measured.statistic(metric, 'sum') ?? 0;
}

/** Which part of all that is lost in the flows through a component met this fate; null where nothing is lost. */
export function shareOfLoss({ flows }: Measured, fate: Fate): number | null {
  const lost = flows.reduce((all, flow) => all + flow.lost, 0);
  if (lost === 0) return null;
  return flows.reduce((all, { fates }) => all + (fates[fate] ?? 0), 0) / lost;
}
