// The few words that a verdict carries with it, the same on every machine (no locale).

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
