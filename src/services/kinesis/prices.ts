// Prices of provisioned Kinesis streams, USD, by region, from AWS's own price list.

import type { MeterPrices, PriceTable } from '../../pricing/price.ts';

const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-2',
  'ap-northeast-1',
] as const;

function inRegions(...usd: readonly number[]): MeterPrices {
  return {
    regions: Object.fromEntries(REGIONS.map((region, i) => [region, usd[i]!])),
    source: 'AWS price list, Kinesis Data Streams (aws.amazon.com/kinesis/data-streams/pricing)',
    date: '2025-11',
  };
}

export const STREAM_PRICES: PriceTable = {
  'shard-hour': inRegions(0.015, 0.015, 0.017, 0.018, 0.0184, 0.0195),
  'put-payload-unit': inRegions(0.014, 0.014, 0.0165, 0.0175, 0.0195, 0.0215),
  'extended-retention-shard-hour': inRegions(0.02, 0.02, 0.023, 0.024, 0.025, 0.026),
  'long-term-retention-gb-month': inRegions(0.023, 0.023, 0.023, 0.0245, 0.025, 0.025),
};

export const CONSUMER_PRICES: PriceTable = {
  'consumer-shard-hour': inRegions(0.015, 0.015, 0.017, 0.018, 0.0184, 0.0195),
  'fan-out-gb': inRegions(0.013, 0.013, 0.0147, 0.0156, 0.0159, 0.0169),
};
