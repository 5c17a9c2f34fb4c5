// AWS's worked example of a DAX cluster's size, a hundredth of it: 500 hits, 10 misses and a write a second of 2 KB on three
// nodes. A hit is its started KB, a miss ten times that, a write 25 times on each node: 1,350 normalised requests a second. After
// five seconds every node has the hot key; one of a million others is asked for again once in a while, and then a hit.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SECONDS = 60;
const KB = 2;
const PER_SECOND = 500 * KB + 10 * 10 * KB + 25 * KB * 3;

export const daxSizing = workedRow({
  name: 'dax-sizing',
  source:
    'DynamoDB developer guide, sizing your DAX cluster: 135,000 normalised requests/s for a hundred times as much',
  scenario: 'test/validation/scenarios/dax-sizing.yaml',
  claims: [
    {
      what: '500 hits, 10 misses and a write a second of 2 KB, three nodes: normalised requests in a minute',
      expected: PER_SECOND * SECONDS,
      within: 0.001,
      seen: (result) => sumOf(result, 'cache', 'NormalizedRequests'),
    },
  ],
});
