// What Lambda's page on scaling works out. Concurrency is requests a second times seconds: looked at over whole periods, once
// the first invocations are over. An account takes ten requests a second for each of its concurrent executions, so 1,000 are
// not enough for 20,000/s of 50 ms, nor for 30,000/s of 20 ms, which take 2,000 and 3,000; these are looked at in a tenth of their size.
// What is throttled comes again, and so the function is given as much as it takes. Ten requests meet six environments: 4.9 s long, they come at 0 to 7 s one a second, at 7.5 and at 8 s;
// the sixth, seventh, eighth and tenth find one that is free again. Of three functions, whoever reserves has that and no more, and
// the others share the rest.

import { levelOf, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof levelOf>[0];

const SHARED = 'test/validation/scenarios/shared-account.yaml';
const CONCURRENCY = 'ConcurrentExecutions';

function rate(perSecond: number, milliseconds: number): readonly string[] {
  return [
    'warmup=2 s',
    `workloads.events.arrivals={ process: constant, rate: ${perSecond}/s }`,
    `components.function.duration.perBatch=${milliseconds} ms`,
  ];
}

function most(component: string): (result: Result) => number {
  return (result) => levelOf(result, component, CONCURRENCY).max;
}

const RESERVED = [
  'components.orange.reservedConcurrentExecutions=400',
  'components.blue.reservedConcurrentExecutions=400',
];
const ORANGE_BUSY = 'workloads.of-orange.arrivals.rate=1500/s';
const OTHERS_BUSY = 'workloads.of-others.arrivals.rate=1500/s';
const PROVISIONED = 'components.orange.provisionedConcurrentExecutions';

export const lambdaScalingPage = workedRow({
  name: 'lambda-scaling-page',
  source: 'Lambda developer guide, understanding function scaling (lambda-concurrency)',
  scenario: 'test/validation/scenarios/invocations.yaml',
  claims: [
    ...[
      { perSecond: 100, milliseconds: 1000, concurrency: 100 },
      { perSecond: 100, milliseconds: 500, concurrency: 50 },
      { perSecond: 200, milliseconds: 250, concurrency: 50 },
      { perSecond: 5000, milliseconds: 200, concurrency: 1000 },
    ].map(({ perSecond, milliseconds, concurrency }) => ({
      what: `${perSecond} requests a second that take ${milliseconds} ms: mean concurrency`,
      expected: concurrency,
      within: 0,
      // A request that begins when another ends is one more for no time: the account leaves room for it.
      sets: ['duration=2 s', 'account.lambda.concurrentExecutions=1100', ...rate(perSecond, milliseconds)],
      seen: (result: Result) => levelOf(result, 'function', CONCURRENCY).mean,
    })),
    ...[
      { perSecond: 2000, milliseconds: 50, account: 100, handled: 1000 },
      { perSecond: 2000, milliseconds: 50, account: 200, handled: 2000 },
      { perSecond: 3000, milliseconds: 20, account: 100, handled: 1000 },
      { perSecond: 3000, milliseconds: 20, account: 300, handled: 3000 },
    ].map(({ perSecond, milliseconds, account, handled }) => ({
      what: `${perSecond} requests a second of ${milliseconds} ms, an account of ${account}: handled in a second`,
      expected: handled,
      within: 0,
      sets: [
        'duration=1 s',
        `account.lambda.concurrentExecutions=${account}`,
        ...rate(perSecond, milliseconds),
      ],
      reaches: ['lambda.function limit requestsPerConcurrency'],
      seen: (result: Result) => sumOf(result, 'function', 'Invocations'),
    })),
    {
      what: 'ten requests: environments',
      expected: 6,
      within: 0,
      sets: [
        'duration=14 s',
        'workloads.events.arrivals={ process: constant, rate: { steps: [{ at: 0 s, rate: 1/s }, { at: 7 s, rate: 2/s }, { at: 8.25 s, rate: 0/s }] } }',
        'components.function.timeout=10 s',
        'components.function.duration.perBatch=4.9 s',
      ],
      seen: (result) => sumOf(result, 'function', 'ColdStarts'),
    },
    {
      what: 'orange and blue reserve 400 of 1,000 each, orange is asked for more: orange',
      expected: 400,
      within: 0,
      scenario: SHARED,
      sets: [...RESERVED, ORANGE_BUSY],
      seen: most('orange'),
    },
    {
      what: 'the same, and others are asked for more: others',
      expected: 200,
      within: 0,
      scenario: SHARED,
      sets: [...RESERVED, OTHERS_BUSY],
      seen: most('others'),
    },
    {
      what: 'orange has 400 of 1,000 provisioned and is idle, others are asked for more: others',
      expected: 600,
      within: 0,
      scenario: SHARED,
      sets: [`${PROVISIONED}=400`, OTHERS_BUSY],
      seen: most('others'),
    },
    {
      what: 'orange has 400 of 1,000 provisioned and is asked for more: orange',
      expected: 1000,
      within: 0,
      scenario: SHARED,
      sets: [`${PROVISIONED}=400`, ORANGE_BUSY],
      seen: most('orange'),
    },
    {
      what: 'orange has 200 provisioned of the 400 that it reserves and is asked for more: orange',
      expected: 400,
      within: 0,
      scenario: SHARED,
      sets: [`${PROVISIONED}=200`, 'components.orange.reservedConcurrentExecutions=400', ORANGE_BUSY],
      seen: most('orange'),
    },
  ],
});
