// What the SDK's retries come to, by hand. Delays are U × base × 2^i, half of it on average: throttled twice, a call waits for 500 and
// 1,000 ms, 1.5 s in all, and one of DynamoDB, with four attempts, for 3.5 s. Where a share p of all attempts is throttled, the quota
// binds in the long run: a retry costs 5 tokens, which its success gives back, and a clean success brings one, so that r retries
// a call satisfy 5 r = (1 − p) + 5 r (1 − p): (1 − p) / 5 p, 0.05 at p = 0.8. Before 2026 any success filled the quota to 500 tokens
// or more, so that it did not bind (read in the source of 4.2.13): p + p² retries, 1.44. A part of the first 500 tokens is in each mean.

import { type Stream, sequentialStream } from '../../../src/engine/random.ts';
import { Retrier, type RetryConfig, retrySchema } from '../../../src/services/client/retry.ts';
import { versionOf } from '../program.ts';
import type { Row, Seen } from '../row.ts';
import { throttledAttempts } from '../sdk-retries.ts';

const CALLS = 200_000;
const SDK_CALLS = 20_000;
const DELAYS_WITHIN = 0.01;
const ATTEMPTS_WITHIN = 0.005;
const THROTTLED = 0.8;
const SDK = `@smithy/util-retry ${versionOf('@smithy/util-retry')}`;
const BOUND = 1 + (1 - THROTTLED) / (5 * THROTTLED);
const UNBOUND = 1 + THROTTLED + THROTTLED ** 2;

interface Case {
  readonly what: string;
  readonly expected: number;
  readonly decimals: number;
  readonly within: number;
  readonly source: string;
  look(stream: Stream): number | Promise<number>;
}

function meanDelayMs(config: RetryConfig, stream: Stream): number {
  let sumUs = 0;
  for (let call = 0; call < CALLS; call++) {
    const retrier = new Retrier(config, stream);
    for (let attempts = 1; ; attempts++) {
      const delayUs = retrier.backoffUs(attempts, 'throttled');
      if (delayUs < 0) break;
      sumUs += delayUs;
    }
  }
  return sumUs / 1000 / CALLS;
}

/** Attempts of a call by one client, of all of whose attempts a share is throttled. */
function attemptsPerCall(config: RetryConfig, stream: Stream): number {
  const retrier = new Retrier(config, stream);
  let attempts = 0;
  for (let call = 0; call < CALLS; call++) {
    for (let own = 1; ; own++) {
      attempts++;
      if (stream.double() >= THROTTLED) {
        retrier.succeeded(own === 1 ? null : 'throttled');
        break;
      }
      if (retrier.backoffUs(own, 'throttled') < 0) break;
    }
  }
  return attempts / CALLS;
}

const CASES: readonly Case[] = [
  {
    what: 'all attempts throttled: sum of the delays of a call of Kinesis, ms',
    expected: 1500,
    decimals: 0,
    within: DELAYS_WITHIN,
    source: `StandardRetryStrategy of ${SDK}; by hand`,
    look: (stream) => meanDelayMs(retrySchema.parse({}), stream),
  },
  {
    what: 'all attempts throttled: sum of the delays of a call of DynamoDB, ms',
    expected: 3500,
    decimals: 0,
    within: DELAYS_WITHIN,
    source: `StandardRetryStrategy of ${SDK}; by hand`,
    look: (stream) => meanDelayMs(retrySchema.parse({ maxAttempts: 4 }), stream),
  },
  {
    what: `${100 * THROTTLED} % of all attempts throttled: attempts of a call, the SDK’s own strategy`,
    expected: BOUND,
    decimals: 3,
    within: 3 * ATTEMPTS_WITHIN,
    source: `StandardRetryStrategy of ${SDK}; by hand`,
    look: (stream) => throttledAttempts(stream, THROTTLED, SDK_CALLS),
  },
  {
    what: `${100 * THROTTLED} % of all attempts throttled: attempts of a call, ours`,
    expected: BOUND,
    decimals: 3,
    within: ATTEMPTS_WITHIN,
    source: `StandardRetryStrategy of ${SDK}; by hand`,
    look: (stream) => attemptsPerCall(retrySchema.parse({}), stream),
  },
  {
    what: 'the same before 2026',
    expected: UNBOUND,
    decimals: 3,
    within: ATTEMPTS_WITHIN,
    source: '@smithy/util-retry up to 4.2.13; by hand',
    look: (stream) => attemptsPerCall(retrySchema.parse({ mode: 'standard-before-2026' }), stream),
  },
];

export const retryTheory: Row = {
  name: 'retry-theory',
  kind: 'exact',
  runs: `${CALLS.toLocaleString('en')} calls of each, ${SDK_CALLS.toLocaleString('en')} of the SDK’s own, seed retry-theory`,
  claims: CASES.map(({ what, expected, decimals, within, source }) => ({
    what,
    expected: expected.toFixed(decimals),
    source,
    tolerance: `± ${100 * within} %`,
  })),
  async run() {
    const seen: Seen[] = [];
    for (const [i, { expected, decimals, within, look }] of CASES.entries()) {
      const value = await look(sequentialStream(`retry-theory/${i}`));
      seen.push({ value: value.toFixed(decimals), holds: Math.abs(value / expected - 1) <= within });
    }
    return seen;
  },
};
