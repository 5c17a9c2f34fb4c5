// How long a FIFO queue remembers what was sent, by hand: five minutes. A worker that fails at a message sends it on at each of
// its receipts. Hidden for 299 s it is received at 0, 299, 598 and 897 s: the second send is a repeat of the first, the third
// is not, and the fourth is one of the third. Hidden for 301 s (0, 301, 602 and 903 s) none is.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

export const deduplication = workedRow({
  name: 'deduplication',
  source: 'SQS developer guide, message deduplication ID; by hand',
  scenario: 'test/validation/scenarios/repeated-calls.yaml',
  claims: [
    { seconds: 299, repeats: 2 },
    { seconds: 301, repeats: 0 },
  ].map(({ seconds, repeats }) => ({
    what: `four sends of a message to a FIFO queue, ${seconds} s apart: repeats that it did not add`,
    expected: repeats,
    within: 0,
    sets: [`components.inbox.visibilityTimeout=${seconds} s`],
    reaches: ['sqs.queue limit deduplicationInterval'],
    seen: (result) => sumOf(result, 'orders', 'NumberOfDeduplicatedSentMessages'),
  })),
});
