// Prices of Lambda, USD, by region, from AWS's own price list. Tiers of duration are the month's, by architecture.

import type { MeterPrices, PriceTable, Tier, UsdByRegion } from '../../pricing/price.ts';

const SOURCE = 'AWS price list, Lambda (aws.amazon.com/lambda/pricing)';
const DATE = '2025-10';

function listed(regions: UsdByRegion): MeterPrices {
  return { regions, source: SOURCE, date: DATE };
}

/** One price, or tiers, that all regions of the book have. */
function everywhere(usd: number | readonly Tier[]): MeterPrices {
  return {
    regions: {
      'us-east-1': usd,
      'us-west-2': usd,
      'eu-west-1': usd,
      'eu-central-1': usd,
      'ap-southeast-2': usd,
      'ap-northeast-1': usd,
    },
    source: SOURCE,
    date: DATE,
  };
}

export const FUNCTION_PRICES: PriceTable = {
  request: everywhere(0.2),
  'duration-x86-gb-second': everywhere([
    { upTo: 6e9, usd: 0.0000166667 },
    { upTo: 15e9, usd: 0.000015 },
    { upTo: null, usd: 0.0000133334 },
  ]),
  'duration-arm-gb-second': everywhere([
    { upTo: 7.5e9, usd: 0.0000133334 },
    { upTo: 18.75e9, usd: 0.0000120001 },
    { upTo: null, usd: 0.0000106667 },
  ]),
  'provisioned-x86-gb-second': listed({
    'us-east-1': 0.0000041667,
    'us-west-2': 0.0000041667,
    'eu-west-1': 0.000004646,
    'eu-central-1': 0.0000050147,
    'ap-southeast-2': 0.000005236,
    'ap-northeast-1': 0.0000053835,
  }),
  'provisioned-duration-x86-gb-second': listed({
    'us-east-1': 0.0000097222,
    'us-west-2': 0.0000097222,
    'eu-west-1': 0.0000108407,
    'eu-central-1': 0.0000117011,
    'ap-southeast-2': 0.0000122173,
    'ap-northeast-1': 0.0000125615,
  }),
  'provisioned-arm-gb-second': listed({
    'us-east-1': 0.0000033334,
    'us-west-2': 0.0000033334,
    'eu-west-1': 0.0000037168,
    'eu-central-1': 0.0000040118,
    'ap-southeast-2': 0.0000041888,
    'ap-northeast-1': 0.0000043068,
  }),
  'provisioned-duration-arm-gb-second': listed({
    'us-east-1': 0.0000077778,
    'us-west-2': 0.0000077778,
    'eu-west-1': 0.0000086726,
    'eu-central-1': 0.0000093609,
    'ap-southeast-2': 0.0000097738,
    'ap-northeast-1': 0.0000100492,
  }),
};
