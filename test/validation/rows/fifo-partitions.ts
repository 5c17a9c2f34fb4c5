// What partitions do to a FIFO queue with high throughput. One group lies on one of them, whatever their number: 300 sends a
// second of it, or 300 batches. A batch is a transaction of each partition that its groups lie on: of ten messages of many groups
// and four partitions, one has none of the ten with probability 0.75 ^ 10, so that a transaction carries
// 10 / (4 × (1 − 0.75 ^ 10)) = 2.649 messages, and 4 × 300 transactions a second carry 3,179 and not 12,000.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const SECONDS = 60;
const PARTITIONS = 4;
const TRANSACTIONS = PARTITIONS * 300;
const CARRIED = 10 / (PARTITIONS * (1 - (1 - 1 / PARTITIONS) ** 10));
const HIGH = [
  'components.queue.deduplicationScope=messageGroup',
  'components.queue.fifoThroughputLimit=perMessageGroupId',
  'components.queue.partitionTime=10 min',
];
const BATCHES =
  'components.sender.client={ operation: SendMessageBatch, retry: { mode: none }, requestLatency: 0 s, maxConnections: 1000 }';

function sent(result: Result): number {
  return sumOf(result, 'queue', 'NumberOfMessagesSent');
}

export const fifoPartitions = workedRow({
  name: 'fifo-partitions',
  source: 'SQS developer guide, high throughput for FIFO queues; by hand',
  scenario: 'test/validation/scenarios/fifo-sends.yaml',
  claims: [
    {
      what: `one group, 1,000 partitions and 400 sends a second: messages sent in ${SECONDS} s`,
      expected: 18_299,
      within: 0,
      sets: [...HIGH, 'components.queue.partitions=1000', 'workloads.messages.partitionKey.keys=1'],
      reaches: ['sqs.queue limit fifoTransactions'],
      seen: sent,
    },
    {
      what: `one group, 1,000 partitions and 400 batches of ten a second: messages sent in ${SECONDS} s`,
      expected: 182_990,
      within: 0,
      sets: [
        ...HIGH,
        'components.queue.partitions=1000',
        'workloads.messages.partitionKey.keys=1',
        'workloads.messages.arrivals.rate=4000/s',
        BATCHES,
      ],
      reaches: ['sqs.queue limit fifoTransactions'],
      seen: sent,
    },
    {
      what: `10,000 groups, ${PARTITIONS} partitions and 800 batches of ten a second: messages sent in ${SECONDS} s`,
      expected: Math.round(TRANSACTIONS * CARRIED * SECONDS),
      within: 0.02,
      sets: [
        ...HIGH,
        `components.queue.partitions=${PARTITIONS}`,
        'workloads.messages.partitionKey.keys=10000',
        'workloads.messages.arrivals.rate=8000/s',
        BATCHES,
        // A second's worth is spent before.
        'warmup=5 s',
      ],
      reaches: ['sqs.queue limit fifoTransactions'],
      seen: sent,
    },
  ],
});
