// What queues are billed for, in AWS's units.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/sqs/pricing';

/** A request is billed by started chunks of 64 KB of payload, read as KiB (256 KB are 4 requests, 1 MiB are 16). */
export const REQUEST_CHUNK_BYTES = 65_536;

export const QUEUE_METERS: readonly Meter[] = [
  {
    name: 'standard-request',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    idlePolls: true,
    description:
      'API requests of a standard queue, empty receives included, each by started 64 KB of its payload.',
    source: PRICING,
  },
  {
    name: 'fifo-request',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    idlePolls: true,
    description:
      'API requests of a FIFO queue, empty receives included, each by started 64 KB of its payload.',
    source: PRICING,
  },
  {
    name: 'fair-queue-request',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    description:
      'What fair queues cost beyond a standard request: requests that send messages with a group (that no others are, is an assumption).',
    source: PRICING,
  },
];
