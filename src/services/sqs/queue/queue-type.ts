// What `sqs.queue` declares.

import type { ComponentType } from '../../component.ts';
import { MessageQueuePort } from '../../ports/message-queue.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { QUEUE_EXAMPLE } from '../examples.ts';
import { queueFindings } from '../findings/queue-findings.ts';
import { queueCredit } from '../findings/throttle-findings.ts';
import * as limits from '../limits.ts';
import { QUEUE_METERS } from '../meters.ts';
import { QUEUE_PRICES } from '../prices.ts';
import { DeadLetterTargetPort } from './dead-letter-target.ts';
import { isHighThroughput } from './high-throughput.ts';
import { PUT_OPERATIONS } from './put-operations.ts';
import { Queue } from './queue.ts';
import { queueMetrics } from './queue-metrics.ts';
import { attributeRefusals, deadLetterRefusals, queueSchema } from './queue-schema.ts';

export const queueType: ComponentType<typeof queueSchema> = {
  name: 'sqs.queue',
  summary: 'An SQS queue: messages are received, hidden, deleted, received again or dead-lettered.',
  example: QUEUE_EXAMPLE,
  schema: queueSchema,
  limits: {
    messageBytes: limits.MESSAGE_BYTES,
    messageBytesLeast: limits.MESSAGE_BYTES_LEAST,
    batchBytes: limits.BATCH_BYTES,
    batchEntries: limits.BATCH_ENTRIES,
    receiveMessages: limits.RECEIVE_MESSAGES,
    retention: limits.RETENTION_DEFAULT,
    delayMost: limits.DELAY_MOST,
    visibilityDefault: limits.VISIBILITY_DEFAULT,
    visibilityMost: limits.VISIBILITY_MOST,
    longPollMost: limits.LONG_POLL_MOST,
    inFlight: limits.IN_FLIGHT,
    fifoTransactions: limits.FIFO_TRANSACTIONS,
    highThroughputLargest: limits.HIGH_THROUGHPUT.largest,
    highThroughputLarge: limits.HIGH_THROUGHPUT.large,
    highThroughputMedium: limits.HIGH_THROUGHPUT.medium,
    highThroughputSmall: limits.HIGH_THROUGHPUT.small,
    highThroughputOther: limits.HIGH_THROUGHPUT.other,
    deduplicationInterval: limits.DEDUPLICATION_INTERVAL,
    fifoLookAhead: limits.FIFO_LOOK_AHEAD,
    maxReceiveCountMost: limits.MAX_RECEIVE_COUNT_MOST,
    poisonReceives: limits.POISON_RECEIVES,
    noisyShare: limits.NOISY_SHARE,
    noisyInFlight: limits.NOISY_IN_FLIGHT,
    noisyTime: limits.NOISY_TIME,
  },
  meters: QUEUE_METERS,
  prices: QUEUE_PRICES,
  faults: {
    slow: 'Calls that begin meanwhile take so many times as long; what a long poll waits stays as it is.',
  },
  metrics: (config) => queueMetrics(config),
  check: attributeRefusals,
  checkWired: deadLetterRefusals,
  triggers: (config) =>
    isHighThroughput(config) ? [{ property: 'fifoThroughputLimit', once: false, keepsBill: true }] : [],
  unused: (config) => [
    ...(config.fifoQueue ? ['duplicateRate', 'storageHosts', 'shortPollSample'] : ['fifoCallTime']),
    ...(isHighThroughput(config) ? [] : ['partitions', 'partitionTime']),
  ],
  operations: () => PUT_OPERATIONS.map(({ name }) => name),
  offers: () => [RecordSinkPort, MessageQueuePort, DeadLetterTargetPort],
  build: (config, site) => new Queue(config, site),
  findings: queueFindings,
  credit: queueCredit,
};
