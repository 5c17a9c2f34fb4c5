// What an application with the KCL measures beside what every consumer does: KCL's own names, and ours for what it does not count.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';

export const KCL_METRICS: MetricDeclarations = {
  CurrentLeases: {
    kind: 'level',
    unit: 'count',
    description: 'Leases that its workers hold, as far as they know.',
    series: true,
  },
  LostLeases: {
    kind: 'counter',
    unit: 'count',
    description: 'Leases that a worker has lost: not renewed in time, or taken by another.',
    series: true,
  },
  CrashedLeases: {
    kind: 'counter',
    unit: 'count',
    description: 'Leases that a worker held when it crashed.',
    series: true,
  },
  TakenLeases: {
    kind: 'counter',
    unit: 'count',
    description: 'Leases that a worker has got: taken, stolen, or assigned to it.',
    series: true,
  },
  TakeoverTime: {
    kind: 'distribution',
    unit: 'seconds',
    description:
      'From when a worker stops reading a shard (a crash, a lease that expired or was handed over) until one reads it again: one value for each time. A shard whose lease is stolen is read all along.',
  },
  LeaseRequests: {
    kind: 'counter',
    unit: 'count',
    description: 'Requests to the lease table, each attempt counted.',
    series: true,
  },
  ThrottledLeaseRequests: {
    kind: 'counter',
    unit: 'count',
    description: 'Of these, what the table throttled.',
    per: 'LeaseRequests',
    series: true,
  },
};
