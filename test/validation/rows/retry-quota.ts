// The retry quota: where everything is throttled, a client's first calls are retried in full and the others not at
// all. 500 tokens at 5 a retry are 100 retries: 50 calls of three attempts, then one attempt each.

import { sequentialStream } from '../../../src/engine/random.ts';
import { Retrier } from '../../../src/services/client/retry.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';
import { failingCalls } from '../sdk-retries.ts';

const CALLS = 200;
const CONFIG = { mode: 'standard', maxAttempts: 3, maxDelay: 20_000_000 } as const;
const EXPECTED = '50 × 3, 150 × 1';

export const retryQuota: Row = {
  name: 'retry-quota',
  kind: 'exact',
  runs: `${CALLS} calls of each, seeds sdk and ours`,
  claims: [
    {
      what: `attempts of ${CALLS} calls of one client when all are throttled: the SDK’s own strategy`,
      expected: EXPECTED,
      source: `StandardRetryStrategy of @smithy/util-retry ${versionOf('@smithy/util-retry')}; by hand`,
      tolerance: 'none',
    },
    {
      what: `attempts of ${CALLS} calls of one client when all are throttled: ours`,
      expected: EXPECTED,
      source: `StandardRetryStrategy of @smithy/util-retry ${versionOf('@smithy/util-retry')}, call by call; by hand`,
      tolerance: 'none',
    },
  ],
  async run() {
    const theirs = await failingCalls(sequentialStream('sdk/quota'), 'THROTTLING', CALLS, false);
    const retrier = new Retrier(CONFIG, sequentialStream('ours/quota'));
    const ours = theirs.map(() => {
      let attempts = 1;
      while (retrier.backoffUs(attempts, 'throttled') >= 0) attempts++;
      return attempts;
    });
    const same = ours.every((attempts, call) => attempts === theirs[call]?.attempts);
    const [their, our] = [theirs.map(({ attempts }) => attempts), ours].map(inWords);
    return [
      { value: their ?? '', holds: their === EXPECTED },
      { value: our ?? '', holds: our === EXPECTED && same },
    ];
  },
};

/** How many calls made how many attempts, in the order in which the numbers first appear. */
function inWords(attempts: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const count of attempts) counts.set(count, (counts.get(count) ?? 0) + 1);
  return [...counts].map(([count, calls]) => `${calls} × ${count}`).join(', ');
}
