// What becomes of an event of an asynchronous invocation, by hand. One of 1 MiB is taken, one of a byte more is not. After errors
// it is tried again after one minute and after two more, and no more: where it takes a second, at 0, 61 and 182 s. Where it is
// throttled it is tried again after a second, and then at intervals that grow exponentially to five minutes (that they double is
// an assumption): at 1, 3, 7, 15, 31, 63, 127, 255 and 511 s, and every 300 s from there, for six hours. So of two events of a
// function that may run once at a time and takes 14 minutes the second is throttled up to 811 s and runs at 1,111 s. Of a hundred
// one runs at 0 s, one at 1,111 s, and one every 900 s from 2,011 s on, which is 24 in six hours; the other 76 are dropped. The
// events of a function that reserves nothing are given up without a retry.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'Lambda developer guide';
const BUSY = [
  'components.function.reservedConcurrentExecutions=1',
  'components.function.timeout=15 min',
  'components.function.duration.perBatch=14 min',
];

type Result = Parameters<typeof sumOf>[0];

export const lambdaAsync = workedRow({
  name: 'lambda-async',
  source: `${GUIDE}, asynchronous invocation; by hand`,
  scenario: 'test/validation/scenarios/invocations.yaml',
  claims: [
    ...[
      { bytes: 1_048_576, taken: 1 },
      { bytes: 1_048_577, taken: 0 },
    ].map(({ bytes, taken }) => ({
      what: `an event of ${bytes} B: taken`,
      expected: taken,
      within: 0,
      sets: [`workloads.events.size=${bytes} B`],
      source: `${GUIDE}, quotas; by hand`,
      reaches: ['lambda.function limit asyncPayload'],
      seen: (result: Result) => sumOf(result, 'function', 'AsyncEventsReceived'),
    })),
    ...[
      { duration: '60 s', tries: 1 },
      { duration: '181 s', tries: 2 },
      { duration: '183 s', tries: 3 },
      { duration: '1 h', tries: 3 },
    ].map(({ duration, tries }) => ({
      what: `an event that a function fails at after a second each time: invocations in ${duration}`,
      expected: tries,
      within: 0,
      sets: [
        `duration=${duration}`,
        'components.function.duration.perBatch=1 s',
        'components.function.errorRate=100%',
      ],
      reaches: ['lambda.function limit asyncRetries'],
      seen: (result: Result) => sumOf(result, 'function', 'Invocations'),
    })),
    ...[
      { seconds: 250, throttles: 8 },
      { seconds: 800, throttles: 10 },
      { seconds: 1110, throttles: 11 },
    ].map(({ seconds, throttles }) => ({
      what: `two events of a function that may run once at a time, for 14 min: throttles in ${seconds} s`,
      expected: throttles,
      within: 0,
      sets: [`duration=${seconds} s`, 'workloads.events.arrivals.batch=2', ...BUSY],
      seen: (result: Result) => sumOf(result, 'function', 'Throttles'),
    })),
    ...[
      { seconds: 21_599, dropped: 0 },
      { seconds: 21_601, dropped: 76 },
    ].map(({ seconds, dropped }) => ({
      what: `a hundred such events: dropped in ${seconds} s`,
      expected: dropped,
      within: 0,
      sets: [`duration=${seconds} s`, 'workloads.events.arrivals.batch=100', ...BUSY],
      reaches: ['lambda.function limit asyncAge'],
      seen: (result: Result) => sumOf(result, 'function', 'AsyncEventsDropped'),
    })),
    {
      what: 'an event of a function that reserves a concurrency of 0: dropped in a second',
      expected: 1,
      within: 0,
      sets: ['duration=1 s', 'components.function.reservedConcurrentExecutions=0'],
      source: `${GUIDE}, capturing records of asynchronous invocations`,
      seen: (result: Result) => sumOf(result, 'function', 'AsyncEventsDropped'),
    },
  ],
});
