// The retry quota: where all calls fail, a client's first ones are retried in full and the others not at all. Of throttles 500
// tokens at 5 a retry are 100 retries: 50 calls of three attempts, then one attempt each. Of other failures a retry takes 14, and
// a call that succeeds after one gives it back: nine calls leave 248; the tenth, which fails once, leaves as many; eight
// more leave 24, the next is retried once, and 10 are too few for any other.

import { sequentialStream } from '../../../src/engine/random.ts';
import { Retrier } from '../../../src/services/client/retry.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';
import { failingCalls } from '../sdk-retries.ts';

const CALLS = 200;
const CONFIG = { mode: 'standard', maxAttempts: 3, maxDelay: 20_000_000 } as const;

const CASES = [
  {
    what: `attempts of ${CALLS} calls of one client when all are throttled`,
    failure: 'throttled',
    errorType: 'THROTTLING',
    succeedsEvery: Number.POSITIVE_INFINITY,
    expected: '50 × 3, 150 × 1',
  },
  {
    what: `attempts of ${CALLS} calls that fail otherwise, every tenth but once`,
    failure: 'failed',
    errorType: 'TRANSIENT',
    succeedsEvery: 10,
    expected: '17 × 3, 2 × 2, 181 × 1',
  },
] as const;

type Case = (typeof CASES)[number];

export const retryQuota: Row = {
  name: 'retry-quota',
  kind: 'exact',
  runs: `${CALLS} calls of each, seeds sdk and ours`,
  claims: CASES.flatMap(({ what, expected }) =>
    [
      { whose: 'the SDK’s own strategy', source: '; by hand' },
      { whose: 'ours', source: ', call by call; by hand' },
    ].map(({ whose, source }) => ({
      what: `${what}: ${whose}`,
      expected,
      source: `StandardRetryStrategy of @smithy/util-retry ${versionOf('@smithy/util-retry')}${source}`,
      tolerance: 'none',
    })),
  ),
  async run() {
    const seen = [];
    for (const one of CASES) {
      const { errorType, succeedsEvery, expected } = one;
      const theirs = (
        await failingCalls(sequentialStream('sdk/quota'), errorType, CALLS, false, succeedsEvery)
      ).map(({ attempts }) => attempts);
      const our = ours(one);
      const same = our.every((attempts, call) => attempts === theirs[call]);
      seen.push(
        { value: inWords(theirs), holds: inWords(theirs) === expected },
        { value: inWords(our), holds: inWords(our) === expected && same },
      );
    }
    return seen;
  },
};

function ours({ failure, succeedsEvery }: Case): readonly number[] {
  const retrier = new Retrier(CONFIG, sequentialStream('ours/quota'));
  return Array.from({ length: CALLS }, (_, call) => {
    let attempts = 1;
    while (retrier.backoffUs(attempts, failure) >= 0) {
      attempts++;
      if ((call + 1) % succeedsEvery !== 0) continue;
      retrier.succeeded(failure);
      break;
    }
    return attempts;
  });
}

/** How many calls made how many attempts, in the order in which the numbers first appear. */
function inWords(attempts: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const count of attempts) counts.set(count, (counts.get(count) ?? 0) + 1);
  return [...counts].map(([count, calls]) => `${calls} × ${count}`).join(', ');
}
