// What the AWS SDK does when a whole call fails: a few attempts, full jitter, and a quota of retry tokens that
// keeps a client from storming a service that throttles everything. The rules and figures are those of the
// JavaScript SDK v3 (@smithy/util-retry 4.6, StandardRetryStrategy), which test/validation runs beside ours.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { US_PER_MS } from '../../engine/time-units.ts';
import { optional, withDefault } from '../../language/field.ts';
import { count, duration, oneOf } from '../../language/words.ts';

const SOURCE = 'AWS SDK for JavaScript v3, @smithy/util-retry 4.6';

/** The schema of `retry`: what is done about a failed call. */
export const retrySchema = z.strictObject({
  mode: withDefault(
    oneOf(['standard', 'standard-before-2026', 'none'], { later: ['legacy', 'adaptive'] }),
    'standard',
    'How the SDK retries a failed call.',
    SOURCE,
  ),
  maxAttempts: withDefault(
    count({ min: 1, max: 100 }),
    3,
    'Attempts of one call, the first included.',
    SOURCE,
  ),
  baseDelay: optional(
    duration(),
    'Base of the backoff after an error that is no throttle; the mode decides when left out (50 ms, before 2026 100 ms).',
  ),
  maxDelay: withDefault(duration(), '20 s', 'The longest backoff before jitter.', SOURCE),
});

export type RetryConfig = z.output<typeof retrySchema>;

export type CallFailure = 'throttled' | 'failed';

interface Mode {
  readonly throttledBaseUs: number;
  readonly failedBaseUs: number;
  readonly throttledCost: number;
  readonly failedCost: number;
  /** Before 2026 the quota was the most, not the least, of its capacity and what a success made of it: any success filled it. */
  readonly bounded: boolean;
}

const STANDARD: Mode = {
  throttledBaseUs: 1_000_000,
  failedBaseUs: 50_000,
  throttledCost: 5,
  failedCost: 14,
  bounded: true,
};
const BEFORE_2026: Mode = {
  throttledBaseUs: 500_000,
  failedBaseUs: 100_000,
  throttledCost: 5,
  failedCost: 10,
  bounded: false,
};

const QUOTA_TOKENS = 500;
const NO_RETRY_INCREMENT = 1;

/** One client's retry quota and backoff; a host has one for each client that it runs. */
export class Retrier {
  private tokens = QUOTA_TOKENS;
  private readonly mode: Mode;
  private readonly maxAttempts: number;
  private readonly maxDelayUs: number;
  private readonly failedBaseUs: number;
  private readonly stream: Stream;

  /** @param stream draws the jitter */
  constructor(config: RetryConfig, stream: Stream) {
    this.mode = config.mode === 'standard-before-2026' ? BEFORE_2026 : STANDARD;
    this.maxAttempts = config.mode === 'none' ? 1 : config.maxAttempts;
    this.maxDelayUs = config.maxDelay;
    this.failedBaseUs = config.baseDelay ?? this.mode.failedBaseUs;
    this.stream = stream;
  }

  /**
   * A call has failed for the `attempts`-th time. Takes the retry's cost when it may be retried.
   * @returns the backoff in whole µs (whole ms, as the SDK floors it), or −1 when it is given up
   */
  backoffUs(attempts: number, failure: CallFailure): number {
    const cost = this.cost(failure);
    if (attempts >= this.maxAttempts || this.tokens < cost) return -1;
    this.tokens -= cost;
    const base = failure === 'throttled' ? this.mode.throttledBaseUs : this.failedBaseUs;
    const capUs = Math.min(base * doubled(attempts - 1), this.maxDelayUs);
    return Math.floor((this.stream.double() * capUs) / US_PER_MS) * US_PER_MS;
  }

  /** A call has succeeded; `lastFailure` is what its last retry was for, null when it needed none. */
  succeeded(lastFailure: CallFailure | null): void {
    const tokens = this.tokens + (lastFailure === null ? NO_RETRY_INCREMENT : this.cost(lastFailure));
    this.tokens = this.mode.bounded ? Math.min(QUOTA_TOKENS, tokens) : Math.max(QUOTA_TOKENS, tokens);
  }

  private cost(failure: CallFailure): number {
    return failure === 'throttled' ? this.mode.throttledCost : this.mode.failedCost;
  }
}

/** 2 to the power of a small whole number, exactly. */
export function doubled(times: number): number {
  return times < 31 ? 1 << times : 2 ** 31;
}
