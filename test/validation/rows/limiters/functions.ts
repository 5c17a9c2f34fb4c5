// The limiters of a function: the environments that it may add, where no invocation ends within the run, and the requests that it
// takes for each of its concurrency, of work that takes no time. What is throttled would come again, and then arrivals were not
// Poisson: here events are tried first when they are one second from too old, so what is throttled is given up instead.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { limiterRow } from '../../limiter-row.ts';
import { sumOf } from '../../replications.ts';
import { poisson } from './arrivals.ts';

const ONCE = ['components.function.eventQueueLatency=59 s', 'components.function.maximumEventAge=1 min'];

function throttled(by: string) {
  return (result: ReplicationResult) =>
    sumOf(result, 'function', `Throttles.${by}`) / sumOf(result, 'function', 'Requests');
}

const INVOCATIONS = { scenario: 'test/validation/scenarios/invocations.yaml' } as const;

export const limitersOfFunctions = [
  limiterRow({
    ...INVOCATIONS,
    name: 'environments-1000',
    what: 'the environments that a function may add, 1,000 and 100/s',
    places: 1000,
    servedPerSecond: 100,
    load: 1.5,
    printed: '0.333333',
    customers: 60_000,
    warmupSeconds: 120,
    sets: (perSecond) => [
      poisson('events', perSecond),
      ...ONCE,
      'components.function.timeout=900 s',
      'components.function.duration.perBatch=900 s',
      'account.lambda.concurrentExecutions=1000000',
    ],
    refused: throttled('ScalingRate'),
  }),
  limiterRow({
    ...INVOCATIONS,
    name: 'requests-10',
    long: true,
    what: 'the requests of a function with a reserved concurrency of one',
    places: 10,
    load: 1,
    printed: '0.0508475',
    customers: 650_000,
    warmupSeconds: 200,
    sets: (perSecond) => [
      poisson('events', perSecond),
      ...ONCE,
      'components.function.reservedConcurrentExecutions=1',
      'components.function.duration.perBatch=0 s',
    ],
    refused: throttled('RequestRate'),
  }),
];
