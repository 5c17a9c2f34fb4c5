// What designs can be compared by, replication by replication, as data.

import type { Better } from '../metrics/kinds.ts';
import type { Traffic } from './traffic.ts';

/** What a figure is about; tables show them in this order. */
export const FIGURE_GROUPS = ['objective', 'cost', 'loss', 'latency', 'share', 'metric'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** A value of one replication: `lost` where it lies among what was lost (infinite), null where it cannot be told. */
export type ReplicationValue = number | 'lost' | null;

/** A figure that designs can be compared by. */
export interface Figure {
  /** As objectives write it: `dashboard.lost.ratio`, `cost.perMonth`; a line of the bill is `cost[clicks.shard-hour].perMonth`. */
  readonly path: string;
  readonly group: FigureGroup;
  /** Of the values, as results give it; a rate ends in `/s`. */
  readonly unit: string;
  readonly better: Better;
  /** One a replication, in order. */
  readonly values: readonly ReplicationValue[];
}

export interface Comparable {
  readonly traffic: Traffic;
  /** The smallest change that matters, as a share; null where the scenario names none. */
  readonly relevant: number | null;
  readonly figures: readonly Figure[];
}
