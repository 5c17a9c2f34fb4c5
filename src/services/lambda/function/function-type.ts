// What `lambda.function` declares.

import { callRefusals } from '../../client/calls/calls-schema.ts';
import type { ComponentType } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { claimRefusals } from '../account.ts';
import { destinationRefusals } from '../destination.ts';
import { FUNCTION_EXAMPLE } from '../examples.ts';
import * as limits from '../limits.ts';
import { mappingRefusals } from '../mapping/mapping-refusals.ts';
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
    syncPayload: limits.SYNC_PAYLOAD,
    mappingBatchMost: limits.MAPPING_BATCH_MOST,
    windowMost: limits.WINDOW_MOST,
    parallelizationMost: limits.PARALLELIZATION_MOST,
    streamRetriesMost: limits.STREAM_RETRIES_MOST,
    recordAgeLeast: limits.RECORD_AGE_LEAST,
    recordAgeMost: limits.RECORD_AGE_MOST,
    streamPollPeriod: limits.STREAM_POLL_PERIOD,
    mappingConcurrencyLeast: limits.MAPPING_CONCURRENCY_LEAST,
    mappingConcurrencyMost: limits.MAPPING_CONCURRENCY_MOST,
    pollersMost: limits.POLLERS_MOST,
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
    ...mappingRefusals(config.eventSourceMappings, wiring),
    ...destinationRefusals(config.destinationConfig?.onFailure, wiring.names, [
      'destinationConfig',
      'onFailure',
    ]),
  ],
  build: (config, site) => new LambdaFunction(config, site),
  findings: functionFindings,
  credit: functionCredit,
};
