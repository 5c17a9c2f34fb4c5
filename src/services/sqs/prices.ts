// Prices of queues, USD, by region. The first million requests of a month are free under the account's free tier alone.

import type { MeterPrices, PriceTable, Tier } from '../../pricing/price.ts';

/** Requests are priced by the million: 100 billion are 100,000 of them. */
const FIRST = 100_000;
const SECOND = 200_000;

// AWS has one price in all of these; beyond us-east-1 it is read in one secondary source.
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2', 'ap-northeast-1'];

function everywhere(price: number | readonly Tier[], source: string, date: string): MeterPrices {
  return { regions: Object.fromEntries(REGIONS.map((region) => [region, price])), source, date };
}

const PRICING = 'AWS price page of SQS (aws.amazon.com/sqs/pricing)';

export const QUEUE_PRICES: PriceTable = {
  'standard-request': everywhere(
    [
      { upTo: FIRST, usd: 0.4 },
      { upTo: SECOND, usd: 0.3 },
      { upTo: null, usd: 0.24 },
    ],
    PRICING,
    '2026-06',
  ),
  'fifo-request': everywhere(
    [
      { upTo: FIRST, usd: 0.5 },
      { upTo: SECOND, usd: 0.4 },
      { upTo: null, usd: 0.35 },
    ],
    PRICING,
    '2026-06',
  ),
  'fair-queue-request': everywhere(0.1, 'cloudburn.io/blog/amazon-sqs-pricing', '2026-03'),
};
