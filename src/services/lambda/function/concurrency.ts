// Whether an invocation may run: the function's concurrency (its own, or what is left of the account's), the rate at which
// it may add environments, and the rate of its requests. Each is the function's own, but for the account's pool.

import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Site } from '../../component.ts';
import { type AccountConcurrency, accountConcurrency, claimOf } from '../account.ts';
import { REQUESTS_PER_CONCURRENCY, SCALING_RATE } from '../limits.ts';
import type { FunctionConfig } from './function-schema.ts';

const SECONDS_TO_REFILL = 10;

/** How many may run at a time, of the function and of the account; and what its two buckets hold at the end. */
export interface ConcurrencyFacts {
  readonly most: number;
  readonly account: number;
  readonly environmentsLeft: number;
  readonly requestsLeft: number;
}

/** What holds an invocation back. */
export type Bound = 'concurrency' | 'scalingRate' | 'requestRate';

/** The concurrency of one function. */
export class FunctionConcurrency {
  private readonly account: AccountConcurrency;
  private readonly reserved: number | null;
  private readonly provisioned: number;
  /** On demand, in use. */
  private busy = 0;
  private readonly scaling = new TokenBucket(SCALING_RATE.value / SECONDS_TO_REFILL, SCALING_RATE.value);
  private requests: TokenBucket | null = null;

  constructor(site: Site, config: FunctionConfig) {
    this.account = accountConcurrency(site);
    this.reserved = config.reservedConcurrentExecutions ?? null;
    this.provisioned = config.provisionedConcurrentExecutions ?? 0;
    this.account.claim(claimOf(config));
  }

  /** What the findings say of it. */
  facts(nowUs: number): ConcurrencyFacts {
    return {
      most: this.most,
      account: this.account.total,
      environmentsLeft: this.scaling.levelAt(nowUs),
      requestsLeft: this.requestBucket().levelAt(nowUs),
    };
  }

  /** How many may run at a time; known once all functions are there. */
  get most(): number {
    return this.reserved ?? this.provisioned + this.account.shared;
  }

  /** Whether a request may be made now; takes nothing. */
  allowsRequest(nowUs: number): boolean {
    return this.requestBucket().affordable(nowUs, 1, 1) > 0;
  }

  /** A request was let through. */
  requested(): void {
    this.requestBucket().take(1);
  }

  /** Whether one more may run on demand. */
  get hasRoom(): boolean {
    if (this.reserved !== null) return this.busy < this.reserved - this.provisioned;
    return this.account.busy < this.account.shared;
  }

  /** Whether an environment may be added now; takes nothing. */
  allowsEnvironment(nowUs: number): boolean {
    return this.scaling.affordable(nowUs, 1, 1) > 0;
  }

  /** An environment was added. */
  added(): void {
    this.scaling.take(1);
  }

  /** An invocation on demand begins (1) or is over (−1). */
  change(by: 1 | -1): void {
    this.busy += by;
    if (this.reserved === null) this.account.busy += by;
  }

  private requestBucket(): TokenBucket {
    if (this.requests === null) {
      const perSecond = Math.max(1, this.most * REQUESTS_PER_CONCURRENCY.value);
      this.requests = new TokenBucket(perSecond, perSecond);
    }
    return this.requests;
  }
}
