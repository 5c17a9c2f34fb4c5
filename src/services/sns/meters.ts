// What topics are billed for, in AWS's units.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/sns/pricing';

/** A publish is billed by started chunks of 64 KB of its payload. */
export const PUBLISH_CHUNK_BYTES = 65_536;

export const TOPIC_METERS: readonly Meter[] = [
  {
    name: 'standard-publish',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    description: 'Publish requests to standard topics, each by started 64 KB of its payload.',
    source: PRICING,
  },
  {
    name: 'fifo-publish',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    description: 'Messages published to FIFO topics.',
    source: PRICING,
  },
  {
    name: 'notification',
    unit: '1M notifications',
    kind: 'usage',
    perUnit: 1_000_000,
    description: 'Deliveries to queues and functions.',
    source: PRICING,
  },
];
