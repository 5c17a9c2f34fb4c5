// Quotas, defaults and mechanisms of DAX.

import type { Limit } from '../../component.ts';
import { NODE_SATURATION } from './accelerator-saturation.ts';

const SIZING = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-cluster-sizing.html';
const CONCEPTS = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.html';
const CLUSTER = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html';
const DATE = '2026-10';

export const NODE_CAPACITY: Limit = {
  value: 75_000,
  unit: 'normalised requests/s',
  description:
    'What one dax.r5.large takes: a hit counts its item’s size in started KiB, a miss ten times, a write 25 times on every node. Larger nodes take as many times more, up to 1,000,000.',
  source: SIZING,
  date: DATE,
  enforced: true,
  saturation: NODE_SATURATION,
};

function constant(value: number, unit: string, description: string, source: string): Limit {
  return { value, unit, description, source, date: DATE, enforced: false };
}

export const MISS_COST = constant(10, 'hits', 'What a miss takes of a node, for each started KiB.', SIZING);

export const WRITE_COST = constant(
  25,
  'hits',
  'What a write takes of every node, for each started KiB.',
  SIZING,
);

export const CLUSTER_NODES = constant(
  11,
  'nodes',
  'Nodes of a cluster: a primary and ten replicas.',
  CLUSTER,
);

export const ITEM_TTL = constant(
  300,
  's',
  'How long an item stays in the cache: record-ttl-millis of a parameter group.',
  CONCEPTS,
);

export const QUERY_TTL = constant(
  300,
  's',
  'How long the result of a Query or a Scan stays: query-ttl-millis of a parameter group.',
  CONCEPTS,
);

/** All of them, by name. */
export const ACCELERATOR_LIMITS: Readonly<Record<string, Limit>> = {
  nodeCapacity: NODE_CAPACITY,
  missCost: MISS_COST,
  writeCost: WRITE_COST,
  clusterNodes: CLUSTER_NODES,
  itemTtl: ITEM_TTL,
  queryTtl: QUERY_TTL,
};
