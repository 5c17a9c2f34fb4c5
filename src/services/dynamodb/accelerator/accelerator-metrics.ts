// What a cluster of DAX measures, by CloudWatch's names where there are any.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { AcceleratorConfig } from './accelerator-schema.ts';
import { NODE_TYPES } from './nodes.ts';

function cache(name: string, what: string): MetricDeclarations {
  return {
    [`${name}Lookups`]: {
      kind: 'counter',
      unit: 'count',
      description: `Eventually consistent ${what} that came.`,
      series: true,
    },
    [`${name}Hits`]: {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, what the cache had.',
      per: `${name}Lookups`,
      series: true,
      better: 'more',
    },
  };
}

/** The declarations of one cluster. */
export function acceleratorMetrics({ nodeType, replicationFactor }: AcceleratorConfig): MetricDeclarations {
  const { requestsPerSecond } = NODE_TYPES[nodeType];
  return {
    TotalRequestCount: {
      kind: 'counter',
      unit: 'count',
      description: 'Requests that came, each attempt counted.',
      series: true,
    },
    ThrottledRequestCount: {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, refused by a node that had no more to give.',
      per: 'TotalRequestCount',
      series: true,
    },
    ...cache('ItemCache', 'reads of items'),
    ...cache('QueryCache', 'queries and scans'),
    NormalizedRequests: {
      kind: 'counter',
      unit: 'count',
      description:
        'What the nodes did: a hit counts its started KiB, a miss ten times, a write 25 times on every node.',
      series: true,
      perPart: true,
      partCapacity: requestsPerSecond,
      capacity: requestsPerSecond * replicationFactor,
    },
    CacheMemoryUtilization: {
      kind: 'level',
      unit: 'ratio',
      description: 'The share of the caches’ memory that is in use.',
      series: true,
    },
    EvictedSize: {
      kind: 'counter',
      unit: 'bytes',
      description: 'What made room for others.',
      better: 'less',
    },
  };
}
