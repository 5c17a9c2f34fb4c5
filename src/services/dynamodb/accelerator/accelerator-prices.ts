// What the nodes of a cluster cost, by the hour. AWS's price list of DAX is not among those that can be downloaded: what
// stands here was published by others, and what they do not list is a multiple of what they do.

import type { Meter, PriceTable } from '../../../pricing/price.ts';
import { NODE_TYPE_NAMES, type NodeTypeName } from './nodes.ts';

const PRICING = 'aws.amazon.com/dynamodb/pricing, DynamoDB Accelerator';
const DATE = '2023-02';

const US_EAST_1_USD: Readonly<Record<NodeTypeName, number>> = {
  'dax.r5.large': 0.255,
  'dax.r5.xlarge': 0.509,
  'dax.r5.2xlarge': 1.018,
  'dax.r5.4xlarge': 2.037,
  'dax.r5.8xlarge': 4.073,
  'dax.r5.12xlarge': 6.11,
  'dax.r5.16xlarge': 8.147,
  'dax.r5.24xlarge': 12.22,
};

/** The meter of a kind of node. */
export function nodeMeter(nodeType: NodeTypeName): string {
  return `node-hour-${nodeType}`;
}

export const ACCELERATOR_METERS: readonly Meter[] = NODE_TYPE_NAMES.map((name) => ({
  name: nodeMeter(name),
  unit: 'node-hour',
  kind: 'standing',
  description: `Hours of nodes of ${name}.`,
  source: PRICING,
}));

export const ACCELERATOR_PRICES: PriceTable = Object.fromEntries(
  NODE_TYPE_NAMES.map((name) => {
    const regions = { 'us-east-1': US_EAST_1_USD[name] };
    const isListed = name === 'dax.r5.large' || name === 'dax.r5.xlarge';
    const source = isListed
      ? 'notes on the DynamoDB price page of February 2023'
      : 'a multiple of dax.r5.xlarge, of February 2023, by the number of its processors';
    return [nodeMeter(name), { regions, source, date: DATE }];
  }),
);
