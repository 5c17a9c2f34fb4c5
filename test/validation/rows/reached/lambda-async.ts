// What becomes of an event of an asynchronous invocation, by hand. One of 1 MiB is taken, one of a byte more is not. After errors
// it is tried again after one minute and after two more, and no more: where it takes a second, at 0, 61 and 182 s. Where it is
// throttled it is tried for six hours.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'Lambda developer guide';

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
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'function', 'AsyncEventsReceived'),
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
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'function', 'Invocations'),
    })),
    ...[
      { seconds: 21_599, dropped: 0 },
      { seconds: 21_601, dropped: 1 },
    ].map(({ seconds, dropped }) => ({
      what: `an event of a function that may not run: dropped in ${seconds} s`,
      expected: dropped,
      within: 0,
      sets: [`duration=${seconds} s`, 'components.function.reservedConcurrentExecutions=0'],
      reaches: ['lambda.function limit asyncAge'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'function', 'AsyncEventsDropped'),
    })),
  ],
});
