// How a producer of a queue is written in a scenario, and what AWS refuses of it.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, oneOf, share, size, text } from '../../../language/words.ts';
import { writtenSize } from '../../../language/written.ts';
import { bufferFields, hostFields } from '../../client/host.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { sdkFields } from '../../client/sdk-fields.ts';
import type { WiredRefusal, Wiring } from '../../component.ts';
import { BATCH_BYTES, BATCH_ENTRIES } from '../limits.ts';

const BUFFERED_CLIENT =
  'AWS SDK for Java, AmazonSQSBufferedAsyncClient: maxBatchOpenMs 200 ms (developer guide, client-side buffering)';

const batchSchema = z.strictObject({
  maxRecords: withDefault(
    count({ min: 1, max: BATCH_ENTRIES.value, source: BATCH_ENTRIES.source }),
    BATCH_ENTRIES.value,
    'Messages that close a batch.',
    BATCH_ENTRIES.source,
  ),
  maxBytes: withDefault(
    size({ min: '1 KiB', max: writtenSize(BATCH_BYTES.value), source: BATCH_BYTES.source }),
    writtenSize(BATCH_BYTES.value),
    'Bytes that close a batch.',
    BATCH_BYTES.source,
  ),
  linger: withDefault(
    duration({ max: '1 h' }),
    '200 ms',
    'How long a batch waits for more after its first message.',
    BUFFERED_CLIENT,
  ),
});

const clientSchema = z.strictObject({
  operation: withDefault(
    oneOf(['SendMessageBatch', 'SendMessage']),
    'SendMessageBatch',
    'The API action: batches of up to ten, in which each message is taken or refused by itself, or one message a call.',
    'Amazon SQS API reference',
  ),
  batch: withDefault(
    batchSchema,
    {},
    'How messages are gathered for SendMessageBatch.',
    'see its properties',
  ),
  ...sdkFields('SendMessageBatch'),
  requestLatency: requestLatency('SendMessageBatch', 'How long a send takes when nothing throttles it.'),
});

export const producerSchema = z.strictObject({
  workload: required(text(), 'The workload whose records it sends, one a message.'),
  to: required(
    reference({ wire: 'to', ports: ['MessageQueue'], what: 'a queue' }),
    'The queue that gets them.',
  ),
  ...hostFields,
  ...bufferFields,
  messageGroupId: optional(
    oneOf(['partitionKey', 'none']),
    'Whether a record’s key is the message’s group: partitionKey where the queue is FIFO, none where it is not, when left out. On a standard queue groups are the tenants of fair queues.',
  ),
  duplicateSends: assumed(
    share(),
    '0%',
    'The share of stored messages that the application sends once more, because it never got the answer.',
    { why: 'depends on the network between them', low: '0%', high: '0.1%' },
  ),
  client: withDefault(clientSchema, {}, 'What sends the messages.', 'see its properties'),
});

export type ProducerConfig = z.output<typeof producerSchema>;

/** Messages of a FIFO queue have a group. */
export function groupRefusals(
  { messageGroupId }: ProducerConfig,
  { names }: Wiring,
): readonly WiredRefusal[] {
  const queue = names.find(({ wire }) => wire === 'to');
  if (messageGroupId !== 'none' || !isFifo(queue?.config)) return [];
  return [
    {
      path: ['messageGroupId'],
      message: 'MissingParameter: a message to a FIFO queue must have a MessageGroupId',
      source: 'Amazon SQS API reference, SendMessage',
    },
  ];
}

function isFifo(queue: unknown): boolean {
  return (queue as { readonly fifoQueue?: boolean } | undefined)?.fifoQueue === true;
}
