// What a FIFO queue's calls are counted by: transactions of an API action, those let through and those refused.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';

/** The actions that have a quota each; a batch action has that of the single one. */
export const ACTIONS = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'] as const;

/** An action with a quota. */
export type Action = (typeof ACTIONS)[number];

/** The counters of an action's transactions, by name. */
export function transactionMetrics(action: Action): {
  readonly asked: string;
  readonly admitted: string;
  readonly throttled: string;
} {
  return {
    asked: `AskedTransactions.${action}`,
    admitted: `Transactions.${action}`,
    throttled: `Throttles.${action}`,
  };
}

/** What is counted of each action. */
export const TRANSACTION_METRICS: MetricDeclarations = Object.fromEntries(
  ACTIONS.flatMap((action) => {
    const { asked, admitted, throttled } = transactionMetrics(action);
    return [
      [
        asked,
        {
          kind: 'counter' as const,
          unit: 'count' as const,
          description: `Transactions of ${action} that were asked for: those let through and those refused.`,
        },
      ],
      [
        admitted,
        {
          kind: 'counter' as const,
          unit: 'count' as const,
          description: `Transactions of ${action}, single or in batches, that were let through: calls, in high-throughput mode of each partition that one touched.`,
          series: true,
        },
      ],
      [
        throttled,
        {
          kind: 'counter' as const,
          unit: 'count' as const,
          description: `Transactions of ${action}, single or in batches, that were refused (RequestThrottled).`,
          per: asked,
          series: true,
        },
      ],
    ];
  }),
);

/** Counts the transactions of one action. */
export class Transactions {
  private readonly asked: Counter;
  private readonly admitted: Counter;
  private readonly refused: Counter;

  constructor(site: Site, action: Action) {
    const names = transactionMetrics(action);
    this.asked = site.counter(names.asked);
    this.admitted = site.counter(names.admitted);
    this.refused = site.counter(names.throttled);
  }

  /** So many were let through, and so many not. */
  count(admitted: number, refused: number, nowUs: number): void {
    this.asked.add(nowUs, admitted + refused);
    if (admitted > 0) this.admitted.add(nowUs, admitted);
    if (refused > 0) this.refused.add(nowUs, refused);
  }
}
