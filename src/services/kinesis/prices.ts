// Prices of provisioned Kinesis streams, USD, by region, from AWS's own price list.

import type { MeterPrices, PriceTable, UsdByRegion } from '../../pricing/price.ts';

function listed(regions: UsdByRegion): MeterPrices {
  return {
    regions,
    source: 'AWS price list, Kinesis Data Streams (aws.amazon.com/kinesis/data-streams/pricing)',
    date: '2025-11',
  };
}

export const STREAM_PRICES: PriceTable = {
  'shard-hour': listed({
    'us-east-1': 0.015,
    'us-west-2': 0.015,
    'eu-west-1': 0.017,
    'eu-central-1': 0.018,
    'ap-southeast-2': 0.0184,
    'ap-northeast-1': 0.0195,
  }),
  'put-payload-unit': listed({
    'us-east-1': 0.014,
    'us-west-2': 0.014,
    'eu-west-1': 0.0165,
    'eu-central-1': 0.0175,
    'ap-southeast-2': 0.0195,
    'ap-northeast-1': 0.0215,
  }),
  'extended-retention-shard-hour': listed({
    'us-east-1': 0.02,
    'us-west-2': 0.02,
    'eu-west-1': 0.023,
    'eu-central-1': 0.024,
    'ap-southeast-2': 0.025,
    'ap-northeast-1': 0.026,
  }),
  'long-term-retention-gb-month': listed({
    'us-east-1': 0.023,
    'us-west-2': 0.023,
    'eu-west-1': 0.023,
    'eu-central-1': 0.0245,
    'ap-southeast-2': 0.025,
    'ap-northeast-1': 0.025,
  }),
  'long-term-retrieval-gb': listed({
    'us-east-1': 0.021,
    'us-west-2': 0.021,
    'eu-west-1': 0.0237,
    'eu-central-1': 0.0252,
    'ap-southeast-2': 0.0257,
    'ap-northeast-1': 0.0273,
  }),
};

export const CONSUMER_PRICES: PriceTable = {
  'consumer-shard-hour': listed({
    'us-east-1': 0.015,
    'us-west-2': 0.015,
    'eu-west-1': 0.017,
    'eu-central-1': 0.018,
    'ap-southeast-2': 0.0184,
    'ap-northeast-1': 0.0195,
  }),
  'fan-out-gb': listed({
    'us-east-1': 0.013,
    'us-west-2': 0.013,
    'eu-west-1': 0.0147,
    'eu-central-1': 0.0156,
    'ap-southeast-2': 0.0159,
    'ap-northeast-1': 0.0169,
  }),
};
