// What polls bring and cost. An idle worker's long polls of 20 s come back empty 180 times an hour, and it makes 50 short polls a second
// where a call takes 20 ms; each is billed, and so are the send, the receive and the delete of the one message that there is. A long
// poll is answered when the first message is there, and not when ten are: of ten messages a second each comes by itself, and of a
// hundred that wait ten come at a time. A message of 1 MiB is 16 requests of 64 KB to send, and 16 to receive.

import { sumOf, usageOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const SHORT = ['components.worker.waitTime=0 s', 'components.worker.client.requestLatency=20 ms'];
const PRICES = 'aws.amazon.com/sqs/pricing; by hand';

function perReceive(result: Result): number {
  const answered = sumOf(result, 'queue', 'Receives') - sumOf(result, 'queue', 'NumberOfEmptyReceives');
  return sumOf(result, 'queue', 'NumberOfMessagesReceived') / answered;
}

export const sqsPolls = workedRow({
  name: 'sqs-polls',
  source: 'SQS developer guide, short and long polling; by hand',
  scenario: 'test/validation/scenarios/idle-queue.yaml',
  claims: [
    {
      what: 'one message, then long polls of 20 s in vain: empty receives in 3,610 s',
      expected: 180,
      within: 0,
      sets: ['duration=3610 s'],
      reaches: ['sqs.queue limit longPollMost'],
      seen: (result) => sumOf(result, 'queue', 'NumberOfEmptyReceives'),
    },
    {
      what: 'one message, then long polls of 20 s in vain: requests billed in 3,610 s',
      expected: 180 + 3,
      within: 0,
      sets: ['duration=3610 s'],
      source: PRICES,
      seen: (result) => usageOf(result, 'queue', 'standard-request'),
    },
    {
      what: 'short polls that take 20 ms: receives in a minute',
      expected: 50 * 60,
      within: 0,
      sets: ['warmup=10 s', 'duration=60 s', ...SHORT],
      seen: (result) => sumOf(result, 'queue', 'Receives'),
    },
    {
      what: 'ten messages a second and a long poll: messages that it brings',
      expected: 1,
      within: 0,
      sets: ['duration=60 s', 'workloads.messages.arrivals.rate=10/s'],
      seen: perReceive,
    },
    {
      what: 'a hundred messages at once and long polls: messages that one brings',
      expected: 10,
      within: 0,
      sets: ['duration=60 s', 'workloads.messages.arrivals.batch=100'],
      seen: perReceive,
    },
    {
      what: 'a message of 1 MiB, sent, received and deleted: requests billed in 10 s',
      expected: 16 + 16 + 1,
      within: 0,
      sets: ['duration=10 s', 'workloads.messages.size=1 MiB'],
      source: PRICES,
      seen: (result) => usageOf(result, 'queue', 'standard-request'),
    },
  ],
});
