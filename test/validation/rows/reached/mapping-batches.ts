// What event source mappings read and hand over, by hand. A shard that is not behind is polled once a second. An event has 6 MiB
// at most: six messages of 1,000,000 B, whatever else of up to 48 KB each stands in it, and not the seventh of ten. A queue's
// mapping with a window of 60 s and a function's timeout of 10 s, together longer than the visibility timeout of 30 s, hides
// messages for 60 + 10 + 30 s: one that fails comes again after 100 s.

import { sampleOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'Lambda developer guide';
const MAPPING = 'components.function.eventSourceMappings.0';
const BYTES = 1_000_000;

export const mappingBatches = workedRow({
  name: 'mapping-batches',
  source: `${GUIDE}, quotas; by hand`,
  scenario: 'test/validation/scenarios/mapped-queue.yaml',
  claims: [
    {
      what: 'a shard that a mapping is not behind in: polls in a minute',
      expected: 60,
      within: 0,
      scenario: 'test/validation/scenarios/batch-publisher.yaml',
      sets: ['duration=1 min', 'warmup=10 s'],
      source: `${GUIDE}, using Lambda with Kinesis; by hand`,
      reaches: ['lambda.function limit streamPollPeriod'],
      seen: (result) => sumOf(result, 'stream', 'GetRecords.Calls'),
    },
    {
      what: `messages of ${BYTES} B, ten to be had: in the largest event`,
      expected: 6,
      within: 0,
      sets: [
        `workloads.messages.size=${BYTES} B`,
        'workloads.messages.arrivals.batch=50',
        `${MAPPING}.batchSize=10`,
        'components.function.duration.perBatch=1 s',
      ],
      reaches: ['lambda.function limit syncPayload'],
      seen: (result) => Math.floor(sampleOf(result, 'function', 'EventSize').max / BYTES),
    },
    ...[
      { seconds: 99, receipts: 1 },
      { seconds: 101, receipts: 2 },
    ].map(({ seconds, receipts }) => ({
      what: `a message that a function fails at, hidden for 30 s, with a window of a minute: received in ${seconds} s`,
      expected: receipts,
      within: 0,
      sets: [
        `duration=${seconds} s`,
        'workloads.messages.arrivals.batch=1',
        'components.queue.visibilityTimeout=30 s',
        'components.function.timeout=10 s',
        'components.function.duration.perBatch=1 s',
        'components.function.errorRate=100%',
        `${MAPPING}.maximumBatchingWindow=60 s`,
        `${MAPPING}.batchSize=10`,
      ],
      source: `${GUIDE} of 2023, using Lambda with SQS; by hand`,
      reaches: ['lambda.function limit windowVisibility'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
    })),
  ],
});
