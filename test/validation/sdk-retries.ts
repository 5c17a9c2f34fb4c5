// The AWS SDK's own retry strategy, driven without waiting: timers fire at once and are noted, and the dice that it
// draws from are ours, so that the same run gives the same figures. Everything else is the SDK's.

import { StandardRetryStrategy } from '@smithy/util-retry';
import type { Stream } from '../../src/engine/random.ts';

type ErrorType = 'THROTTLING' | 'TRANSIENT';

export interface SdkCall {
  readonly attempts: number;
  /** The delay before each attempt after the first. */
  readonly delaysMs: readonly number[];
}

/**
 * Calls of one client, each of which fails at every attempt until the strategy gives it up.
 * @param succeedsEvery of so many calls the last fails but once, and then succeeds
 * @param maxAttempts of each call
 */
export function failingCalls(
  stream: Stream,
  errorType: ErrorType,
  calls: number,
  freshClient: boolean,
  succeedsEvery = Number.POSITIVE_INFINITY,
  maxAttempts = 3,
): Promise<readonly SdkCall[]> {
  return withoutWaiting(stream, async (delaysMs) => {
    let strategy = new StandardRetryStrategy(maxAttempts);
    const made: SdkCall[] = [];
    for (let call = 0; call < calls; call++) {
      if (freshClient) strategy = new StandardRetryStrategy(maxAttempts);
      delaysMs.length = 0;
      made.push({
        attempts: await attemptsOf(strategy, errorType, (call + 1) % succeedsEvery === 0),
        delaysMs: [...delaysMs],
      });
    }
    return made;
  });
}

/** Attempts of a call of one client, on average, where a share of all attempts is throttled. */
export function throttledAttempts(stream: Stream, share: number, calls: number): Promise<number> {
  return withoutWaiting(stream, async () => {
    const strategy = new StandardRetryStrategy(3);
    let attempts = 0;
    for (let call = 0; call < calls; call++) {
      let token = await strategy.acquireInitialRetryToken('kinesis');
      for (let given = false; !given; ) {
        attempts++;
        if (stream.double() >= share) {
          strategy.recordSuccess(token);
          break;
        }
        try {
          token = await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' });
        } catch {
          given = true;
        }
      }
    }
    return attempts / calls;
  });
}

/** Runs with timers that fire at once, and with our dice. @param run is given the delays that were asked for */
async function withoutWaiting<T>(stream: Stream, run: (delaysMs: number[]) => Promise<T>): Promise<T> {
  const { setTimeout: timer } = globalThis;
  const { random } = Math;
  const delaysMs: number[] = [];
  globalThis.setTimeout = ((fire: () => void, ms?: number) => {
    delaysMs.push(ms ?? 0);
    queueMicrotask(fire);
  }) as typeof globalThis.setTimeout;
  Math.random = () => stream.double();
  try {
    return await run(delaysMs);
  } finally {
    globalThis.setTimeout = timer;
    Math.random = random;
  }
}

async function attemptsOf(
  strategy: StandardRetryStrategy,
  errorType: ErrorType,
  succeeds: boolean,
): Promise<number> {
  let token = await strategy.acquireInitialRetryToken('kinesis');
  for (let attempts = 1; ; attempts++) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, { errorType });
    } catch {
      return attempts;
    }
    if (!succeeds) continue;
    strategy.recordSuccess(token);
    return attempts + 1;
  }
}
