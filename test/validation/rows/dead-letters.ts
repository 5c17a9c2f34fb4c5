// When a message goes to the dead-letter queue, by hand: when a receive comes upon it that would be one too many, not when
// its visibility timeout is over. The only worker takes 100 s to fail at the only message, which is hidden for 30 s and may be
// received once: it is moved at the worker's next receive, after 100 s.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

export const deadLetters = workedRow({
  name: 'dead-letters',
  source: 'SQS developer guide, dead-letter queues; by hand',
  scenario: 'test/validation/scenarios/failing-worker.yaml',
  claims: [
    { durationSeconds: 100, moved: 0 },
    { durationSeconds: 101, moved: 1 },
  ].map(({ durationSeconds, moved }) => ({
    what: `a message hidden for 30 s that the only worker fails at after 100 s: dead-lettered within ${durationSeconds} s`,
    expected: moved,
    within: 0,
    sets: [
      'components.queue.redrivePolicy.maxReceiveCount=1',
      'components.worker.processing.perRecord=100 s',
      `duration=${durationSeconds} s`,
    ],
    seen: (result) => sumOf(result, 'queue', 'DeadLettered'),
  })),
});
