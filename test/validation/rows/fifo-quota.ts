// The quota of a FIFO queue without high throughput, by hand: 300 sends a second, of which a second's worth can be spent at
// once (an assumption). 400 sends a second come at k × 2.5 ms; once the bucket is empty, 300 + 0.75 k have been taken up to
// send k, rounded down: 18,299 of 24,000 in a minute.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SECONDS = 60;
const SENDS = 400 * SECONDS;

export const fifoQuota = workedRow({
  name: 'fifo-quota',
  source: 'SQS developer guide, quotas of messages; by hand',
  scenario: 'test/validation/scenarios/fifo-sends.yaml',
  claims: [
    {
      what: `a FIFO queue and 400 single sends a second: throttled in ${SECONDS} s`,
      expected: SENDS - Math.floor(300 + (300 * (SENDS - 1)) / 400),
      within: 0,
      reaches: ['sqs.queue limit fifoTransactions'],
      seen: (result) => sumOf(result, 'queue', 'Throttles.SendMessage'),
    },
  ],
});
