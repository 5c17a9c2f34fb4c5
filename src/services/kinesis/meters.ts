// What a stream and its consumers are billed for, in AWS's units.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/kinesis/data-streams/pricing';
const GIB = 1_073_741_824;

/** A PUT payload unit: a record is billed by started units of 25 KB, read as KiB. */
export const PUT_PAYLOAD_UNIT_BYTES = 25_600;

/** Retention beyond this is long-term, billed by the byte kept; up to it (and above 24 h), by the shard-hour. */
export const EXTENDED_RETENTION_HOURS = 7 * 24;

/** In on-demand mode each record is billed by whole KiB, in and out. */
export const ON_DEMAND_ROUNDING_BYTES = 1024;

/** What the account's throughput commitment bills at least, in and out: 25 MiB/s, in GB an hour. */
const COMMITTED_GB_PER_HOUR = (25 * 3600) / 1024;

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
  {
    name: 'on-demand-stream-hour',
    unit: 'stream-hour',
    kind: 'standing',
    description: 'An on-demand stream, by the hour.',
    source: PRICING,
  },
  {
    name: 'on-demand-in-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'What an on-demand stream stored, each record rounded up to 1 KiB.',
    source: PRICING,
  },
  {
    name: 'on-demand-out-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'What shared consumers read of it, each record rounded up to 1 KiB.',
    source: PRICING,
  },
  {
    name: 'on-demand-extended-retention-gb-month',
    unit: 'GB-month',
    kind: 'usage',
    perUnit: GIB,
    description: 'What is kept from 24 hours to 7 days.',
    source: PRICING,
  },
  {
    name: 'on-demand-long-term-retention-gb-month',
    unit: 'GB-month',
    kind: 'usage',
    perUnit: GIB,
    description: 'What is kept beyond 7 days.',
    source: PRICING,
  },
  {
    name: 'advantage-in-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'The same under the account’s throughput commitment: what was stored.',
    source: PRICING,
  },
  {
    name: 'advantage-out-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'What consumers got of it, shared or pushed to, each record rounded up to 1 KiB.',
    source: PRICING,
  },
  {
    name: 'advantage-retention-gb-month',
    unit: 'GB-month',
    kind: 'usage',
    perUnit: GIB,
    description: 'What is kept beyond 24 hours.',
    source: PRICING,
  },
  {
    name: 'committed-in-gb',
    unit: 'GB',
    kind: 'standing',
    description:
      'What the account’s throughput commitment bills beyond what went in: 25 MiB/s are billed at least.',
    shortfallOf: { meter: 'advantage-in-gb', leastPerHour: COMMITTED_GB_PER_HOUR },
    source: PRICING,
  },
  {
    name: 'committed-out-gb',
    unit: 'GB',
    kind: 'standing',
    description:
      'What the account’s throughput commitment bills beyond what went out: 25 MiB/s are billed at least.',
    shortfallOf: { meter: 'advantage-out-gb', leastPerHour: COMMITTED_GB_PER_HOUR },
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
  {
    name: 'on-demand-fan-out-gb',
    unit: 'GB',
    kind: 'usage',
    perUnit: GIB,
    description: 'What is pushed of an on-demand stream, each record rounded up to 1 KiB.',
    source: PRICING,
  },
];
