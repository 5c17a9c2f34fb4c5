// What a topic takes in a call, by hand: a message of 256 KiB is published and one of a byte more is refused; and 25 messages are
// three calls of PublishBatch, of ten, ten and five, each of which is billed as one request.

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
  ],
});
