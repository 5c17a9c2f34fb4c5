// What hosts and what carries their traffic are billed for.

import type { Meter } from '../../pricing/price.ts';

const GIB = 1_073_741_824;
const VPC_PRICING = 'aws.amazon.com/vpc/pricing and aws.amazon.com/privatelink/pricing';

/** What hosts are billed for; spread into the type's `meters`. */
export const HOST_METERS: readonly Meter[] = [
  {
    name: 'host-hour',
    unit: 'host-hour',
    kind: 'standing',
    description: 'Hosts, at the price that the scenario gives.',
    source: 'hostPrice in the scenario',
  },
  {
    name: 'nat-gateway-hour',
    unit: 'NAT gateway-hour',
    kind: 'standing',
    description: 'One NAT gateway for the component.',
    source: VPC_PRICING,
  },
  {
    name: 'nat-gateway-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'Data and keys that pass the NAT gateway, both ways.',
    source: VPC_PRICING,
  },
  {
    name: 'interface-endpoint-hour',
    unit: 'endpoint-AZ-hour',
    kind: 'standing',
    description: 'An interface endpoint in three availability zones.',
    source: VPC_PRICING,
  },
  {
    name: 'interface-endpoint-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'Data and keys that pass the interface endpoint, both ways.',
    source: VPC_PRICING,
  },
];
