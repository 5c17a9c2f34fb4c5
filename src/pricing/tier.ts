// What a quantity costs when the price falls (or rises) by steps. Each step's price holds for what lies in that step
// alone, as on AWS's pricing pages ("first 10 TB", "next 40 TB").

import type { Tier } from './price.ts';

/** A price book's entry as tiers: a single price is one tier without an end. */
export function tiersOf(price: number | readonly Tier[]): readonly Tier[] {
  return typeof price === 'number' ? [{ upTo: null, usd: price }] : price;
}

/** USD for `quantity` units a month. */
export function priced(quantity: number, tiers: readonly Tier[]): number {
  let usd = 0;
  let from = 0;
  for (const tier of tiers) {
    const until = tier.upTo === null ? quantity : Math.min(quantity, tier.upTo);
    if (until > from) usd += (until - from) * tier.usd;
    from = Math.max(from, until);
  }
  return usd;
}

/** USD for one unit more after `quantity`. */
export function marginalPrice(quantity: number, tiers: readonly Tier[]): number {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity < upTo) ?? tiers.at(-1);
  return tier?.usd ?? 0;
}
