// How many messages of a queue are handed over, by hand. 120,000 are in flight at most: of 12,020 workers that take ten each and
// keep them, 12,000 get some. A short poll of the others is refused, a long poll waits in vain.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

export const sqsInFlight = workedRow({
  name: 'sqs-in-flight',
  source: 'SQS developer guide, quotas of queues; by hand',
  scenario: 'test/validation/scenarios/in-flight.yaml',
  claims: ['0 s', '20 s'].map((wait) => ({
    what: `121,000 messages and 12,020 workers who keep ten each, polling for ${wait}: received`,
    expected: 120_000,
    within: 0,
    sets: [`components.workers.waitTime=${wait}`],
    reaches: ['sqs.queue limit inFlight'],
    seen: (result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
  })),
});
