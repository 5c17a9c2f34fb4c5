// What a provisioned stream and its consumers are billed for, in AWS's units.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/kinesis/data-streams/pricing';
const GIB = 1_073_741_824;

/** A PUT payload unit: a record is billed by started units of 25 KB, read as KiB. */
export const PUT_PAYLOAD_UNIT_BYTES = 25_600;

/** Retention beyond this is long-term, billed by the byte kept; up to it (and above 24 h), by the shard-hour. */
export const EXTENDED_RETENTION_HOURS = 7 * 24;

export const STREAM_METERS: readonly Meter[] = [
  {
    name: 'shard-hour',
    unit: 'shard-hour',
    kind: 'standing',
    description: 'Open shards, by the hour.',
    source: PRICING,
  },
  {
    name: 'put-payload-unit',
    unit: '1M PUT payload units',
    kind: 'usage',
    perUnit: 1_000_000,
    description:
      'Each stored record, in started units of 25 KB of data and key. Refused records are not billed.',
    source: PRICING,
  },
  {
    name: 'extended-retention-shard-hour',
    unit: 'shard-hour',
    kind: 'standing',
    description:
      'Retention above 24 hours, by open shard and hour. Closed shards are not billed (an assumption).',
    source: PRICING,
  },
  {
    name: 'long-term-retention-gb-month',
    unit: 'GB-month',
    kind: 'usage',
    // A byte that stays for a month is one byte-month; the run counts byte-months at rate × retention.
    perUnit: GIB,
    description: 'What is kept beyond 7 days: the rate of stored bytes times the retention above 7 days.',
    source: PRICING,
  },
  {
    name: 'long-term-retrieval-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description:
      'Data and keys that consumers, shared or pushed to, got when they were older than 7 days, each time that they did.',
    source: PRICING,
  },
];

export const CONSUMER_METERS: readonly Meter[] = [
  {
    name: 'consumer-shard-hour',
    unit: 'consumer-shard-hour',
    kind: 'standing',
    description: 'An enhanced fan-out consumer of a shard, by the hour.',
    source: PRICING,
  },
  {
    name: 'fan-out-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'Data and keys pushed to an enhanced fan-out consumer.',
    source: PRICING,
  },
];
