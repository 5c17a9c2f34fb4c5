// Which numbers of a design have no steady value because a backlog grows: how long records wait there, and how late
// they are in every flow that leads through. In the long run those exceed any bound, whatever a window shows.

import { percentileOf } from '../metrics/kinds.ts';
import type { Measurements } from './measurements.ts';
import type { StatisticPlace } from './place.ts';
import type { Growth } from './stability.ts';
import { growthsOf } from './stability.ts';
import { passesThrough } from './wires.ts';

const DELIVERED = /\.delivered$/;

/** The growth that leaves a statistic without a steady value, or null. */
export function growthBehind(measured: Measurements, place: StatisticPlace): Growth | null {
  const declaration = measured.declaration(place);
  if (declaration === null || place.worstMinute !== undefined) return null;
  if (place.statistic !== 'mean' && percentileOf(place.statistic) === null) return null;
  const { kind, unit, backlog, callTime } = declaration;
  const isTime =
    callTime !== true && kind === 'distribution' && (unit === 'seconds' || unit === 'milliseconds');
  const declared = measured.declarations(place.component)[place.metric.replace(DELIVERED, '')];
  return (
    growthsOf(measured).find((growth) => {
      if (backlog === true) return growth.component === place.component && growth.metric === place.metric;
      const late = declared?.overProduced === true;
      if (growth.component === place.component) return growth.endToEnd ? late : isTime;
      return late && leadsThrough(measured, growth.component, place.component);
    }) ?? null
  );
}

/** The growth that a component's records pass on their way: what is lost or refused in the end was not seen yet. */
export function growthBefore(measured: Measurements, component: string): Growth | null {
  const found = growthsOf(measured).find(
    (growth) => growth.component === component || leadsThrough(measured, growth.component, component),
  );
  return found ?? null;
}

/** Whether a flow that ends at `to` leads through a component. */
export function leadsThrough(measured: Measurements, through: string, to: string): boolean {
  const { design, replications } = measured;
  return replications[0]!.flows.some(
    (flow) => flow.to === to && passesThrough(design, through, flow.from, flow.to),
  );
}
