// What belongs to the account in Lambda: the concurrency that all functions of a region share. Reserved and provisioned
// concurrency are taken out of it, and what is left is had by whoever comes first.

import { z } from 'zod';
import { invariant } from '../../engine/invariant.ts';
import { withDefault } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import type { Site } from '../component.ts';
import { port } from '../ports/port.ts';
import { ACCOUNT_CONCURRENCY, UNRESERVED_LEAST } from './limits.ts';

/** The schema of `account: { lambda: … }`. */
export const lambdaAccountSchema = z.strictObject({
  concurrentExecutions: withDefault(
    count({ min: 1, max: 10_000_000 }),
    ACCOUNT_CONCURRENCY.value,
    'Invocations that may run at one time, all functions of the region together.',
    ACCOUNT_CONCURRENCY.source,
  ),
});

/** The concurrency that no function has for itself. */
export class AccountConcurrency {
  /** Of the whole account. */
  readonly total: number;
  /** What is neither reserved nor provisioned. */
  shared: number;
  /** Of that, in use. */
  busy = 0;

  constructor(total: number) {
    this.total = total;
    this.shared = total;
  }

  /** Takes so much out of what is shared, for one function. */
  claim(executions: number): void {
    this.shared -= executions;
    invariant(
      executions === 0 || this.shared >= Math.min(UNRESERVED_LEAST.value, this.total),
      'reserved and provisioned concurrency leave at least 100 of the account’s unreserved',
      { account: this.total, unreserved: this.shared },
    );
  }
}

const AccountConcurrencyPort = port<AccountConcurrency>('AccountConcurrency');

/** The one pool of a run's account. */
export function accountConcurrency(site: Site): AccountConcurrency {
  return site.shared(AccountConcurrencyPort, () => {
    const { concurrentExecutions } = lambdaAccountSchema.parse(site.account.lambda ?? {});
    return new AccountConcurrency(concurrentExecutions);
  });
}
