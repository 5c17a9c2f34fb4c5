// Living on credit: a part of a component lets more through than its limit refills, and a burst bucket pays for it. What
// the window shows is then not what a longer one would: a warning, and no verdict that its throttles are few.

import type { Credit, FindingDraft, Measured } from '../services/component.ts';
import type { Measurements } from './measurements.ts';

/** While what is refused is less than half of what the bucket pays for, the window does not show what is to come. */
const PAID_SHARE = 0.5;

/** The buckets of a component that pay for what its limits do not refill. */
export function creditsOf(measured: Measurements, component: string, seen: Measured): readonly Credit[] {
  const buckets = measured.typeOf(component).credit?.(measured.configOf(component), seen) ?? [];
  return buckets.filter(({ takenPerSecond, refillPerSecond, refusedPerSecond }) => {
    const excess = takenPerSecond - refillPerSecond;
    return excess > 0 && refusedPerSecond < PAID_SHARE * excess;
  });
}

/** The warning about a bucket that pays. */
export function creditFinding({
  part,
  limit,
  unit,
  takenPerSecond,
  refillPerSecond,
  balance,
}: Credit): FindingDraft {
  const seconds = balance / (takenPerSecond - refillPerSecond);
  const left =
    balance < 1 ? 'nothing is left of it' : `${rounded(balance)} ${unit} are left, for ${rounded(seconds)} s`;
  return {
    severity: 'warning',
    title: `${part === null ? 'it' : part} lives on credit: ${rounded(takenPerSecond)} ${unit}/s pass, ${rounded(refillPerSecond)} are refilled, and a burst bucket pays the difference; ${left}`,
    limit,
    shareOfHarm: null,
    evidence: {
      ...(part === null ? {} : { part }),
      takenPerSecond,
      refillPerSecond,
      balanceAtTheEnd: balance,
      secondsUntilEmpty: seconds,
    },
    advice: 'A longer run shows what is refused once the bucket is empty: plan for the mean demand.',
  };
}

function rounded(value: number): string {
  return Math.round(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
