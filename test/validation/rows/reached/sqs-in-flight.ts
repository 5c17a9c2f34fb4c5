// How many messages of a queue are handed over, by hand. 120,000 are in flight at most: of 12,020 workers that take ten each and
// keep them, 12,000 get some. A short poll of the others is refused (OverLimit), and here not made again; a long poll waits in
// vain.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

export const sqsInFlight = workedRow({
  name: 'sqs-in-flight',
  source: 'SQS developer guide, quotas of queues; by hand',
  scenario: 'test/validation/scenarios/in-flight.yaml',
  claims: [
    { wait: '0 s', isRefused: true },
    { wait: '20 s', isRefused: false },
  ].flatMap(({ wait, isRefused }) => [
    {
      what: `121,000 messages and 12,020 workers who keep ten each, polling for ${wait}: received`,
      expected: 120_000,
      within: 0,
      sets: [`components.workers.waitTime=${wait}`],
      reaches: ['sqs.queue limit inFlight'],
      seen: (result: Result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
    },
    {
      what: `and whether any was refused, 1 or 0`,
      expected: isRefused ? 1 : 0,
      within: 0,
      sets: [`components.workers.waitTime=${wait}`],
      seen: (result: Result) => Math.min(1, sumOf(result, 'queue', 'OverLimit')),
    },
  ]),
});
