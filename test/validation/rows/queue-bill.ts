// What a queue costs, by hand. A request is billed by started chunks of 64 KB of its payload (price page): a message of
// 100 KB is two requests to send, two to receive and one to delete, a receive that waits for it none beside. One a second is
// 5 × 3,600 requests an hour, and at 0.40 USD a million 5 × 2,628,000 × 0.40 / 1,000,000 USD a month of 730 hours.

import { monthlyUsd, usageOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const REQUESTS = 2 + 2 + 1;
const WHAT = 'a message of 100 KB a second, sent, received and deleted';

export const queueBill = workedRow({
  name: 'queue-bill',
  source: 'aws.amazon.com/sqs/pricing; by hand',
  scenario: 'test/validation/scenarios/mailbox.yaml',
  claims: [
    {
      what: `${WHAT}: requests billed in an hour`,
      expected: REQUESTS * 3600,
      within: 0,
      seen: (result) => usageOf(result, 'queue', 'standard-request'),
    },
    {
      what: `${WHAT}: USD a month`,
      expected: (REQUESTS * 730 * 3600 * 0.4) / 1e6,
      within: 0,
      decimals: 4,
      reaches: ['sqs.queue meter standard-request', 'sqs.queue price standard-request'],
      seen: monthlyUsd,
    },
  ],
});
