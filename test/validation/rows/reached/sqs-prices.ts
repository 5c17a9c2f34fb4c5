// What a queue's requests cost, by Region and tier, by hand: 0.40 USD a million of the first 100 billion a month, 0.30 of the
// next hundred, 0.24 of the rest; of FIFO queues 0.50, 0.40 and 0.35; and 0.10 more a million where messages of a standard queue
// have a group. One request a second is 2,628,000 in a month of 730 hours; a month with 10,000 times its load, and 10 requests
// a second, has 262.8 billion.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const MILLIONS = (730 * 3600) / 1e6;
const MANY = 262_800;
const BUSY = ['workloads.messages.arrivals.rate=10/s', 'cost.meanLoad=1000000%'];
const FIFO = ['components.queue.fifoQueue=true'];
const FAIR = ['components.sender.messageGroupId=partitionKey'];
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2', 'ap-northeast-1'];

const STANDARD = ['sqs.queue meter standard-request', 'sqs.queue price standard-request'];
const OF_FIFO = ['sqs.queue meter fifo-request', 'sqs.queue price fifo-request'];
const OF_FAIR = ['sqs.queue meter fair-queue-request', 'sqs.queue price fair-queue-request'];

export const sqsPrices = workedRow({
  name: 'sqs-prices',
  source: 'aws.amazon.com/sqs/pricing; by hand',
  scenario: 'test/validation/scenarios/requests.yaml',
  claims: [
    ...REGIONS.flatMap((region) => [
      { region, of: 'a standard queue', usd: 0.4, sets: [], reaches: STANDARD },
      { region, of: 'a FIFO queue', usd: 0.5, sets: FIFO, reaches: OF_FIFO },
      { region, of: 'a fair queue', usd: 0.4 + 0.1, sets: FAIR, reaches: OF_FAIR },
    ]).map(({ region, of, usd, sets, reaches }) => ({
      what: `one send a second to ${of} in ${region}: USD a month`,
      expected: MILLIONS * usd,
      within: 0,
      decimals: 6,
      sets: [`region=${region}`, ...sets],
      reaches,
      seen: monthlyUsd,
    })),
    {
      what: '262.8 billion requests a month of a standard queue, in three tiers: USD a month',
      expected: 100_000 * 0.4 + 100_000 * 0.3 + (MANY - 200_000) * 0.24,
      within: 0,
      decimals: 2,
      sets: BUSY,
      reaches: STANDARD,
      seen: monthlyUsd,
    },
    {
      what: '262.8 billion requests a month of a FIFO queue, in three tiers: USD a month',
      expected: 100_000 * 0.5 + 100_000 * 0.4 + (MANY - 200_000) * 0.35,
      within: 0,
      decimals: 2,
      sets: [...BUSY, ...FIFO],
      reaches: OF_FIFO,
      seen: monthlyUsd,
    },
  ],
});
