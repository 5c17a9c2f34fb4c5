// How far into a FIFO queue a receive looks, by hand: through the first 120,000 stored messages, for groups that are not locked.
// One worker has ten of a large group, which so is locked; another waits. A message of another group behind 119,999 is
// received, behind 120,000 it is not.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const PER_SECOND = 2500;

export const fifoLookAhead = workedRow({
  name: 'fifo-look-ahead',
  source: 'SQS developer guide, avoiding backlogs with the same message group ID; by hand',
  scenario: 'test/validation/scenarios/one-group.yaml',
  claims: [
    { before: 119_999, received: 11 },
    { before: 120_000, received: 10 },
  ].map(({ before, received }) => ({
    what: `a message behind ${before} of another group, which is locked by ten in flight: received with those`,
    expected: received,
    within: 0,
    sets: [
      `workloads.many.arrivals.rate={ steps: [{ at: 0 s, rate: ${PER_SECOND}/s }, { at: ${before / PER_SECOND} s, rate: 0/s }] }`,
    ],
    reaches: ['sqs.queue limit fifoLookAhead'],
    seen: (result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
  })),
});
