// How event source mappings are written in a scenario, and what AWS refuses of them. Which properties there are depends on
// the source: a log (a stream) is read shard by shard, a queue is polled for messages.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, flag, oneOf, share, wholeSeconds } from '../../../language/words.ts';
import { callLatency } from '../../client/request-latency.ts';
import { destinationField } from '../destination.ts';
import {
  MAPPING_BATCH_MOST,
  MAPPING_CONCURRENCY_LEAST,
  MAPPING_CONCURRENCY_MOST,
  MAXIMUM_POLLERS_DEFAULT,
  MINIMUM_POLLERS_MOST,
  PARALLELIZATION_MOST,
  POLLERS_LEAST,
  POLLERS_MOST,
  RECORD_AGE_LEAST,
  RECORD_AGE_MOST,
  STREAM_RETRIES_MOST,
  WINDOW_MOST,
} from './mapping-limits.ts';

const API = 'Lambda API reference, CreateEventSourceMapping';

const mappingSchema = z.strictObject({
  from: required(
    reference({ wire: 'from', ports: ['RecordLog', 'MessageQueue'], what: 'a stream or a queue' }),
    'The source that Lambda reads.',
  ),
  batchSize: optional(
    count({ min: 1, max: MAPPING_BATCH_MOST.value, source: MAPPING_BATCH_MOST.source }),
    'Records (or messages) that one invocation gets at most: 100 of a stream, 10 of a queue when left out.',
  ),
  maximumBatchingWindow: withDefault(
    wholeSeconds({ max: `${WINDOW_MOST.value} s`, source: WINDOW_MOST.source }),
    '0 s',
    'How long it gathers for a full batch (MaximumBatchingWindowInSeconds).',
    API,
  ),
  filterCriteria: optional(
    z.strictObject({
      share: required(share(), 'The share of records that the filters let through.'),
    }),
    'What the function is invoked with; the rest is done with when it is read.',
  ),
  functionResponseTypes: withDefault(
    z.array(oneOf(['ReportBatchItemFailures'])).max(1),
    [],
    'ReportBatchItemFailures: the function says which records failed, and only they come again (of a stream: the first that failed, and all after it).',
    API,
  ),
  mode: optional(
    oneOf(['shared', 'enhanced-fan-out']),
    'Streams only: polls, and shares the shard’s reads (when left out); or pushes of its own.',
  ),
  parallelizationFactor: optional(
    count({ min: 1, max: PARALLELIZATION_MOST.value, source: PARALLELIZATION_MOST.source }),
    'Streams only: batches of one shard that are in work at a time, each with other keys; 1 when left out.',
  ),
  maximumRetryAttempts: optional(
    count({ max: STREAM_RETRIES_MOST.value, source: STREAM_RETRIES_MOST.source }),
    'Streams only: retries of a batch that failed; without it, until its records expire.',
  ),
  maximumRecordAge: optional(
    wholeSeconds({
      min: `${RECORD_AGE_LEAST.value} s`,
      max: `${RECORD_AGE_MOST.value} s`,
      source: RECORD_AGE_MOST.source,
    }),
    'Streams only: what is older is discarded (MaximumRecordAgeInSeconds); without it, what has expired in the stream.',
  ),
  bisectBatchOnFunctionError: optional(
    flag(),
    'Streams only: a batch that failed is halved, and the halves are tried by themselves, which counts as no retry.',
  ),
  destinationConfig: destinationField,
  requestLatency: callLatency(
    'How long a call takes that Lambda makes to the source: GetRecords or SubscribeToShard of a stream, ReceiveMessage of a queue.',
  ),
  retryDelay: assumed(
    duration({ min: '1 ms', max: '15 min' }),
    '1 s',
    'How long Lambda waits before it invokes again with a batch that failed (of a stream), and about how long where it was throttled: from half of it to one and a half, at random.',
    { why: 'AWS does not publish it', low: '100 ms', high: '30 s' },
  ),
  errorBackOff: assumed(
    share({ max: '90%' }),
    '10%',
    'Queues: by how much a second the mapping takes its concurrency back when all invocations fail or are throttled, and by as much less as fewer do.',
    { why: 'AWS says that it does so gradually', low: '1%', high: '50%' },
  ),
  scalingConfig: optional(
    z.strictObject({
      maximumConcurrency: required(
        count({
          min: MAPPING_CONCURRENCY_LEAST.value,
          max: MAPPING_CONCURRENCY_MOST.value,
          source: MAPPING_CONCURRENCY_MOST.source,
        }),
        'Invocations that the mapping has under way at most.',
      ),
    }),
    'Queues only.',
  ),
  provisionedPollerConfig: optional(
    z.strictObject({
      minimumPollers: withDefault(
        count({ min: POLLERS_LEAST.value, max: MINIMUM_POLLERS_MOST.value, source: POLLERS_LEAST.source }),
        POLLERS_LEAST.value,
        'Pollers that are always there.',
        POLLERS_LEAST.source,
      ),
      maximumPollers: withDefault(
        count({ min: POLLERS_LEAST.value, max: POLLERS_MOST.value, source: POLLERS_MOST.source }),
        MAXIMUM_POLLERS_DEFAULT.value,
        'Pollers that there are at most.',
        MAXIMUM_POLLERS_DEFAULT.source,
      ),
    }),
    'Queues only: pollers of its own, which scale faster and are billed.',
  ),
});

export type MappingConfig = z.output<typeof mappingSchema>;

/** The property of a function. */
export const eventSourceMappingsField = withDefault(
  z.array(mappingSchema),
  [],
  'What Lambda reads and invokes the function with.',
  'a function that is invoked by others',
);

/** What of a function’s mappings has no price here, in words. */
export function pollersNotPriced({
  eventSourceMappings,
}: {
  readonly eventSourceMappings: readonly MappingConfig[];
}): readonly string[] {
  const isProvisioned = eventSourceMappings.some(
    ({ provisionedPollerConfig }) => provisionedPollerConfig !== undefined,
  );
  return isProvisioned ? ['provisioned pollers (0.00925 USD an hour each in us-east-1)'] : [];
}
