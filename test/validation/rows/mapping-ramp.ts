// How an event source mapping of a queue scales, by hand: it begins with 5 batches and adds 300 a minute while messages wait
// (developer guide), taken as 5 every second. With one message of one second's work each, 5 (n + 1) are begun in second n, so
// after 120.5 s 5 × 120 × 121 / 2 are done.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SECONDS = 120;

export const mappingRamp = workedRow({
  name: 'mapping-ramp',
  source: 'Lambda developer guide, scaling of SQS event source mappings; by hand',
  scenario: 'test/validation/scenarios/backlog-function.yaml',
  claims: [
    {
      what: `a mapping of a queue with a backlog, a second each: messages worked off in ${SECONDS} s`,
      expected: (5 * SECONDS * (SECONDS + 1)) / 2,
      within: 0,
      reaches: ['lambda.function limit mappingAdded'],
      seen: (result) => sumOf(result, 'function', 'InvokedEventCount'),
    },
  ],
});
