// Prices of DynamoDB's Standard table class, USD, by region, from AWS's own price list.

import type { MeterPrices, PriceTable, UsdByRegion } from '../../pricing/price.ts';

const SOURCE = 'AWS price list, DynamoDB (aws.amazon.com/dynamodb/pricing)';
const DATE = '2025-08';

function listed(regions: UsdByRegion): MeterPrices {
  return { regions, source: SOURCE, date: DATE };
}

export const TABLE_PRICES: PriceTable = {
  'write-capacity-unit-hour': listed({
    'us-east-1': 0.00065,
    'us-west-2': 0.00065,
    'eu-west-1': 0.000735,
    'eu-central-1': 0.000793,
    'ap-southeast-2': 0.00074,
    'ap-northeast-1': 0.000742,
  }),
  'read-capacity-unit-hour': listed({
    'us-east-1': 0.00013,
    'us-west-2': 0.00013,
    'eu-west-1': 0.000147,
    'eu-central-1': 0.0001586,
    'ap-southeast-2': 0.000148,
    'ap-northeast-1': 0.0001484,
  }),
  'write-request-unit': listed({
    'us-east-1': 0.625,
    'us-west-2': 0.625,
    'eu-west-1': 0.705,
    'eu-central-1': 0.7625,
    'ap-southeast-2': 0.71,
    'ap-northeast-1': 0.715,
  }),
  'read-request-half-unit': listed({
    'us-east-1': 0.125,
    'us-west-2': 0.125,
    'eu-west-1': 0.1415,
    'eu-central-1': 0.1525,
    'ap-southeast-2': 0.1425,
    'ap-northeast-1': 0.1425,
  }),
  'streams-read-request-unit': listed({
    'us-east-1': 0.02,
    'us-west-2': 0.02,
    'eu-west-1': 0.0226,
    'eu-central-1': 0.0245,
    'ap-southeast-2': 0.0228,
    'ap-northeast-1': 0.0228,
  }),
  'storage-gb-month': listed({
    'us-east-1': 0.25,
    'us-west-2': 0.25,
    'eu-west-1': 0.283,
    'eu-central-1': 0.306,
    'ap-southeast-2': 0.285,
    'ap-northeast-1': 0.285,
  }),
};
