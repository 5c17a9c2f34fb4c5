// An M/M/1 queue as one recurrence (D. Lindley, 1952): the wait of the next customer is this one's, plus its service,
// less the gap to the next, and never below zero. mu = 1. Thousands of replications of it take a second.

import { exactLog } from '../../src/engine/math/log.ts';
import { sequentialStream } from '../../src/engine/random.ts';

/**
 * Calls `each` with every customer's wait and its moment of arrival.
 * @param work what is there at the beginning, in services
 */
export function lindley(
  name: string,
  load: number,
  customers: number,
  each: (wait: number, arrivedAt: number) => void,
  work = 0,
): void {
  const stream = sequentialStream(name);
  const exponential = (): number => -exactLog(1 - stream.double());
  let wait = work;
  let at = 0;
  for (let i = 0; i < customers; i++) {
    each(wait, at);
    const gap = exponential() / load;
    at += gap;
    wait = Math.max(0, wait + exponential() - gap);
  }
}
