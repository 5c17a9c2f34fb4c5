// When a message that a worker failed at comes again, by hand: the visibility timeout counts from the receipt (developer
// guide). A message of a queue with a delay of 20 s and a timeout of 30 s is received at 20, 50, 80 and 110 s.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

export const visibility = workedRow({
  name: 'visibility',
  source: 'SQS developer guide, visibility timeout; by hand',
  scenario: 'test/validation/scenarios/failing-worker.yaml',
  claims: [
    { durationSeconds: 49, receives: 1 },
    { durationSeconds: 51, receives: 2 },
    { durationSeconds: 120, receives: 4 },
  ].map(({ durationSeconds, receives }) => ({
    what: `a message delayed by 20 s, hidden for 30 s and failed each time: received in ${durationSeconds} s`,
    expected: receives,
    within: 0,
    sets: ['components.queue.delay=20 s', `duration=${durationSeconds} s`],
    seen: (result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
  })),
});
