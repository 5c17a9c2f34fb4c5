// What belongs to the account in Lambda: the concurrency that all functions of a region share. Reserved and provisioned
// concurrency are taken out of it, and what is left is had by whoever comes first.

import { z } from 'zod';
import { invariant } from '../../engine/invariant.ts';
import { withDefault } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import type { Site, WiredRefusal, Wiring } from '../component.ts';
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
      executions === 0 || this.shared >= UNRESERVED_LEAST.value,
      'reserved and provisioned concurrency leave at least 100 of the account’s unreserved',
      { account: this.total, unreserved: this.shared },
    );
  }
}

const AccountConcurrencyPort = port<AccountConcurrency>('AccountConcurrency');

/** The one pool of a run's account. */
export function accountConcurrency(site: Site): AccountConcurrency {
  return site.shared(AccountConcurrencyPort, () => new AccountConcurrency(totalOf(site.account)));
}

function totalOf({ lambda }: Site['account']): number {
  const said = lambda as z.output<typeof lambdaAccountSchema> | undefined;
  return said?.concurrentExecutions ?? ACCOUNT_CONCURRENCY.value;
}

/** What a function takes out of the account's concurrency for itself. */
interface Claim {
  readonly reservedConcurrentExecutions?: number | undefined;
  readonly provisionedConcurrentExecutions?: number | undefined;
}

/** How much that is: what is provisioned is part of what is reserved. */
export function claimOf({
  reservedConcurrentExecutions,
  provisionedConcurrentExecutions = 0,
}: Claim): number {
  return reservedConcurrentExecutions ?? provisionedConcurrentExecutions;
}

/** The functions of a design must leave some of the account's concurrency unreserved: told at the first that does not. */
export function claimRefusals(claim: Claim, { name, alike, account }: Wiring): readonly WiredRefusal[] {
  const own = alike.findIndex((one) => one.name === name);
  const before = alike.slice(0, own).reduce((sum, { config }) => sum + claimOf(config as Claim), 0);
  const left = totalOf(account) - UNRESERVED_LEAST.value;
  const claimed = before + claimOf(claim);
  if (claimOf(claim) === 0 || claimed <= left || (before > 0 && before > left)) return [];
  const property =
    claim.reservedConcurrentExecutions === undefined
      ? 'provisionedConcurrentExecutions'
      : 'reservedConcurrentExecutions';
  const message = `with it ${claimed} of the account’s ${totalOf(account)} concurrent executions are taken, and ${UNRESERVED_LEAST.value} must stay unreserved (account.lambda.concurrentExecutions)`;
  return [{ path: [property], message, source: UNRESERVED_LEAST.source }];
}
