// The few words that a verdict carries with it, the same on every machine (no locale).

import type { Objective } from '../scenario/design.ts';

/** A share in per cent with two decimals; what is not all of it never reads 100 %, what is some of it never 0 %. */
export function percentInWords(share: number): string {
  const text = String(Number((share * 100).toFixed(2)));
  if (text === '100' && share < 1) return 'just below 100 %';
  if (text === '0' && share > 0) return 'just above 0 %';
  return `${text} %`;
}

/** `95 %` for an interval that leaves out `alpha` on each side. */
export function confidenceInWords(alpha: number): string {
  return `${Number((100 * (1 - 2 * alpha)).toFixed(2))} %`;
}

/** How many replications would put the interval on one side of the limit, if values stay spread as they are. */
export function replicationsNeeded(
  value: number,
  [low, high]: readonly [number, number],
  limit: number,
  replications: number,
): string {
  const half = value < limit ? high - value : value - low;
  const distance = Math.abs(value - limit);
  if (half === 0 || distance === 0) return 'the interval holds the limit';
  const needed = Math.ceil(replications * (half / distance) * (half / distance));
  return `the interval holds the limit; with this spread about ${Math.max(needed, replications + 1)} replications would tell`;
}

/** What is asked of a value. */
export type Asked = Pick<Objective, 'operator' | 'limit' | 'unit'>;

/**
 * Why an objective stays undecided that asks for exactly none, or exactly all, where that is what was seen; null for every
 * other. What was never seen is only known to be rare: its interval always reaches a little beyond.
 */
export function neverShown(
  value: number,
  [low, high]: readonly [number, number],
  { operator, limit, unit }: Asked,
): string | null {
  if (value !== limit || low === high) return null;
  const inWords = (bound: number): string =>
    unit === 'ratio' ? `${Number((100 * bound).toPrecision(8))} %` : `${bound} a replication`;
  const forever = (seen: string, bound: string, instead: string): string =>
    `${seen}, which shows ${bound} (the rule of three), and exactly ${unit === 'ratio' ? inWords(limit) : limit} is never shown, however many replications there are: ask for ${instead}`;
  if (operator === '<=' && low === value)
    return forever('none was seen', `at most ${inWords(roundedUp(high))}`, 'less than a bound');
  if (operator === '>=' && high === value)
    return forever(
      'nothing else was seen',
      `at least ${inWords(1 - roundedUp(1 - low))}`,
      'more than a bound',
    );
  return null;
}

/** Two digits, so that a bound stays one. */
function roundedUp(bound: number): number {
  const step = 10 ** (Math.floor(Math.log10(bound)) - 1);
  return Number((Math.ceil(bound / step - 1e-9) * step).toPrecision(2));
}
