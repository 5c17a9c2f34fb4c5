// What a topic takes in a call, by hand: a message of 256 KiB is published and one of a byte more is refused; and 25 messages are
// three calls of PublishBatch, of ten, ten and five, each of which is billed as one request. One message of 256 KB is billed as four, one for
// each 64 KB. A quota counts the messages of a batch: of 500 at once in a Region of 300 a second, 300 are taken. And each of three queues
// that are subscribed gets each of 100 messages.

import { sumOf, usageOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

export const snsMessages = workedRow({
  name: 'sns-messages',
  source: 'AWS general reference, SNS endpoints and quotas; by hand',
  scenario: 'test/validation/scenarios/topic.yaml',
  claims: [
    ...[
      { bytes: 262_144, refused: 0 },
      { bytes: 262_145, refused: 1 },
    ].map(({ bytes, refused }) => ({
      what: `a message of ${bytes} B to a topic: refused`,
      expected: refused,
      within: 0,
      sets: [
        'workloads.messages.arrivals={ process: constant, rate: 1/h, batch: 1 }',
        `workloads.messages.size=${bytes} B`,
      ],
      reaches: ['sns.topic limit publishBytes'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'topic', 'RefusedMessages'),
    })),
    {
      what: '25 messages to a topic in batches: requests billed',
      expected: 3,
      within: 0,
      scenario: 'test/validation/scenarios/batch-publisher.yaml',
      reaches: ['sns.topic limit batchEntries'],
      seen: (result) => usageOf(result, 'topic', 'standard-publish'),
    },
    {
      what: 'a message of 256 KiB to a topic: requests billed',
      expected: 4,
      within: 0,
      sets: [
        'workloads.messages.arrivals={ process: constant, rate: 1/h, batch: 1 }',
        'workloads.messages.size=256 KiB',
      ],
      source: 'aws.amazon.com/sns/pricing, what is counted',
      reaches: ['sns.topic meter standard-publish'],
      seen: (result) => usageOf(result, 'topic', 'standard-publish'),
    },
    {
      what: '500 messages to a topic in sa-east-1, in batches at once: published',
      expected: 300,
      within: 0,
      scenario: 'test/validation/scenarios/batch-publisher.yaml',
      sets: [
        'region=sa-east-1',
        'workloads.records.arrivals.batch=500',
        'components.function.eventSourceMappings.0.batchSize=500',
        'components.function.calls.0.whenFailed=ignore',
        'components.function.calls.0.parallel=50',
        'components.function.calls.0.client={ retry: { mode: none }, requestLatency: 0 s }',
      ],
      reaches: ['sns.topic limit publishSmall'],
      seen: (result) => sumOf(result, 'topic', 'NumberOfMessagesPublished'),
    },
    {
      what: '100 messages to a topic with three queues: delivered',
      expected: 3 * 100,
      within: 0,
      sets: [
        'duration=1 s',
        'workloads.messages.arrivals={ process: constant, rate: 1/h, batch: 100 }',
        'components.topic.subscriptions=[{ to: queue }, { to: second }, { to: third }]',
        'components.second={ type: sqs.queue }',
        'components.third={ type: sqs.queue }',
      ],
      source: 'SNS developer guide, fanout to Amazon SQS queues; by hand',
      seen: (result) => sumOf(result, 'topic', 'NumberOfNotificationsDelivered'),
    },
  ],
});
