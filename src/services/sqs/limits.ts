// Quotas, defaults and constants of SQS queues: each with where it was read, and the date.

import type { Limit } from '../component.ts';
import * as saturations from './saturations.ts';

const MESSAGE_QUOTAS =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html';
const QUEUE_QUOTAS = 'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html';
const API = 'SQS API model (botocore, sqs 2012-11-05)';
const METRICS =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const FAIR =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html';
const MIB = 1_048_576;

export const MESSAGE_BYTES: Limit = {
  value: MIB,
  unit: 'bytes',
  description: 'Largest message, unless the queue’s maximumMessageSize says less.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.MESSAGE_BYTES_SATURATION,
};

export const MESSAGE_BYTES_LEAST: Limit = {
  value: 1024,
  unit: 'bytes',
  description: 'Least that maximumMessageSize can be set to.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const BATCH_BYTES: Limit = {
  value: MIB,
  unit: 'bytes',
  description: 'All messages of one SendMessageBatch together; what a batch holds more refuses it whole.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const BATCH_ENTRIES: Limit = {
  value: 10,
  unit: 'messages',
  description: 'Entries of one SendMessageBatch, DeleteMessageBatch or ChangeMessageVisibilityBatch.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const RECEIVE_MESSAGES: Limit = {
  value: 10,
  unit: 'messages',
  description: 'Messages that one ReceiveMessage returns.',
  source: `${API}, ReceiveMessage`,
  date: '2026-08',
  enforced: false,
};

export const RETENTION_DEFAULT: Limit = {
  value: 345_600,
  unit: 'seconds',
  description: 'How long a message is kept, unless messageRetentionPeriod says otherwise (60 s to 14 d).',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.RETENTION_SATURATION,
};

export const DELAY_MOST: Limit = {
  value: 900,
  unit: 'seconds',
  description: 'Longest delay of a queue.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const VISIBILITY_DEFAULT: Limit = {
  value: 30,
  unit: 'seconds',
  description: 'How long a received message stays hidden, unless visibilityTimeout says otherwise.',
  source: MESSAGE_QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const VISIBILITY_MOST: Limit = {
  value: 43_200,
  unit: 'seconds',
  description:
    'How long a message can be hidden after a receipt, whatever extends it: an extension beyond it fails.',
  source: `${MESSAGE_QUOTAS}; ${API}, ChangeMessageVisibility`,
  date: '2026-08',
  enforced: false,
};

export const LONG_POLL_MOST: Limit = {
  value: 20,
  unit: 'seconds',
  description: 'How long a long poll waits.',
  source: `${QUEUE_QUOTAS}; ${API}, ReceiveMessage`,
  date: '2026-08',
  enforced: false,
};

export const IN_FLIGHT: Limit = {
  value: 120_000,
  unit: 'messages',
  description:
    'Messages in flight. Beyond it a short poll of a standard queue is refused (OverLimit); long polls, and all polls of FIFO queues, bring nothing.',
  source: QUEUE_QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.IN_FLIGHT_SATURATION,
};

export const FIFO_TRANSACTIONS: Limit = {
  value: 300,
  unit: 'transactions/s',
  description:
    'Transactions of each API action that one partition of a FIFO queue takes; a queue without high throughput is one partition. A batch is one.',
  source: `${MESSAGE_QUOTAS}; that a second’s worth can be spent at once is an assumption`,
  date: '2026-11',
  enforced: true,
  saturation: saturations.FIFO_SATURATION,
};

function highThroughput(value: number, where: string, region: string): Limit {
  return {
    value,
    unit: 'calls/s',
    description: `Calls of each API action that a FIFO queue with high throughput takes in ${where}; a batch is one call.`,
    source: `${MESSAGE_QUOTAS}; that a second’s worth can be spent at once is an assumption`,
    date: '2026-11',
    enforced: true,
    saturation: saturations.highThroughputSaturation(region, value),
  };
}

/** By Region: see `highThroughputLimit`. */
export const HIGH_THROUGHPUT = {
  largest: highThroughput(70_000, 'us-east-1, us-west-2 and eu-west-1', 'us-east-1'),
  large: highThroughput(19_000, 'us-east-2 and eu-central-1', 'eu-central-1'),
  medium: highThroughput(
    9_000,
    'ap-south-1, ap-southeast-1, ap-southeast-2 and ap-northeast-1',
    'ap-south-1',
  ),
  small: highThroughput(4_500, 'eu-west-2 and sa-east-1', 'eu-west-2'),
  other: highThroughput(2_400, 'other Regions', 'eu-north-1'),
} as const;

const BY_REGION: Readonly<Record<string, Limit>> = {
  'us-east-1': HIGH_THROUGHPUT.largest,
  'us-west-2': HIGH_THROUGHPUT.largest,
  'eu-west-1': HIGH_THROUGHPUT.largest,
  'us-east-2': HIGH_THROUGHPUT.large,
  'eu-central-1': HIGH_THROUGHPUT.large,
  'ap-south-1': HIGH_THROUGHPUT.medium,
  'ap-southeast-1': HIGH_THROUGHPUT.medium,
  'ap-southeast-2': HIGH_THROUGHPUT.medium,
  'ap-northeast-1': HIGH_THROUGHPUT.medium,
  'eu-west-2': HIGH_THROUGHPUT.small,
  'sa-east-1': HIGH_THROUGHPUT.small,
};

/** What a FIFO queue with high throughput takes in a Region, calls/s of each action. */
export function highThroughputLimit(region: string): Limit {
  return BY_REGION[region] ?? HIGH_THROUGHPUT.other;
}

export const DEDUPLICATION_INTERVAL: Limit = {
  value: 300,
  unit: 'seconds',
  description: 'How long a FIFO queue remembers what was sent, that of deleted messages included.',
  source:
    'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html',
  date: '2026-11',
  enforced: false,
};

export const FIFO_LOOK_AHEAD: Limit = {
  value: 120_000,
  unit: 'messages',
  description:
    'So many of the first stored messages are looked through for groups that are not locked; what lies behind them is not seen.',
  source:
    'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/avoid-backlog-with-the-same-message-group-id.html',
  date: '2026-11',
  enforced: true,
  saturation: saturations.LOOK_AHEAD_SATURATION,
};

export const MAX_RECEIVE_COUNT_MOST: Limit = {
  value: 1000,
  unit: 'receives',
  description: 'Most that maxReceiveCount can be set to.',
  source: 'docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
  date: '2026-08',
  enforced: false,
};

export const POISON_RECEIVES: Limit = {
  value: 3,
  unit: 'receives',
  description:
    'From so many receives on, a message of a standard queue goes to the back and counts no more for ApproximateAgeOfOldestMessage.',
  source: METRICS,
  date: '2026-08',
  enforced: false,
};

export const NOISY_SHARE: Limit = {
  value: 0.1,
  unit: 'share',
  description:
    'Of the messages in flight, or of the recent processing time: what a tenant of a fair queue has beyond it makes it noisy.',
  source: FAIR,
  date: '2026-08',
  enforced: false,
};

export const NOISY_IN_FLIGHT: Limit = {
  value: 30,
  unit: 'messages',
  description: 'So many must a tenant have in flight at least to be noisy by its share of what is in flight.',
  source: FAIR,
  date: '2026-08',
  enforced: false,
};

export const NOISY_TIME: Limit = {
  value: 300,
  unit: 'seconds',
  description:
    'What counts as recent processing time (an assumption: AWS names five minutes only for how long a noisy tenant must be idle).',
  source: FAIR,
  date: '2026-08',
  enforced: false,
};
