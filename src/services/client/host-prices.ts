// Prices of what carries the hosts' traffic: NAT gateways and interface endpoints, which are the VPC's.

import type { MeterPrices, PriceTable, UsdByRegion } from '../../pricing/price.ts';

const FEED = 'AWS price list, VPC and NAT gateway';

function listed(regions: UsdByRegion, date: string): MeterPrices {
  return { regions, source: FEED, date };
}

/** Prices of what carries the hosts' traffic; spread into the type's `prices`. */
export const HOST_PRICES: PriceTable = {
  'nat-gateway-hour': listed(
    {
      'us-east-1': 0.045,
      'us-west-2': 0.045,
      'eu-west-1': 0.048,
      'eu-central-1': 0.052,
      'ap-southeast-2': 0.059,
      'ap-northeast-1': 0.062,
    },
    '2025-10',
  ),
  'nat-gateway-gb': listed(
    {
      'us-east-1': 0.045,
      'us-west-2': 0.045,
      'eu-west-1': 0.048,
      'eu-central-1': 0.052,
      'ap-southeast-2': 0.059,
      'ap-northeast-1': 0.062,
    },
    '2025-10',
  ),
  'interface-endpoint-hour': listed(
    {
      'us-east-1': 0.01,
      'us-west-2': 0.01,
      'eu-west-1': 0.011,
      'eu-central-1': 0.012,
      'ap-southeast-2': 0.013,
      'ap-northeast-1': 0.014,
    },
    '2025-11',
  ),
  'interface-endpoint-gb': listed(
    {
      'us-east-1': 0.01,
      'us-west-2': 0.01,
      'eu-west-1': 0.01,
      'eu-central-1': 0.01,
      'ap-southeast-2': 0.01,
      'ap-northeast-1': 0.01,
    },
    '2025-11',
  ),
};
