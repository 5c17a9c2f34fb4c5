// The properties of `sqs.queue`, as SetQueueAttributes has them, and the rules between them.

import { z } from 'zod';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, decimal, duration, flag, oneOf, share, size, wholeSeconds } from '../../../language/words.ts';
import { writtenDuration, writtenSize } from '../../../language/written.ts';
import type { Limit, Refusal, WiredRefusal, Wiring } from '../../component.ts';
import * as limits from '../limits.ts';
import { isHighThroughput } from './high-throughput.ts';

const ATTRIBUTES =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html';
const DEAD_LETTERS =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html';
const FIFO_THROUGHPUT =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html';

/** A limit of seconds, as a scenario would write it. */
function seconds({ value }: Limit): string {
  return writtenDuration(value * US_PER_SECOND);
}

export const queueSchema = z.strictObject({
  fifoQueue: withDefault(
    flag(),
    false,
    'Whether it keeps the order of each message group and takes each message once.',
    'docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  ),
  visibilityTimeout: withDefault(
    wholeSeconds({ max: seconds(limits.VISIBILITY_MOST), source: limits.VISIBILITY_MOST.source }),
    seconds(limits.VISIBILITY_DEFAULT),
    'How long a received message stays hidden from other receives.',
    limits.VISIBILITY_DEFAULT.source,
  ),
  messageRetentionPeriod: withDefault(
    wholeSeconds({ min: '60 s', max: '14 d', source: limits.RETENTION_DEFAULT.source }),
    seconds(limits.RETENTION_DEFAULT),
    'How long a message is kept that nobody deletes.',
    limits.RETENTION_DEFAULT.source,
  ),
  delay: withDefault(
    wholeSeconds({ max: `${limits.DELAY_MOST.value} s`, source: limits.DELAY_MOST.source }),
    '0 s',
    'How long a new message stays hidden.',
    limits.DELAY_MOST.source,
  ),
  receiveMessageWaitTime: withDefault(
    wholeSeconds({ max: seconds(limits.LONG_POLL_MOST), source: limits.LONG_POLL_MOST.source }),
    '0 s',
    'How long a receive that does not say otherwise waits for a first message; 0 is a short poll.',
    ATTRIBUTES,
  ),
  maximumMessageSize: withDefault(
    size({
      min: writtenSize(limits.MESSAGE_BYTES_LEAST.value),
      max: writtenSize(limits.MESSAGE_BYTES.value),
      source: limits.MESSAGE_BYTES.source,
    }),
    writtenSize(limits.MESSAGE_BYTES.value),
    'Largest message; a larger one is refused.',
    limits.MESSAGE_BYTES.source,
  ),
  redrivePolicy: optional(
    z.strictObject({
      deadLetterTarget: required(
        reference({
          wire: 'deadLetterTarget',
          ports: ['DeadLetterTarget'],
          what: 'an SQS queue',
          itself: {
            message:
              'the dead-letter queue of a queue is another queue, which is made before it is named: a queue cannot be its own',
            source: DEAD_LETTERS,
          },
        }),
        'The dead-letter queue: gets what was received too often.',
      ),
      maxReceiveCount: required(
        count({ min: 1, max: limits.MAX_RECEIVE_COUNT_MOST.value, source: ATTRIBUTES }),
        'How often a message is received before the next receive moves it.',
      ),
    }),
    'Where messages go that are received too often; without it they are received until they expire.',
  ),
  contentBasedDeduplication: withDefault(
    flag(),
    false,
    'Whether a FIFO queue takes a hash of the body for the deduplication id.',
    ATTRIBUTES,
  ),
  deduplicationScope: optional(
    oneOf(['messageGroup', 'queue']),
    'Within what a FIFO queue knows repeated messages; without it, the queue.',
  ),
  fifoThroughputLimit: optional(
    oneOf(['perQueue', 'perMessageGroupId']),
    'What the quota of a FIFO queue counts for; without it, the queue. perMessageGroupId is its high-throughput mode.',
  ),
  partitions: assumed(
    count({ min: 1, max: 1000 }),
    1,
    'Partitions of a FIFO queue with high throughput when the run begins.',
    { why: 'AWS says that they follow the traffic and not how many there are', low: '1', high: '64' },
  ),
  partitionTime: assumed(
    duration({ min: '1 s', max: '1 h' }),
    '30 s',
    'How often AWS looks whether a partition of a FIFO queue with high throughput has to be split, or two are little used.',
    {
      why: 'AWS says that partitions are added when the rate nears their capacity and not how soon',
      low: '5 s',
      high: '10 min',
    },
  ),
  fifoCallTime: assumed(
    decimal({ min: 1, max: 100 }),
    2.4,
    'How many times as long a call of a FIFO queue takes as one of a standard queue.',
    {
      why: 'fitted to the published medians from producer to function: 28.1 ms through a FIFO queue, 16.2 ms through a standard one, 7 ms of each the invocation',
      low: '1',
      high: '4',
    },
  ),
  duplicateRate: assumed(
    share({ max: '10%' }),
    '0%',
    'How many of a standard queue’s messages come once more after they were deleted, because a copy was not reached.',
    { why: 'AWS says that it happens and not how often', low: '0%', high: '0.01%' },
  ),
  storageHosts: assumed(
    count({ min: 1, max: 1000 }),
    32,
    'Hosts that a standard queue’s messages lie on: short polls ask some of them.',
    { why: 'AWS says that there are several and not how many', low: '8', high: '128' },
  ),
  shortPollSample: assumed(share({ min: '0.1%' }), '10%', 'Which share of the hosts a short poll asks.', {
    why: 'AWS says that with fewer than 1,000 messages a short poll most likely brings fewer than were asked for',
    low: '1%',
    high: '50%',
  }),
});

/** A queue's configuration, as plain numbers. */
export type QueueConfig = z.output<typeof queueSchema>;

/** What only FIFO queues have, and what only goes together. */
export function attributeRefusals(config: QueueConfig): Refusal[] {
  const refusals: Refusal[] = [];
  if (config.partitions > 1 && !isHighThroughput(config)) {
    refusals.push({
      path: ['partitions'],
      message:
        'a queue without high throughput is one partition: partitions is for fifoThroughputLimit: perMessageGroupId',
      source: limits.FIFO_TRANSACTIONS.source,
    });
  }
  const { fifoQueue, contentBasedDeduplication, deduplicationScope, fifoThroughputLimit } = config;
  const only = (property: string): Refusal => ({
    path: [property],
    message: `InvalidAttributeName: ${property} is only for FIFO queues (fifoQueue: true)`,
    source: ATTRIBUTES,
  });
  if (!fifoQueue) {
    if (contentBasedDeduplication) refusals.push(only('contentBasedDeduplication'));
    if (deduplicationScope !== undefined) refusals.push(only('deduplicationScope'));
    if (fifoThroughputLimit !== undefined) refusals.push(only('fifoThroughputLimit'));
    return refusals;
  }
  if (fifoThroughputLimit === 'perMessageGroupId' && deduplicationScope !== 'messageGroup') {
    refusals.push({
      path: ['fifoThroughputLimit'],
      message:
        'InvalidAttributeValue: perMessageGroupId is allowed only with deduplicationScope: messageGroup',
      source: `${ATTRIBUTES}; ${FIFO_THROUGHPUT}`,
    });
  }
  if (config.duplicateRate > 0) {
    refusals.push({
      path: ['duplicateRate'],
      message:
        'a FIFO queue has one copy of each message for its receivers: duplicateRate is for standard queues',
      source: 'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html',
    });
  }
  return refusals;
}

/** A dead-letter queue must be of the same type as its source. */
export function deadLetterRefusals({ fifoQueue }: QueueConfig, { name, names }: Wiring): WiredRefusal[] {
  const target = names.find(({ wire }) => wire === 'deadLetterTarget');
  if (target === undefined || (target.config as QueueConfig).fifoQueue === fifoQueue) return [];
  const kind = (fifo: boolean): string => (fifo ? 'a FIFO queue' : 'a standard queue');
  return [
    {
      path: ['redrivePolicy', 'deadLetterTarget'],
      message: `InvalidParameterValue: a dead-letter queue must be of the same type as its source, and "${name}" is ${kind(fifoQueue)}, "${target.name}" ${kind(!fifoQueue)}`,
      source: DEAD_LETTERS,
    },
  ];
}
