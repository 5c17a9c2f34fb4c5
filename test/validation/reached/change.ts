// An entry changed on purpose, in the process that looks at the row that says it reaches it: limits and perUnit to five
// quarters of what they are, in whole numbers where they are whole; prices the same in every region and tier.

import type { Meter, MeterPrices } from '../../../src/pricing/price.ts';
import type { Limit } from '../../../src/services/component.ts';

const MORE = 1.25;

/** Changes what is declared, in place. @returns its new figure as text */
export function change(declared: Limit | Meter | MeterPrices): string {
  if ('regions' in declared) return changePrice(declared);
  if ('value' in declared) return `${changeNumber(declared, 'value')}`;
  return `${changeNumber(declared, 'perUnit')} in a unit`;
}

function changeNumber<K extends string>(of: { readonly [P in K]?: number }, key: K): number {
  const before = of[key] ?? 1;
  const after = Number.isInteger(before) && before > 1 ? Math.ceil(before * MORE) : before * MORE;
  (of as Record<string, number>)[key] = after === 0 ? 1 : after;
  return of[key]!;
}

function changePrice({ regions }: MeterPrices): string {
  const open = regions as Record<string, number | readonly { upTo: number | null; usd: number }[]>;
  for (const [region, price] of Object.entries(open)) {
    open[region] =
      typeof price === 'number' ? price * MORE : price.map(({ upTo, usd }) => ({ upTo, usd: usd * MORE }));
  }
  return `${MORE} times as much`;
}
