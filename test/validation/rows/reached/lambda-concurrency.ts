// How much of a function runs, by hand. 1,000 invocations run at a time in an account: of 200 a second that take 20 s each no
// more are begun in 10 s. A function adds 1,000 environments at once and 100 a second from then on: of 1,000 requests a second
// in an account that has room for them, 1,000 + 100 × 5 find a new one in 5 s. And it takes ten requests a second for each of
// its concurrency, here one, of which a second's worth can come at once (an assumption): in 60 s, 10 + 10 × 60.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'Lambda developer guide';

export const lambdaConcurrency = workedRow({
  name: 'lambda-concurrency',
  source: `${GUIDE}, scaling behavior; by hand`,
  scenario: 'test/validation/scenarios/invocations.yaml',
  claims: [
    {
      what: '200 events a second that take 20 s each: invocations in 10 s',
      expected: 1000,
      within: 0,
      sets: [
        'duration=10 s',
        'workloads.events.arrivals.rate=200/s',
        'components.function.timeout=1 min',
        'components.function.duration.perBatch=20 s',
      ],
      source: `${GUIDE}, quotas; by hand`,
      reaches: ['lambda.function limit accountConcurrency'],
      seen: (result) => sumOf(result, 'function', 'Invocations'),
    },
    {
      what: '1,000 events a second that take a minute each: environments in 5 s',
      expected: 1000 + 100 * 5,
      within: 0,
      sets: [
        'duration=5.005 s',
        'workloads.events.arrivals.rate=1000/s',
        'components.function.timeout=2 min',
        'components.function.duration.perBatch=1 min',
        'account.lambda.concurrentExecutions=100000',
      ],
      reaches: ['lambda.function limit scalingRate'],
      seen: (result) => sumOf(result, 'function', 'ColdStarts'),
    },
    {
      what: '100 events a second that take 1 ms each, a reserved concurrency of one: invocations in 60 s',
      expected: 10 + 10 * 60,
      within: 0,
      sets: [
        'duration=60.05 s',
        'workloads.events.arrivals.rate=100/s',
        'components.function.reservedConcurrentExecutions=1',
        'components.function.duration.perBatch=1 ms',
      ],
      reaches: ['lambda.function limit requestsPerConcurrency'],
      seen: (result) => sumOf(result, 'function', 'Invocations'),
    },
  ],
});
