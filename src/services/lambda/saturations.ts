// A scenario for each enforced limit of Lambda, in which that limit binds and no other does.

import type { Saturation, Seen } from '../saturation.ts';

function scenario(
  name: string,
  duration: string,
  rate: string,
  properties: string,
  { warmup = '0 s', account = '', size = '100 B', coldStart = '100 ms' } = {},
): string {
  return `name: ${name}
duration: ${duration}
warmup: ${warmup}
replications: 1
${account}workloads:
  events:
    arrivals: { process: constant, rate: ${rate} }
    size: ${size}
components:
  source: { type: custom.source, workload: events, to: worker }
  worker:
    type: lambda.function
    coldStart: ${coldStart}
    ${properties}
`;
}

export function most(text: string, seen: (seen: Seen) => number, resolution = 0): Saturation {
  return { kind: 'most', scenario: text, component: 'worker', most: seen, resolution };
}

export const ACCOUNT_CONCURRENCY_SATURATION = most(
  scenario('account-concurrency', '10 s', '400/s', 'timeout: 1 min\n    duration: { perBatch: 20 s }'),
  (seen) => seen.statistic('ConcurrentExecutions', 'max'),
);

export const SCALING_RATE_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario('scaling-rate', '12 s', '1000/s', 'timeout: 1 min\n    duration: { perBatch: 1 min }', {
    account: 'account: { lambda: { concurrentExecutions: 100000 } }\n',
  }),
  component: 'worker',
  metric: 'ColdStarts',
  ratePerSecond: 100,
  burst: 1000,
  largestCost: 1,
  overdraws: false,
  gapSeconds: 0.02,
};

export const REQUEST_RATE_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario(
    'request-rate',
    '60 s',
    '100/s',
    'reservedConcurrentExecutions: 1\n    duration: { perBatch: 1 ms }',
    { warmup: '1 s' },
  ),
  component: 'worker',
  metric: 'Invocations',
  ratePerSecond: 10,
  burst: 10,
  largestCost: 1,
  overdraws: false,
  gapSeconds: 0.1,
};

const MS_PER_SECOND = 1000;

export const TIMEOUT_SATURATION = most(
  scenario('timeout', '10 s', '10/s', 'duration: { perBatch: 10 s }'),
  (seen) => seen.statistic('Duration', 'max') / MS_PER_SECOND,
);

export const INIT_SATURATION = most(
  scenario('init', '60 s', '1/s', 'timeout: 1 min\n    duration: { perBatch: 1 ms }', { coldStart: '20 s' }),
  (seen) => seen.statistic('InitDuration', 'max') / MS_PER_SECOND,
);

export const ASYNC_PAYLOAD_SATURATION = most(
  scenario('async-payload', '10 s', '10/s', 'duration: { perBatch: 1 ms }', {
    size: '{ distribution: empirical, values: [1 MiB, 1 MiB + 1 B], weights: [1, 1] }',
  }),
  (seen) => seen.statistic('EventSize', 'max'),
);

export const ASYNC_RETRIES_SATURATION = most(
  scenario('async-retries', '60 s', '1/s', 'duration: { perBatch: 1 ms }\n    errorRate: 100%', {
    warmup: '5 min',
  }),
  (seen) => seen.statistic('Invocations', 'sum') / seen.statistic('AsyncEventsReceived', 'sum') - 1,
);

export const ASYNC_AGE_SATURATION = most(
  scenario(
    'async-age',
    '7 h',
    '0.01/s',
    'timeout: 15 min\n    duration: { perBatch: 14 min }\n    reservedConcurrentExecutions: 1',
  ),
  (seen) => seen.statistic('AsyncEventAge', 'max') / MS_PER_SECOND,
);
