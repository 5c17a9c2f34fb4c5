// Quotas, defaults and constants of event source mappings: each with where it was read, and the date.

import type { Limit } from '../../component.ts';
import * as saturations from './mapping-saturations.ts';

const GUIDE = 'docs.aws.amazon.com/lambda/latest/dg';
const MAPPING = `${GUIDE}/invocation-eventsourcemapping.html`;
const STREAM_PARAMETERS = `${GUIDE}/services-kinesis-parameters.html`;
const QUEUE_SCALING = `${GUIDE}/services-sqs-scaling.html`;

export const MAPPING_BATCH_MOST: Limit = {
  value: 10_000,
  unit: 'records',
  description: 'The most records that a mapping may be told to put into a batch.',
  source: STREAM_PARAMETERS,
  date: '2026-08',
  enforced: false,
};

export const WINDOW_MOST: Limit = {
  value: 300,
  unit: 'seconds',
  description: 'The longest batching window of a mapping.',
  source: MAPPING,
  date: '2026-08',
  enforced: false,
};

export const WINDOW_VISIBILITY: Limit = {
  value: 30,
  unit: 'seconds',
  description:
    'What a mapping of a queue adds to its window and the function’s timeout where the two are longer than the visibility timeout: so long it hides what it receives.',
  source: 'Lambda developer guide of 2023, using Lambda with Amazon SQS; the present one says nothing else',
  date: '2023-06',
  enforced: false,
};

export const PARALLELIZATION_MOST: Limit = {
  value: 10,
  unit: 'batches per shard',
  description: 'The most batches of a shard that are in work at a time.',
  source: STREAM_PARAMETERS,
  date: '2026-08',
  enforced: false,
};

export const STREAM_RETRIES_MOST: Limit = {
  value: 10_000,
  unit: 'retries',
  description: 'The most retries of a stream’s batch that can be set; without a number there is no end.',
  source: STREAM_PARAMETERS,
  date: '2026-08',
  enforced: false,
};

export const RECORD_AGE_LEAST: Limit = {
  value: 60,
  unit: 'seconds',
  description: 'The least that can be set for the age at which a stream’s record is discarded.',
  source: STREAM_PARAMETERS,
  date: '2026-08',
  enforced: false,
};

export const RECORD_AGE_MOST: Limit = {
  value: 604_800,
  unit: 'seconds',
  description: 'The most that can be set for that age.',
  source: STREAM_PARAMETERS,
  date: '2026-08',
  enforced: false,
};

export const STREAM_POLL_PERIOD: Limit = {
  value: 1,
  unit: 'seconds',
  description: 'How often a mapping polls a shard in which it is not behind; behind, it goes on at once.',
  source: `${GUIDE}/with-kinesis.html`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.STREAM_POLL_SATURATION,
};

export const MAPPING_CONCURRENCY_LEAST: Limit = {
  value: 2,
  unit: 'invocations',
  description: 'The least maximum concurrency of a queue’s mapping.',
  source: QUEUE_SCALING,
  date: '2026-08',
  enforced: false,
};

export const MAPPING_CONCURRENCY_MOST: Limit = {
  value: 1000,
  unit: 'invocations',
  description: 'The most maximum concurrency of a queue’s mapping.',
  source: QUEUE_SCALING,
  date: '2026-08',
  enforced: false,
};

export const POLLERS_MOST: Limit = {
  value: 10_000,
  unit: 'pollers',
  description: 'The most pollers of a queue’s mapping in provisioned mode.',
  source: 'Lambda API reference, ProvisionedPollerConfig',
  date: '2026-11',
  enforced: false,
};

export const POLLERS_LEAST: Limit = {
  value: 2,
  unit: 'pollers',
  description:
    'The fewest pollers of a queue’s mapping in provisioned mode, of its minimum (the default) and of its maximum.',
  source: 'Lambda API reference, ProvisionedPollerConfig',
  date: '2026-11',
  enforced: false,
};

export const MINIMUM_POLLERS_MOST: Limit = {
  value: 200,
  unit: 'pollers',
  description: 'The most minimumPollers of a queue’s mapping.',
  source: 'Lambda API reference, ProvisionedPollerConfig',
  date: '2026-11',
  enforced: false,
};

export const MAXIMUM_POLLERS_DEFAULT: Limit = {
  value: 200,
  unit: 'pollers',
  description:
    'The most pollers of a queue’s mapping in provisioned mode, unless maximumPollers says otherwise.',
  source: 'Lambda API reference, ProvisionedPollerConfig',
  date: '2026-11',
  enforced: false,
};

export const QUEUE_BATCH_DEFAULT: Limit = {
  value: 10,
  unit: 'messages',
  description:
    'Messages of a queue that a batch has at most, unless batchSize says otherwise; of a FIFO queue it is the most.',
  source: `${GUIDE}/services-sqs-configure.html`,
  date: '2026-11',
  enforced: true,
  saturation: saturations.QUEUE_BATCH_SATURATION,
};

export const MAPPING_START: Limit = {
  value: 5,
  unit: 'batches',
  description: 'What a queue’s mapping begins with, and keeps when there is nothing to do.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.MAPPING_START_SATURATION,
};

export const MAPPING_ADDED: Limit = {
  value: 300,
  unit: 'batches per minute',
  description: 'What a queue’s mapping adds while messages wait.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.MAPPING_ADDED_SATURATION,
};

export const MAPPING_MOST: Limit = {
  value: 1250,
  unit: 'batches',
  description: 'The most that a queue’s mapping has in work at a time.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.MAPPING_MOST_SATURATION,
};

export const PROVISIONED_ADDED: Limit = {
  value: 1000,
  unit: 'batches per minute',
  description: 'What a mapping with provisioned pollers adds while messages wait.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.PROVISIONED_ADDED_SATURATION,
};

export const POLLER_CONCURRENCY: Limit = {
  value: 10,
  unit: 'batches',
  description: 'What one provisioned poller has in work at a time.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: false,
};

export const POLLER_RECEIVES: Limit = {
  value: 10,
  unit: 'calls/s',
  description: 'Receives of one provisioned poller.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.POLLER_RECEIVES_SATURATION,
};

export const POLLER_BYTES: Limit = {
  value: 1_000_000,
  unit: 'bytes/s',
  description: 'What one provisioned poller takes.',
  source: QUEUE_SCALING,
  date: '2026-11',
  enforced: true,
  saturation: saturations.POLLER_BYTES_SATURATION,
};

export const SYNC_PAYLOAD: Limit = {
  value: 6 * 1_048_576,
  unit: 'bytes',
  description: 'Largest event of a synchronous invocation, which is what mappings make; it closes a batch.',
  source: `${GUIDE}/gettingstarted-limits.html`,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SYNC_PAYLOAD_SATURATION,
};
