// What the hosts of a producer cost, by hand: three at 0.096 USD an hour, and what carries the 26 KiB a second that they send, a
// NAT gateway or an interface endpoint in three availability zones, by the hour and by the GB of 2^30 B.

import { type Prices, regionsRow } from '../../regions-row.ts';

const HOURS = 730;
const SENT_GB = (HOURS * 3600 * 26 * 1024) / 2 ** 30;
const HOST = [0.096, 0.096, 0.096, 0.096, 0.096, 0.096] as const;
const NAT = [0.045, 0.045, 0.048, 0.052, 0.059, 0.062] as const;
const ENDPOINT = [0.01, 0.01, 0.011, 0.012, 0.013, 0.014] as const;
const ENDPOINT_GB = [0.01, 0.01, 0.01, 0.01, 0.01, 0.01] as const;

/** A claim about a meter of the producer. */
function claim(meter: string, what: string, units: number, usd: Prices, network: string) {
  const price = meter === 'host-hour' ? [] : [`kinesis.producer price ${meter}`];
  return {
    what,
    component: 'writer',
    meter,
    units,
    usd,
    sets: [`components.writer.network=${network}`],
    reaches: [`kinesis.producer meter ${meter}`, ...price],
  };
}

export const hostPrices = regionsRow({
  name: 'host-prices',
  source: 'aws.amazon.com/vpc/pricing, aws.amazon.com/privatelink/pricing and the AWS price list; by hand',
  scenario: 'test/validation/scenarios/kinesis-bill.yaml',
  within: 0,
  claims: [
    claim('host-hour', 'three hosts at 0.096 USD an hour', 3 * HOURS, HOST, 'none'),
    claim('nat-gateway-hour', 'a NAT gateway', HOURS, NAT, 'nat'),
    claim('nat-gateway-gb', '26 KiB a second through it', SENT_GB, NAT, 'nat'),
    claim(
      'interface-endpoint-hour',
      'an interface endpoint in three zones',
      3 * HOURS,
      ENDPOINT,
      'interface-endpoint',
    ),
    claim('interface-endpoint-gb', '26 KiB a second through it', SENT_GB, ENDPOINT_GB, 'interface-endpoint'),
  ],
});
