// The times of a message, by hand. Where a queue says nothing, a message that is left comes again 30 s after its receipt, and
// is gone 4 days (96 h) after it was sent. A heartbeat hides it for longer, until 12 h after the receipt and no further: with a
// timeout of an hour, extended each half hour, the extension at 11.5 h fails and the message is there again at 12 h, for the
// second worker. Received for the third time (with a timeout of 30 s, at 60.5 s) a message counts no more for
// the age of the oldest.

import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'SQS developer guide';

export const sqsTimers = workedRow({
  name: 'sqs-timers',
  source: `${GUIDE}, quotas of messages; by hand`,
  scenario: 'test/validation/scenarios/left-messages.yaml',
  claims: [
    {
      what: 'a message that is left, with the default timeout: received in 299 s',
      expected: 10,
      within: 0,
      sets: ['duration=299 s'],
      reaches: ['sqs.queue limit visibilityDefault'],
      seen: (result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
    },
    ...[
      { duration: '345599 s', expired: 0 },
      { duration: '345601 s', expired: 1 },
    ].map(({ duration, expired }) => ({
      what: `a message that is left, with the default retention: expired in ${duration}`,
      expected: expired,
      within: 0,
      sets: [`duration=${duration}`, 'components.queue.visibilityTimeout=12 h'],
      reaches: ['sqs.queue limit retention'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'queue', 'Expired'),
    })),
    ...[
      { duration: '43199 s', again: 0 },
      { duration: '43201 s', again: 1 },
    ].map(({ duration, again }) => ({
      what: `a message in work for a day, hidden for an hour by each heartbeat: received again in ${duration}`,
      expected: again,
      within: 0,
      sets: [
        `duration=${duration}`,
        'components.queue.visibilityTimeout=1 h',
        'components.worker.heartbeat=30 min',
        'components.worker.processing.perRecord=24 h',
        'components.worker.consumers=2',
      ],
      source: `${GUIDE}, visibility timeout; by hand`,
      reaches: ['sqs.queue limit visibilityMost'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'queue', 'Redelivered'),
    })),
    {
      what: 'a message that is left, with a timeout of 30 s: the largest age of the oldest in 300 s, s',
      expected: 60,
      within: 0,
      sets: [
        'duration=300 s',
        'components.queue.visibilityTimeout=30 s',
        'components.worker.client.requestLatency=1 s',
      ],
      source: `${GUIDE}, CloudWatch metrics; by hand`,
      reaches: ['sqs.queue limit poisonReceives'],
      seen: (result) => levelOf(result, 'queue', 'ApproximateAgeOfOldestMessage').max / 1e6,
    },
  ],
});
