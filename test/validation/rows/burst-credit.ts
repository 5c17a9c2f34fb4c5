// How long a burst lasts, by AWS's example: a table with 150 read units that was idle for five minutes has saved 45,000, and
// 200 reads a second use them up in 45,000 / 50 = 900 s. Five minutes are the most that is saved: here it was idle for ten, from
// nothing. From then on 50 of 200 are refused.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const IDLE = 600;
const LASTS = 900;

export const burstCredit = workedRow({
  name: 'burst-credit',
  source: 'repost.aws/knowledge-center/dynamodb-spiky-workloads-short-intervals; by hand',
  scenario: 'test/validation/scenarios/small-table.yaml',
  claims: [
    { seconds: LASTS - 1, refused: 0, within: 0 },
    { seconds: LASTS + 60, refused: 60 * 50, within: 0.001 },
  ].map(({ seconds, refused, within }) => ({
    what: `a table of 150 read units after ten minutes of rest, 200 units/s: refused in ${seconds} s`,
    expected: refused,
    within,
    reaches: ['dynamodb.table limit burstSeconds'],
    sets: [
      `workloads.reads.arrivals.rate={ steps: [{ at: 0 s, rate: 0/s }, { at: ${IDLE} s, rate: 200/s }] }`,
      'components.table.burstCredit=empty',
      `duration=${IDLE + seconds} s`,
    ],
    seen: (result) => sumOf(result, 'table', 'ReadThrottleEvents'),
  })),
});
