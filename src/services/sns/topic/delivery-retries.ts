// When a delivery that was refused is tried again: three times at once, twice after a second, ten times after delays that
// grow from 1 s to 20 s, then every 20 s ("Amazon SNS message delivery retries"). AWS jitters the delays and does not say
// how: here a delay is uniform between nothing and twice itself, so that its mean is what AWS names.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { DELIVERY_RETRIES } from '../limits.ts';

const AT_ONCE = 3;
const SECONDS_APART = 2;
/** 20 to the power of 0/9, 1/9, … 9/9, seconds. */
const GROWING = [1, 1.395, 1.946, 2.714, 3.787, 5.282, 7.368, 10.278, 14.337, 20] as const;
const LAST_SECONDS = 20;

/**
 * The wait before a retry, whole µs; −1 where there is none any more: the message is given up.
 * @param retry its number, from 0 on
 * @param draw uniform in [0, 1)
 */
export function retryDelayUs(retry: number, draw: number): number {
  if (retry >= DELIVERY_RETRIES.value) return -1;
  if (retry < AT_ONCE) return 0;
  const growing = retry - AT_ONCE - SECONDS_APART;
  const seconds = growing < 0 ? 1 : (GROWING[growing] ?? LAST_SECONDS);
  return Math.round(2 * draw * seconds * US_PER_SECOND);
}
