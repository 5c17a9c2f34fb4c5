// What a producer measures, whatever it sends to.

import type { MetricDeclarations } from '../../metrics/kinds.ts';

/** The metrics of every producer, but for those of its client. */
export const PRODUCER_METRICS: MetricDeclarations = {
  ProducedRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that the application handed over.',
    series: true,
  },
  Requests: { kind: 'counter', unit: 'count', description: 'Put requests sent.' },
  AttemptedRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records in all put requests, those sent again included.',
    per: 'ProducedRecords',
  },
};

/** What did not come as far as a request. */
export const DROP_METRICS: MetricDeclarations = {
  DroppedRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records dropped because the host’s buffer was full.',
    per: 'ProducedRecords',
  },
  DroppedByFault: {
    kind: 'counter',
    unit: 'count',
    description: 'Records dropped by a pause, or lost with a host.',
    per: 'ProducedRecords',
  },
};

/** The metrics of the SDK's client. What gathers is not in it: a batch is closed at the end of its linger at the latest. */
export const SDK_METRICS: MetricDeclarations = {
  PendingRecords: {
    kind: 'level',
    unit: 'count',
    description: 'Records in requests that wait for a connection, are under way, or are to be sent again.',
    series: true,
    backlog: true,
  },
};
