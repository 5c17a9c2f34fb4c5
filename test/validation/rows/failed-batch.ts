// What a function failed at comes again when its visibility timeout is over, by hand: Lambda deletes nothing and shows nothing
// (developer guide, SQS event source mappings). Hidden for 30 s, it is invoked with at 0, 30, 60 and 90 s.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

export const failedBatch = workedRow({
  name: 'failed-batch',
  source: 'Lambda developer guide, using Lambda with SQS; by hand',
  scenario: 'test/validation/scenarios/failing-function.yaml',
  claims: [
    {
      what: 'a message hidden for 30 s that a function fails at after a second: invocations in 100 s',
      expected: 4,
      within: 0,
      seen: (result) => sumOf(result, 'function', 'FailedInvokeEventCount'),
    },
  ],
});
