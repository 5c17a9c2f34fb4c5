// What the findings are told of a FIFO queue beside its metrics.

import type { SendRefusals } from './fifo-quota.ts';
import type { HeldGroup } from './group-watch.ts';
import type { Action } from './transactions.ts';

/** The facts of one replication. */
export interface FifoFacts {
  /** What is left of each action's burst at the end of the run; null with high throughput. */
  readonly balances: Readonly<Record<Action, number>> | null;
  readonly refusals: SendRefusals;
  /** The group that was held up longest by what came back; null when nothing came back. */
  readonly held: HeldGroup | null;
}
