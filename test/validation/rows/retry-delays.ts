// How long a client waits before it calls again: the AWS SDK's own strategy and ours draw many delays, and the test
// of Kolmogorov and Smirnov asks whether one distribution can have made both.

import { sequentialStream } from '../../../src/engine/random.ts';
import { Retrier } from '../../../src/services/client/retry.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';
import { failingCalls } from '../sdk-retries.ts';

const DELAYS = 20_000;
const SIGNIFICANCE = 0.001;
const MOST_DELAY_US = 20_000_000;
/** Of a client of three attempts, as by default, and of one of ten, whose last delays are as long as any can be. */
const CASES = [
  { failure: 'throttled', errorType: 'THROTTLING', maxAttempts: 3, retry: 1 },
  { failure: 'throttled', errorType: 'THROTTLING', maxAttempts: 3, retry: 2 },
  { failure: 'failed', errorType: 'TRANSIENT', maxAttempts: 3, retry: 1 },
  { failure: 'failed', errorType: 'TRANSIENT', maxAttempts: 3, retry: 2 },
  { failure: 'throttled', errorType: 'THROTTLING', maxAttempts: 10, retry: 6 },
  { failure: 'throttled', errorType: 'THROTTLING', maxAttempts: 10, retry: 9 },
  { failure: 'failed', errorType: 'TRANSIENT', maxAttempts: 10, retry: 9 },
] as const;

/** The largest distance that two samples of `DELAYS` from one distribution may have (asymptotically). */
const FARTHEST = Math.sqrt(-Math.log(SIGNIFICANCE / 2) / 2) * Math.sqrt(2 / DELAYS);

export const retryDelays: Row = {
  name: 'retry-delays',
  kind: 'exact',
  runs: `${DELAYS.toLocaleString('en')} delays of each, seeds sdk and ours`,
  claims: CASES.map(({ errorType, retry }) => ({
    what: `delay before retry ${retry} of a call, ${errorType.toLowerCase()}: distance of the two distributions`,
    expected: '0',
    source: `StandardRetryStrategy of @smithy/util-retry ${versionOf('@smithy/util-retry')}, ${DELAYS.toLocaleString('en')} delays`,
    tolerance: `Kolmogorov and Smirnov at ${SIGNIFICANCE}: below ${FARTHEST.toFixed(4)}`,
  })),
  async run() {
    const seen = [];
    for (const { failure, errorType, maxAttempts, retry } of CASES) {
      const theirs = await failingCalls(
        sequentialStream(`sdk/${errorType}/${retry}`),
        errorType,
        DELAYS,
        true,
        Number.POSITIVE_INFINITY,
        maxAttempts,
      );
      const stream = sequentialStream(`ours/${errorType}/${retry}`);
      const ours = theirs.map(() => {
        const retrier = new Retrier({ mode: 'standard', maxAttempts, maxDelay: MOST_DELAY_US }, stream);
        for (let attempts = 1; attempts < retry; attempts++) retrier.backoffUs(attempts, failure);
        return retrier.backoffUs(retry, failure) / 1000;
      });
      const distance = distanceOf(
        theirs.map(({ delaysMs }) => delaysMs[retry - 1] ?? Number.NaN),
        ours,
      );
      seen.push({ value: distance.toFixed(4), holds: distance < FARTHEST });
    }
    return seen;
  },
};

/** The largest distance between the empirical distribution functions of two samples. */
function distanceOf(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [one, other].map((sample) => Float64Array.from(sample).sort()) as [
    Float64Array,
    Float64Array,
  ];
  let most = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}
