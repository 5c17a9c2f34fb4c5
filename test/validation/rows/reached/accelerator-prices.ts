// What the nodes of a DAX cluster cost in a month of 730 hours, by hand: three of each kind, in us-east-1, the one region whose
// prices were found. Two prices were published; larger nodes cost as many times dax.r5.xlarge's as they have processors, to a
// tenth of a cent. The table behind it serves one read in a minute, half a unit: 730 × 60 / 2 of 0.125 USD a million.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const HOURS = 730;
const NODES = 3;

const USD_PER_HOUR = [
  ['dax.r5.large', 0.255],
  ['dax.r5.xlarge', 0.509],
  ['dax.r5.2xlarge', 1.018],
  ['dax.r5.4xlarge', 2.037],
  ['dax.r5.8xlarge', 4.073],
  ['dax.r5.12xlarge', 6.11],
  ['dax.r5.16xlarge', 8.147],
  ['dax.r5.24xlarge', 12.22],
] as const;

export const acceleratorPrices = workedRow({
  name: 'dax-prices',
  source: 'aws.amazon.com/dynamodb/pricing, DynamoDB Accelerator, as noted in February 2023; by hand',
  scenario: 'test/validation/scenarios/reached-accelerator.yaml',
  claims: USD_PER_HOUR.map(([node, usd]) => ({
    what: `${NODES} nodes of ${node} and a read a minute, USD a month`,
    expected: HOURS * NODES * usd + (HOURS * 60 * 0.5 * 0.125) / 1e6,
    within: 0,
    decimals: 4,
    sets: [`components.cache.nodeType=${node}`, 'workloads.requests.arrivals.rate=1/h'],
    reaches: [`dynamodb.accelerator meter node-hour-${node}`, `dynamodb.accelerator price node-hour-${node}`],
    seen: monthlyUsd,
  })),
});
