// The hosts that a producer or consumer runs on: how many, what they cost, and which way their traffic leaves the
// network.

import { assumed, optional, withDefault } from '../../language/field.ts';
import { count, hourlyPrice, oneOf } from '../../language/words.ts';
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

const ENDPOINT_ZONES = 3;

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
