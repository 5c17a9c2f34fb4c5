// The kinds of nodes that a cluster of DAX has: what each takes and what it keeps.

import { NODE_CAPACITY } from './accelerator-limits.ts';

const GIB = 1_073_741_824;
/** A node's network: larger nodes have more memory, and no more requests. */
const MOST = 1_000_000;
const OF_LARGE = NODE_CAPACITY.value;

interface NodeType {
  /** Normalised requests a second. */
  readonly requestsPerSecond: number;
  readonly memoryBytes: number;
}

function node(times: number): NodeType {
  return { requestsPerSecond: Math.min(times * OF_LARGE, MOST), memoryBytes: times * 16 * GIB };
}

/** By AWS's name. */
export const NODE_TYPES = {
  'dax.r5.large': node(1),
  'dax.r5.xlarge': node(2),
  'dax.r5.2xlarge': node(4),
  'dax.r5.4xlarge': node(8),
  'dax.r5.8xlarge': node(16),
  'dax.r5.12xlarge': node(24),
  'dax.r5.16xlarge': node(32),
  'dax.r5.24xlarge': node(48),
} as const satisfies Readonly<Record<string, NodeType>>;

export type NodeTypeName = keyof typeof NODE_TYPES;

export const NODE_TYPE_NAMES = Object.keys(NODE_TYPES) as [NodeTypeName, ...NodeTypeName[]];
