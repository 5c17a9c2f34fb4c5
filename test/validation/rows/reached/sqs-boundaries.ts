// What AWS takes of a queue, its producer and its consumer, and what it refuses, by the last figure and the next. A queue's
// message is between 1 KiB and 1 MiB at most; a batch has ten entries, and 1 MiB of them; delays end at 15 minutes, visibility
// timeouts at 12 hours, long polls at 20 seconds; a message is kept from a minute to 14 days, and received 1,000 times at most
// before it is dead-lettered, to a queue of the same type.

import { boundaryRow } from '../../boundary-row.ts';

const GUIDE = 'SQS developer guide';
const MESSAGES = `${GUIDE}, quotas of messages`;
const QUEUES = `${GUIDE}, quotas of queues`;
const API = 'Amazon SQS API reference';

function property(path: string): (figure: string) => readonly string[] {
  return (figure) => [`components.${path}=${figure}`];
}

export const sqsBoundaries = boundaryRow('sqs-boundaries', 'test/validation/scenarios/queue-settings.yaml', [
  {
    what: 'messages of a SendMessageBatch',
    taken: '10',
    refused: '11',
    sets: property('sender.client.batch.maxRecords'),
    source: MESSAGES,
    reaches: ['sqs.producer limit batchEntries'],
  },
  {
    what: 'bytes of a SendMessageBatch',
    taken: '1048576 B',
    refused: '1048577 B',
    sets: property('sender.client.batch.maxBytes'),
    source: MESSAGES,
    reaches: ['sqs.producer limit batchBytes'],
  },
  {
    what: 'the largest MaximumMessageSize',
    taken: '1048576 B',
    refused: '1048577 B',
    sets: property('queue.maximumMessageSize'),
    source: MESSAGES,
    reaches: ['sqs.queue limit messageBytes'],
  },
  {
    what: 'the least MaximumMessageSize',
    taken: '1024 B',
    refused: '1023 B',
    sets: property('queue.maximumMessageSize'),
    source: MESSAGES,
    reaches: ['sqs.queue limit messageBytesLeast'],
  },
  {
    what: 'MaxNumberOfMessages of a ReceiveMessage',
    taken: '10',
    refused: '11',
    sets: property('worker.maxNumberOfMessages'),
    source: `${API}, ReceiveMessage`,
    reaches: ['sqs.queue limit receiveMessages'],
  },
  {
    what: 'a queue’s DelaySeconds',
    taken: '900 s',
    refused: '901 s',
    sets: property('queue.delay'),
    source: MESSAGES,
    reaches: ['sqs.queue limit delayMost'],
  },
  {
    what: 'a queue’s least MessageRetentionPeriod',
    taken: '60 s',
    refused: '59 s',
    sets: property('queue.messageRetentionPeriod'),
    source: MESSAGES,
    reaches: [],
  },
  {
    what: 'a queue’s MessageRetentionPeriod',
    taken: '1209600 s',
    refused: '1209601 s',
    sets: property('queue.messageRetentionPeriod'),
    source: MESSAGES,
    reaches: [],
  },
  {
    what: 'whether the dead-letter queue of a standard queue is a FIFO queue',
    taken: 'false',
    refused: 'true',
    sets: property('dead-letters.fifoQueue'),
    source: `${GUIDE}, dead-letter queues`,
    reaches: [],
  },
  {
    what: 'a queue’s VisibilityTimeout',
    taken: '43200 s',
    refused: '43201 s',
    sets: property('queue.visibilityTimeout'),
    source: MESSAGES,
    reaches: ['sqs.queue limit visibilityMost'],
  },
  {
    what: 'VisibilityTimeout of a ReceiveMessage',
    taken: '43200 s',
    refused: '43201 s',
    sets: property('worker.visibilityTimeout'),
    source: `${API}, ReceiveMessage`,
    reaches: ['sqs.queue limit visibilityMost'],
  },
  {
    what: 'a queue’s ReceiveMessageWaitTimeSeconds',
    taken: '20 s',
    refused: '21 s',
    sets: property('queue.receiveMessageWaitTime'),
    source: QUEUES,
    reaches: ['sqs.queue limit longPollMost'],
  },
  {
    what: 'WaitTimeSeconds of a ReceiveMessage',
    taken: '20 s',
    refused: '21 s',
    sets: property('worker.waitTime'),
    source: QUEUES,
    reaches: ['sqs.queue limit longPollMost'],
  },
  {
    what: 'maxReceiveCount of a redrive policy',
    taken: '1000',
    refused: '1001',
    sets: property('queue.redrivePolicy.maxReceiveCount'),
    source: `${API}, SetQueueAttributes`,
    reaches: ['sqs.queue limit maxReceiveCountMost'],
  },
]);
