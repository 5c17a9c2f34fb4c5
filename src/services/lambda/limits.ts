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
