// Prices of Kinesis streams, USD, by region, from AWS's own price list.

import type { MeterPrices, PriceTable, UsdByRegion } from '../../pricing/price.ts';

function listed(regions: UsdByRegion): MeterPrices {
  return {
    regions,
    source: 'AWS price list, Kinesis Data Streams (aws.amazon.com/kinesis/data-streams/pricing)',
    date: '2025-11',
  };
}

// Beyond us-east-1 the price list has these without names: they are told by their values (60 % below On-demand Standard).
const ADVANTAGE_IN = listed({
  'us-east-1': 0.032,
  'us-west-2': 0.032,
  'eu-west-1': 0.0364,
  'eu-central-1': 0.0384,
  'ap-southeast-2': 0.0392,
  'ap-northeast-1': 0.0416,
});
const ADVANTAGE_OUT = listed({
  'us-east-1': 0.016,
  'us-west-2': 0.016,
  'eu-west-1': 0.018,
  'eu-central-1': 0.0192,
  'ap-southeast-2': 0.0196,
  'ap-northeast-1': 0.0208,
});

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
  'on-demand-stream-hour': listed({
    'us-east-1': 0.04,
    'us-west-2': 0.04,
    'eu-west-1': 0.045,
    'eu-central-1': 0.048,
    'ap-southeast-2': 0.049,
    'ap-northeast-1': 0.052,
  }),
  'on-demand-in-gb': listed({
    'us-east-1': 0.08,
    'us-west-2': 0.08,
    'eu-west-1': 0.091,
    'eu-central-1': 0.096,
    'ap-southeast-2': 0.098,
    'ap-northeast-1': 0.104,
  }),
  'on-demand-out-gb': listed({
    'us-east-1': 0.04,
    'us-west-2': 0.04,
    'eu-west-1': 0.045,
    'eu-central-1': 0.048,
    'ap-southeast-2': 0.049,
    'ap-northeast-1': 0.052,
  }),
  'on-demand-extended-retention-gb-month': listed({
    'us-east-1': 0.1,
    'us-west-2': 0.1,
    'eu-west-1': 0.11,
    'eu-central-1': 0.119,
    'ap-southeast-2': 0.12,
    'ap-northeast-1': 0.12,
  }),
  'on-demand-long-term-retention-gb-month': listed({
    'us-east-1': 0.023,
    'us-west-2': 0.023,
    'eu-west-1': 0.023,
    'eu-central-1': 0.025,
    'ap-southeast-2': 0.025,
    'ap-northeast-1': 0.025,
  }),
  'advantage-in-gb': ADVANTAGE_IN,
  'advantage-out-gb': ADVANTAGE_OUT,
  'advantage-retention-gb-month': listed({
    'us-east-1': 0.023,
    'us-west-2': 0.023,
    'eu-west-1': 0.023,
    'eu-central-1': 0.025,
    'ap-southeast-2': 0.025,
    'ap-northeast-1': 0.025,
  }),
  'committed-in-gb': ADVANTAGE_IN,
  'committed-out-gb': ADVANTAGE_OUT,
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
  'on-demand-fan-out-gb': listed({
    'us-east-1': 0.05,
    'us-west-2': 0.05,
    'eu-west-1': 0.057,
    'eu-central-1': 0.06,
    'ap-southeast-2': 0.061,
    'ap-northeast-1': 0.065,
  }),
};
