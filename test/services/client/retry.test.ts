import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../../src/engine/random.ts';
import { failedRecordsDelayUs, failedRecordsSchema } from '../../../src/services/client/failed-records.ts';
import { type CallFailure, Retrier, retrySchema } from '../../../src/services/client/retry.ts';

// The rules are those of @smithy/util-retry 4.6: delay i = floor(U × min(base × 2^i, 20 s)), base 1,000 ms after a
// throttle and 50 ms after another error (500 and 100 before 2026); a quota of 500 tokens, a retry costs 5 after a
// throttle and 14 after another error (5 and 10 before); a success gives the last retry's cost back, or 1.

type RetryInput = Parameters<typeof retrySchema.parse>[0];

function retrier(config: RetryInput = {}, seed = 'jitter'): Retrier {
  return new Retrier(retrySchema.parse(config), sequentialStream(seed));
}

const LARGEST_DRAW = { double: () => 1 - 2 ** -53 };

/** The longest backoff after the given attempt, µs; never short of tokens. */
function longestUs(config: RetryInput, attempts: number, failure: CallFailure): number {
  const one = new Retrier(retrySchema.parse({ maxAttempts: 100, ...(config as object) }), LARGEST_DRAW);
  return one.backoffUs(attempts, failure);
}

/** Calls one after the other, each attempt throttled with probability `p`. @returns retries a call */
function retriesPerCall(config: RetryInput, p: number, calls: number): number {
  const one = retrier(config);
  const coin = sequentialStream('coin');
  let retries = 0;
  for (let call = 0; call < calls; call++) {
    let lastFailure: CallFailure | null = null;
    for (let attempts = 1; ; attempts++) {
      if (coin.double() >= p) {
        one.succeeded(lastFailure);
        break;
      }
      if (one.backoffUs(attempts, 'throttled') < 0) break;
      lastFailure = 'throttled';
      retries++;
    }
  }
  return retries / calls;
}

describe('the backoff of a failed call', () => {
  it('doubles from 1,000 ms after throttles and from 50 ms after other errors, up to 20 s, in whole ms', () => {
    // The largest draw is just below 1, so the longest delay is a whole ms below the cap.
    expect([1, 2, 3, 5, 6, 60].map((attempts) => longestUs({}, attempts, 'throttled') / 1000)).toEqual([
      999, 1999, 3999, 15_999, 19_999, 19_999,
    ]);
    expect([1, 2, 3].map((attempts) => longestUs({}, attempts, 'failed') / 1000)).toEqual([49, 99, 199]);
  });

  it('began at 500 ms and 100 ms before 2026', () => {
    const mode = 'standard-before-2026';
    expect([longestUs({ mode }, 1, 'throttled'), longestUs({ mode }, 1, 'failed')]).toEqual([
      499_000, 99_000,
    ]);
  });

  it('is what the configuration says, where it does', () => {
    expect(longestUs({ baseDelay: '300 ms' }, 2, 'failed')).toBe(599_000);
    expect(longestUs({ maxDelay: '1500 ms' }, 4, 'throttled')).toBe(1_499_000);
  });

  it('sums to 1,500 ms on average over the two retries of a call that only sees throttles', () => {
    // E = 1000/2 + 2000/2, less half a ms for each rounding down: 1,499. Standard deviation sqrt(1000² + 2000²)/√12
    // = 645 ms, so 3.3 standard errors of 4,000 calls are 34 ms.
    let sum = 0;
    for (let call = 0; call < 4000; call++) {
      const one = retrier({}, `jitter ${call}`);
      sum += one.backoffUs(1, 'throttled') + one.backoffUs(2, 'throttled');
    }
    expect(Math.abs(sum / 4000 / 1000 - 1499)).toBeLessThan(34);
  });
});

describe('the attempts of a call', () => {
  it('are three, unless told otherwise, and one where nothing is retried', () => {
    expect(retrier().backoffUs(2, 'throttled')).toBeGreaterThanOrEqual(0);
    expect(retrier().backoffUs(3, 'throttled')).toBe(-1);
    expect(retrier({ maxAttempts: 4 }).backoffUs(3, 'throttled')).toBeGreaterThanOrEqual(0);
    expect(retrier({ mode: 'none', maxAttempts: 4 }).backoffUs(1, 'throttled')).toBe(-1);
  });
});

describe('the retry quota', () => {
  it.each(['standard', 'standard-before-2026'])(
    'lets exactly 50 calls have their three attempts when everything is throttled, then none (%s)',
    (mode) => {
      const one = retrier({ mode });
      const attemptsOf = (): number => {
        let attempts = 1;
        while (one.backoffUs(attempts, 'throttled') >= 0) attempts++;
        return attempts;
      };
      const attempts = Array.from({ length: 80 }, attemptsOf);
      expect(attempts).toEqual([...Array(50).fill(3), ...Array(30).fill(1)]);
    },
  );

  it('pays 35 retries of other errors with 14 tokens each, and 50 with 10 before 2026', () => {
    const paid = (mode: string): number => {
      const one = retrier({ mode });
      let retries = 0;
      while (one.backoffUs(1, 'failed') >= 0) retries++;
      return retries;
    };
    expect([paid('standard'), paid('standard-before-2026')]).toEqual([35, 50]); // 500/14 = 35.7
  });

  it('gets a retry’s cost back from its success, and 1 from a clean one', () => {
    const one = retrier();
    for (let retry = 0; retry < 100; retry++) one.backoffUs(1, 'throttled');
    expect(one.backoffUs(1, 'throttled')).toBe(-1);
    one.succeeded('throttled');
    expect(one.backoffUs(1, 'throttled')).toBeGreaterThanOrEqual(0);
    for (let clean = 0; clean < 4; clean++) one.succeeded(null);
    expect(one.backoffUs(1, 'throttled')).toBe(-1);
    one.succeeded(null);
    expect(one.backoffUs(1, 'throttled')).toBeGreaterThanOrEqual(0);
  });

  it('never holds more than 500 tokens; before 2026 it could', () => {
    const retries = (mode: string): number => {
      const one = retrier({ mode });
      for (let clean = 0; clean < 1000; clean++) one.succeeded(null);
      let count = 0;
      while (one.backoffUs(1, 'throttled') >= 0) count++;
      return count;
    };
    expect([retries('standard'), retries('standard-before-2026')]).toEqual([100, 300]); // 500/5, (500 + 1000)/5
  });

  it('binds, in the long run, at (1 − p)/(cost × p) retries a call', () => {
    // p = 0.8: 0.2/(5 × 0.8) = 0.05 retries a call, 1.05 attempts. Of 200,000 calls the first 500 tokens pay about
    // 125 retries more (4 net tokens each): 0.0006 a call.
    expect(Math.abs(retriesPerCall({}, 0.8, 200_000) - 0.05)).toBeLessThan(0.002);
    expect(Math.abs(retriesPerCall({}, 0.5, 200_000) - 0.2)).toBeLessThan(0.005);
  });

  it('did not bind before 2026: any success filled it to 500 tokens at least', () => {
    const mode = 'standard-before-2026';
    const one = retrier({ mode });
    for (let retry = 0; retry < 100; retry++) one.backoffUs(1, 'throttled');
    expect(one.backoffUs(1, 'throttled')).toBe(-1);
    one.succeeded(null);
    expect(Array.from({ length: 101 }, () => one.backoffUs(1, 'throttled') >= 0)).toEqual([
      ...Array(100).fill(true),
      false,
    ]);
    // p + p² retries a call at p = 0.8, as if there were no quota.
    expect(Math.abs(retriesPerCall({ mode }, 0.8, 200_000) - 1.44)).toBeLessThan(0.01);
  });

  it('does not bind below: at p = 0.1 a call is retried p + p² times', () => {
    expect(Math.abs(retriesPerCall({}, 0.1, 200_000) - 0.11)).toBeLessThan(0.003);
  });
});

describe('the application’s loop over failed records', () => {
  const config = failedRecordsSchema.parse({ maxAttempts: 5, baseDelay: '100 ms', maxDelay: '250 ms' });

  it('waits U × min(baseDelay × 2^(i − 1), maxDelay) before attempt i + 1', () => {
    const half = { double: () => 0.5 };
    expect([1, 2, 3, 4].map((attempts) => failedRecordsDelayUs(config, attempts, half))).toEqual([
      50_000, 100_000, 125_000, 125_000,
    ]);
  });

  it('waits whole microseconds, and never as long as the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), fc.string(), (attempts, seed) => {
        const delayUs = failedRecordsDelayUs(config, attempts, sequentialStream(seed));
        expect(Number.isInteger(delayUs) && delayUs >= 0 && delayUs < 250_000).toBe(true);
      }),
    );
  });

  it('sends nothing again unless told to', () => {
    expect(failedRecordsSchema.parse({})).toEqual({
      maxAttempts: 1,
      baseDelay: 100_000,
      maxDelay: 20_000_000,
      keepOrder: false,
    });
  });
});
