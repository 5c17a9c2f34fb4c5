// What `lambda.function` declares.

import { callRefusals } from '../../client/calls/calls-schema.ts';
import type { ComponentType } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { claimRefusals } from '../account.ts';
import { destinationRefusals, EVENT_DESTINATIONS } from '../destination.ts';
import { FUNCTION_EXAMPLE } from '../examples.ts';
import * as limits from '../limits.ts';
import * as mappingLimits from '../mapping/mapping-limits.ts';
import { mappingRefusals } from '../mapping/mapping-refusals.ts';
import { pollersNotPriced } from '../mapping/mapping-schema.ts';
import { FUNCTION_METERS } from '../meters.ts';
import { FUNCTION_PRICES } from '../prices.ts';
import { INVOKE_OPERATIONS } from './async-events.ts';
import { LambdaFunction } from './function.ts';
import { functionCredit, functionFindings } from './function-findings.ts';
import { functionMetrics } from './function-metrics.ts';
import { functionRefusals, functionSchema } from './function-schema.ts';

export const functionType: ComponentType<typeof functionSchema> = {
  name: 'lambda.function',
  summary:
    'A Lambda function: environments that start when they are needed, one invocation in each at a time.',
  example: FUNCTION_EXAMPLE,
  schema: functionSchema,
  limits: {
    accountConcurrency: limits.ACCOUNT_CONCURRENCY,
    unreservedLeast: limits.UNRESERVED_LEAST,
    scalingRate: limits.SCALING_RATE,
    requestsPerConcurrency: limits.REQUESTS_PER_CONCURRENCY,
    timeoutDefault: limits.TIMEOUT_DEFAULT,
    timeoutMost: limits.TIMEOUT_MOST,
    memoryLeast: limits.MEMORY_LEAST,
    memoryMost: limits.MEMORY_MOST,
    memoryOfOneVcpu: limits.MEMORY_OF_ONE_VCPU,
    initMost: limits.INIT_MOST,
    asyncPayload: limits.ASYNC_PAYLOAD,
    asyncRetries: limits.ASYNC_RETRIES,
    asyncAge: limits.ASYNC_AGE,
    syncPayload: mappingLimits.SYNC_PAYLOAD,
    mappingBatchMost: mappingLimits.MAPPING_BATCH_MOST,
    windowMost: mappingLimits.WINDOW_MOST,
    windowVisibility: mappingLimits.WINDOW_VISIBILITY,
    parallelizationMost: mappingLimits.PARALLELIZATION_MOST,
    streamRetriesMost: mappingLimits.STREAM_RETRIES_MOST,
    recordAgeLeast: mappingLimits.RECORD_AGE_LEAST,
    recordAgeMost: mappingLimits.RECORD_AGE_MOST,
    streamPollPeriod: mappingLimits.STREAM_POLL_PERIOD,
    mappingConcurrencyLeast: mappingLimits.MAPPING_CONCURRENCY_LEAST,
    mappingConcurrencyMost: mappingLimits.MAPPING_CONCURRENCY_MOST,
    pollersLeast: mappingLimits.POLLERS_LEAST,
    minimumPollersMost: mappingLimits.MINIMUM_POLLERS_MOST,
    maximumPollersDefault: mappingLimits.MAXIMUM_POLLERS_DEFAULT,
    pollersMost: mappingLimits.POLLERS_MOST,
    queueBatchDefault: mappingLimits.QUEUE_BATCH_DEFAULT,
    mappingStart: mappingLimits.MAPPING_START,
    mappingAdded: mappingLimits.MAPPING_ADDED,
    mappingMost: mappingLimits.MAPPING_MOST,
    provisionedAdded: mappingLimits.PROVISIONED_ADDED,
    pollerConcurrency: mappingLimits.POLLER_CONCURRENCY,
    pollerReceives: mappingLimits.POLLER_RECEIVES,
    pollerBytes: mappingLimits.POLLER_BYTES,
  },
  meters: FUNCTION_METERS,
  prices: FUNCTION_PRICES,
  faults: {
    crash:
      'The code does not run (a broken release): invocations under way fail, and those that begin meanwhile fail as they begin.',
    slow: 'Invocations that begin meanwhile take so many times as long (a slow dependency).',
  },
  metrics: functionMetrics,
  offers: () => [RecordSinkPort],
  operations: () => INVOKE_OPERATIONS.map(({ name }) => name),
  check: functionRefusals,
  checkWired: (config, wiring) => [
    ...callRefusals(config, wiring),
    ...claimRefusals(config, wiring),
    ...mappingRefusals(config.eventSourceMappings, config.timeout, wiring),
    ...destinationRefusals(config.destinationConfig?.onFailure, EVENT_DESTINATIONS, wiring.names, [
      'destinationConfig',
      'onFailure',
    ]),
  ],
  build: (config, site) => new LambdaFunction(config, site),
  notPriced: pollersNotPriced,
  findings: functionFindings,
  credit: functionCredit,
};
