// The clock counts whole microseconds; these are the units that limits, rates and reports are given in.

export const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;
export const US_PER_MINUTE = 60_000_000;
export const US_PER_HOUR = 3_600_000_000;

/** 71 years: no run lasts as long, and twice that is still a whole number of µs. */
export const LONGEST_US = 625_000 * US_PER_HOUR;

/**
 * When what takes so long from `nowUs` on is over, in whole µs. The tail of a wide distribution may be so long that there are
 * no whole µs any more, and sums of them are wrong: then it is as good as never, `LONGEST_US` later.
 */
export function endUsOf(nowUs: number, tookUs: number): number {
  return nowUs + Math.min(LONGEST_US, Math.round(tookUs));
}
