// How often a topic tries a delivery again, and for how long, by hand: three times at once, twice after a second, ten times while
// the wait grows to 20 s, and 100,000 times every 20 s, which is 100,015 times in all and more than 23 days. That it grows evenly in proportion from 1 to
// 20 s is an assumption; where it begins and ends is AWS's.

import { retryDelayUs } from '../../../../src/services/sns/topic/delivery-retries.ts';
import type { Row } from '../../row.ts';

const RETRIES = 3 + 2 + 10 + 100_000;
const WHOLE_DAYS = Math.floor((100_000 * 20 + 10 * 20) / 86_400);
const NAMED = [1, 2, 3, 4, 5, 6, 15, 16, RETRIES] as const;
const WAITS = '0, 0, 0, 1, 1, 1, 20, 20, 20';
const US_PER_SECOND = 1_000_000;
/** The draw that gives the mean wait. */
const MEAN = 0.5;
const US_PER_DAY = 86_400_000_000;
const SOURCE = 'SNS developer guide, message delivery retries; by hand';

export const snsRetries: Row = {
  name: 'sns-retries',
  kind: 'exact',
  runs: 'one delivery that no endpoint takes, each wait at its mean',
  reaches: ['sns.topic limit deliveryRetries'],
  claims: [
    {
      what: 'a delivery that is never taken: retries',
      expected: `${RETRIES}`,
      source: SOURCE,
      tolerance: 'none',
    },
    {
      what: 'the waits before its first to sixth, its 15th, its 16th and its last retry, s',
      expected: WAITS,
      source: SOURCE,
      tolerance: 'none',
    },
    {
      what: 'and whole days until it is given up',
      expected: `${WHOLE_DAYS}`,
      source: SOURCE,
      tolerance: 'none',
    },
  ],
  async run() {
    let retries = 0;
    let waitedUs = 0;
    for (let delayUs = retryDelayUs(0, MEAN); delayUs >= 0; delayUs = retryDelayUs(retries, MEAN)) {
      retries++;
      waitedUs += delayUs;
    }
    const days = Math.floor(waitedUs / US_PER_DAY);
    const waits = NAMED.map((retry) => retryDelayUs(retry - 1, MEAN) / US_PER_SECOND).join(', ');
    return [
      { value: `${retries}`, holds: retries === RETRIES },
      { value: waits, holds: waits === WAITS },
      { value: `${days}`, holds: days === WHOLE_DAYS },
    ];
  },
};
