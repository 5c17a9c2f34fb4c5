// The hosts that a producer or consumer runs on: how many, what they cost, and which way their traffic leaves the
// network. Prices of NAT gateways and interface endpoints are the VPC's.

import { assumed, optional, withDefault } from '../../language/field.ts';
import { count, hourlyPrice, oneOf } from '../../language/words.ts';
import type { Meter, MeterPrices, PriceTable, UsdByRegion } from '../../pricing/price.ts';
import type { UsageMeter } from '../../pricing/usage.ts';
import type { Site } from '../component.ts';
import { sizeOr } from './size-or-word.ts';

/** Properties that every producer and consumer has beside its client; spread into its schema. */
export const hostFields = {
  hosts: withDefault(
    count({ min: 1, max: 10_000 }),
    1,
    'Hosts that run it; each has a client of its own.',
    'a single process',
  ),
  hostPrice: optional(
    hourlyPrice(),
    'USD per host and hour (0.096 USD/h); without it compute is listed as not priced.',
  ),
  network: withDefault(
    oneOf(['none', 'nat', 'interface-endpoint']),
    'none',
    'What the hosts’ traffic to AWS passes and is charged for: nothing, a NAT gateway, or an interface endpoint.',
    'public subnets pay nothing in the same region',
  ),
};

/** The buffer of a producer's host. */
export const bufferFields = {
  maxBuffered: assumed(
    sizeOr('unlimited', Number.POSITIVE_INFINITY),
    'unlimited',
    'Data and keys that one host holds while it cannot send (batches, retries and requests under way); more is dropped.',
    {
      why: 'the memory of a host is not the client library’s to limit',
      low: '16 MiB',
      high: 'unlimited',
    },
  ),
};

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

const ENDPOINT_ZONES = 3;
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

/** The hosts of one component, as they are configured. */
export interface HostConfig {
  readonly hosts: number;
  readonly hostPrice?: number | undefined;
  readonly network: 'none' | 'nat' | 'interface-endpoint';
}

/** What bills so many hosts of a component from a time on. */
export function billHosts(
  site: Site,
  { hostPrice }: Pick<HostConfig, 'hostPrice'>,
): (hosts: number, nowUs: number) => void {
  if (hostPrice === undefined) return () => {};
  const hours = site.usage('host-hour');
  hours.usdPerUnit = hostPrice;
  return (hosts, nowUs) => hours.hold(hosts, nowUs);
}

/** Bills a component's hosts from `fromUs` on, and gives what counts the bytes that pass. */
export function meterHosts(
  site: Site,
  config: HostConfig,
  fromUs = 0,
): (bytes: number, nowUs: number) => void {
  billHosts(site, config)(config.hosts, fromUs);
  if (config.network === 'none') return () => {};
  const nat = config.network === 'nat';
  site.usage(nat ? 'nat-gateway-hour' : 'interface-endpoint-hour').hold(nat ? 1 : ENDPOINT_ZONES, fromUs);
  const passed: UsageMeter = site.usage(nat ? 'nat-gateway-gb' : 'interface-endpoint-gb');
  return (bytes, nowUs) => passed.add(bytes, nowUs);
}

/** What of a component's hosts has no price here, in words. */
export function hostsNotPriced(config: HostConfig): readonly string[] {
  return config.hostPrice === undefined ? ['compute (no hostPrice)'] : [];
}
