// How a function is written in a scenario.

import { z } from 'zod';
import { assumed, optional, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, share, size, wholeSeconds } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';
import { callsFields } from '../../client/calls/calls-schema.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { errorFields } from '../../client/work.ts';
import type { Refusal } from '../../component.ts';
import { destinationField } from '../destination.ts';
import {
  ASYNC_AGE,
  ASYNC_RETRIES,
  MEMORY_LEAST,
  MEMORY_MOST,
  MEMORY_OF_ONE_VCPU,
  TIMEOUT_DEFAULT,
  TIMEOUT_MOST,
} from '../limits.ts';
import { eventSourceMappingsField } from '../mapping/mapping-schema.ts';

const MIB = 1_048_576;
const NOTHING = 'a function that does nothing';

const durationSchema = z.strictObject({
  perBatch: withDefault(
    distribution(duration()),
    '0 s',
    'Time that each invocation takes, beside its records.',
    NOTHING,
  ),
  perRecord: withDefault(
    distribution(duration()),
    '0 s',
    'Time that each record of the event takes.',
    NOTHING,
  ),
  cpuShare: optional(
    share(),
    'How much of these times is work of the CPU, which takes as much longer as the function has less than one vCPU (1,769 MB). Needed where memorySize is not atMemory.',
  ),
  atMemory: optional(
    size({ min: `${MEMORY_LEAST.value} MiB`, max: `${MEMORY_MOST.value} MiB`, source: MEMORY_MOST.source }),
    'The memory at which these times were measured. Needed where memorySize is not the default.',
  ),
});

export const functionSchema = z.strictObject({
  memorySize: withDefault(
    size({ min: `${MEMORY_LEAST.value} MiB`, max: `${MEMORY_MOST.value} MiB`, source: MEMORY_MOST.source }),
    `${MEMORY_LEAST.value} MiB`,
    'Memory of each environment (AWS writes MB); CPU comes with it.',
    MEMORY_LEAST.source,
  ),
  architecture: withDefault(
    oneOf(['x86_64', 'arm64']),
    'x86_64',
    'The processor, which decides the price of time. Times are what they are given as.',
    'Lambda API reference, CreateFunction',
  ),
  timeout: withDefault(
    wholeSeconds({ min: '1 s', max: `${TIMEOUT_MOST.value} s`, source: TIMEOUT_MOST.source }),
    `${TIMEOUT_DEFAULT.value} s`,
    'How long an invocation may take before it is ended as failed.',
    TIMEOUT_DEFAULT.source,
  ),
  duration: withDefault(durationSchema, {}, 'How long an invocation takes.', NOTHING),
  coldStart: assumed(
    distribution(duration()),
    { distribution: 'lognormal', median: '300 ms', sigma: 0.6 },
    'How long a new environment takes until the function’s code runs: its download, the runtime and the code outside the handler.',
    {
      why: 'AWS says from under 100 ms to over 1 s; about 300 ms in Node.js and Python, 900 ms on the JVM',
      low: '{ distribution: lognormal, median: 100 ms, sigma: 0.6 }',
      high: '{ distribution: lognormal, median: 1 s, sigma: 0.6 }',
    },
  ),
  invokeLatency: requestLatency(
    'Invoke',
    'From the request of an invocation until an environment has it (or it is throttled).',
  ),
  eventQueueLatency: requestLatency(
    'InvokeEvent',
    'How long the event of an asynchronous invocation is queued before it is tried first.',
  ),
  idleLife: assumed(
    duration({ min: '1 s', max: '24 h' }),
    '10 min',
    'How long an environment is kept that has nothing to do.',
    { why: 'AWS does not publish it; 5 to 15 minutes are seen', low: '5 min', high: '45 min' },
  ),
  reservedConcurrentExecutions: optional(
    count({ max: 10_000_000 }),
    'Concurrency that this function has for itself and cannot exceed; without it, it shares what is left of the account’s.',
  ),
  provisionedConcurrentExecutions: optional(
    count({ min: 1, max: 10_000_000 }),
    'Environments that are kept ready, and billed all the time; invocations beyond them start others as usual.',
  ),
  ...errorFields,
  ...callsFields,
  maximumRetryAttempts: withDefault(
    count({ max: ASYNC_RETRIES.value, source: ASYNC_RETRIES.source }),
    ASYNC_RETRIES.value,
    'Of an asynchronous invocation: retries after an error of the function.',
    ASYNC_RETRIES.source,
  ),
  maximumEventAge: withDefault(
    wholeSeconds({ min: '1 min', max: `${ASYNC_AGE.value} s`, source: ASYNC_AGE.source }),
    `${ASYNC_AGE.value} s`,
    'Of an asynchronous invocation: how long its event is tried.',
    ASYNC_AGE.source,
  ),
  destinationConfig: destinationField,
  eventSourceMappings: eventSourceMappingsField,
});

export type FunctionConfig = z.output<typeof functionSchema>;

/** Memory in MiB, which AWS writes as MB. */
export function memoryMib({ memorySize }: Pick<FunctionConfig, 'memorySize'>): number {
  return memorySize / MIB;
}

/**
 * What the function's times are multiplied by at its memory: the CPU's part of them takes as much longer as there is
 * less of one vCPU than where they were measured.
 */
export function memoryFactor({ memorySize, duration: { cpuShare, atMemory } }: FunctionConfig): number {
  if (cpuShare === undefined || atMemory === undefined || atMemory === memorySize) return 1;
  const vcpu = (bytes: number): number => Math.min(1, bytes / MIB / MEMORY_OF_ONE_VCPU.value);
  return 1 - cpuShare + (cpuShare * vcpu(atMemory)) / vcpu(memorySize);
}

/** What is wrong between the properties of one function. */
export function functionRefusals(config: FunctionConfig): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const { memorySize, duration: times } = config;
  for (const [path, bytes] of [
    [['memorySize'], memorySize],
    [['duration', 'atMemory'], times.atMemory ?? MIB],
  ] as const) {
    if (bytes % MIB === 0) continue;
    refusals.push({
      path,
      message: 'memory comes in whole MiB, which AWS writes as MB',
      source: MEMORY_LEAST.source,
    });
  }
  const isDefault = memorySize === MEMORY_LEAST.value * MIB;
  if (times.atMemory === undefined && !isDefault) {
    refusals.push({
      path: ['memorySize'],
      message:
        'how long the function takes depends on its memory: say with how much the times of duration were measured (duration.atMemory)',
      source: MEMORY_OF_ONE_VCPU.source,
    });
  } else if (times.atMemory !== undefined && times.atMemory !== memorySize && times.cpuShare === undefined) {
    refusals.push({
      path: ['duration'],
      message:
        'with other memory than atMemory the function takes another time: say how much of it is work of the CPU (duration.cpuShare)',
      source: MEMORY_OF_ONE_VCPU.source,
    });
  }
  const { reservedConcurrentExecutions: reserved, provisionedConcurrentExecutions: provisioned = 0 } = config;
  if (reserved !== undefined && provisioned > reserved) {
    refusals.push({
      path: ['provisionedConcurrentExecutions'],
      message: `it is above the function’s reserved concurrency (${reserved})`,
      source: 'docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
    });
  }
  return refusals;
}
