// Quotas, defaults and constants of Lambda: each with where it was read, and the date.

import type { Limit } from '../component.ts';
import * as saturations from './saturations.ts';

const GUIDE = 'docs.aws.amazon.com/lambda/latest/dg';
const QUOTAS = `${GUIDE}/gettingstarted-limits.html`;
const SCALING = `${GUIDE}/scaling-behavior.html`;
const ENVIRONMENT = `${GUIDE}/lambda-runtime-environment.html`;
const ASYNC = `${GUIDE}/invocation-async.html`;
const MIB = 1_048_576;

export const ACCOUNT_CONCURRENCY: Limit = {
  value: 1000,
  unit: 'invocations',
  description:
    'Invocations that run at one time, all functions of a region together, unless account.lambda.concurrentExecutions says otherwise. New accounts begin with less.',
  source: QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.ACCOUNT_CONCURRENCY_SATURATION,
};

export const UNRESERVED_LEAST: Limit = {
  value: 100,
  unit: 'invocations',
  description: 'What reservations must leave of the account’s concurrency.',
  source: `${GUIDE}/configuration-concurrency.html`,
  date: '2026-08',
  enforced: false,
};

export const SCALING_RATE: Limit = {
  value: 1000,
  unit: 'environments per 10 s',
  description:
    'Environments that a function may add: a bucket of 1,000, refilled continuously at 100 a second.',
  source: SCALING,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SCALING_RATE_SATURATION,
};

export const REQUESTS_PER_CONCURRENCY: Limit = {
  value: 10,
  unit: 'requests/s per concurrency',
  description:
    'Requests that a function takes a second, ten for each of its concurrency (reserved, or the account’s); a bucket of one second’s worth (the burst is an assumption).',
  source: SCALING,
  date: '2026-08',
  enforced: true,
  saturation: saturations.REQUEST_RATE_SATURATION,
};

export const TIMEOUT_MOST: Limit = {
  value: 900,
  unit: 'seconds',
  description: 'The longest timeout of a function.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const TIMEOUT_DEFAULT: Limit = {
  value: 3,
  unit: 'seconds',
  description: 'How long an invocation may take, unless timeout says otherwise.',
  source: 'Lambda API reference, CreateFunction',
  date: '2026-08',
  enforced: true,
  saturation: saturations.TIMEOUT_SATURATION,
};

export const MEMORY_LEAST: Limit = {
  value: 128,
  unit: 'MB',
  description: 'The least memory of a function, and the default.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const MEMORY_MOST: Limit = {
  value: 10_240,
  unit: 'MB',
  description: 'The most memory of a function.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const MEMORY_OF_ONE_VCPU: Limit = {
  value: 1769,
  unit: 'MB',
  description: 'Memory that comes with one vCPU; less memory, so much less of it.',
  source: QUOTAS,
  date: '2026-08',
  enforced: false,
};

export const INIT_MOST: Limit = {
  value: 10,
  unit: 'seconds',
  description:
    'How long the init phase may take; what takes longer is begun anew within the invocation, under the function’s timeout.',
  source: ENVIRONMENT,
  date: '2026-08',
  enforced: true,
  saturation: saturations.INIT_SATURATION,
};

export const ASYNC_PAYLOAD: Limit = {
  value: MIB,
  unit: 'bytes',
  description: 'Largest event of an asynchronous invocation.',
  source: QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.ASYNC_PAYLOAD_SATURATION,
};

export const ASYNC_RETRIES: Limit = {
  value: 2,
  unit: 'retries',
  description:
    'Retries after errors of the function in an asynchronous invocation, the default and the most.',
  source: ASYNC,
  date: '2026-08',
  enforced: true,
  saturation: saturations.ASYNC_RETRIES_SATURATION,
};

export const ASYNC_AGE: Limit = {
  value: 21_600,
  unit: 'seconds',
  description: 'How long an event of an asynchronous invocation is tried, the default and the most.',
  source: ASYNC,
  date: '2026-08',
  enforced: true,
  saturation: saturations.ASYNC_AGE_SATURATION,
};

const MAPPING = `${GUIDE}/invocation-eventsourcemapping.html`;
const STREAM_PARAMETERS = `${GUIDE}/services-kinesis-parameters.html`;
const QUEUE_SCALING = `${GUIDE}/services-sqs-scaling.html`;

export const SYNC_PAYLOAD: Limit = {
  value: 6 * MIB,
  unit: 'bytes',
  description: 'Largest event of a synchronous invocation, which is what mappings make; it closes a batch.',
  source: QUOTAS,
  date: '2026-08',
  enforced: true,
  saturation: saturations.SYNC_PAYLOAD_SATURATION,
};

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

/** The least maximum of pollers. */
export const POLLERS_MOST_LEAST = 2;
