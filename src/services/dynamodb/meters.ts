// What a table is billed for, in AWS's units.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/dynamodb/pricing';
const GIB = 1_073_741_824;
const HOURS_PER_MONTH = 730;

/** What each item adds to what is stored, for its indexing: billed, and in no capacity unit. */
export const STORAGE_OVERHEAD_BYTES = 100;

export const TABLE_METERS: readonly Meter[] = [
  {
    name: 'write-capacity-unit-hour',
    unit: 'WCU-hour',
    kind: 'standing',
    description: 'Provisioned write capacity, by the hour.',
    source: PRICING,
  },
  {
    name: 'read-capacity-unit-hour',
    unit: 'RCU-hour',
    kind: 'standing',
    description: 'Provisioned read capacity, by the hour.',
    source: PRICING,
  },
  {
    name: 'write-request-unit',
    unit: '1M write request units',
    kind: 'usage',
    perUnit: 1_000_000,
    description: 'On-demand writes, each in started units of 1 KiB. What is throttled is not billed.',
    source: PRICING,
  },
  {
    name: 'read-request-half-unit',
    unit: '1M read request units',
    kind: 'usage',
    // Counted in halves: an eventually consistent read of up to 4 KiB.
    perUnit: 2_000_000,
    description:
      'On-demand reads, each in started units of 4 KiB, eventually consistent ones half. What is throttled is not billed.',
    source: PRICING,
  },
  {
    name: 'streams-read-request-unit',
    unit: '100k stream read request units',
    kind: 'usage',
    perUnit: 100_000,
    description: 'GetRecords calls to the table’s stream; those of functions are free.',
    source: PRICING,
  },
  {
    name: 'storage-gb-month',
    unit: 'GB-month',
    kind: 'standing',
    // What is held is counted in byte-hours.
    perUnit: GIB * HOURS_PER_MONTH,
    description: 'Items as they are at the start, and 100 B for each.',
    source: PRICING,
  },
];
