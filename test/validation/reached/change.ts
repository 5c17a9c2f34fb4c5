// An entry changed on purpose, in the process that looks at the row that says it reaches it: limits and perUnit to five
// quarters of what they are, in whole numbers where they are whole (a limit of one becomes two); prices the same in every
// region and tier.

import type { Meter, MeterPrices } from '../../../src/pricing/price.ts';
import type { Limit } from '../../../src/services/component.ts';

const MORE = 1.25;

/** Changes what is declared, in place. @returns its new figure as text */
export function change(declared: Limit | Meter | MeterPrices): string {
  if ('regions' in declared) return changePrice(declared);
  if ('value' in declared) {
    const { value } = declared;
    return set(declared, 'value', value === 0 ? 1 : larger(value));
  }
  const { perUnit = 1 } = declared;
  return `${set(declared, 'perUnit', perUnit === 1 ? MORE : larger(perUnit))} in a unit`;
}

function larger(before: number): number {
  return Number.isInteger(before) ? Math.ceil(before * MORE) : before * MORE;
}

function set(of: object, key: string, value: number): string {
  (of as Record<string, number>)[key] = value;
  return `${value}`;
}

function changePrice({ regions }: MeterPrices): string {
  const open = regions as Record<string, number | readonly { upTo: number | null; usd: number }[]>;
  for (const [region, price] of Object.entries(open)) {
    open[region] =
      typeof price === 'number' ? price * MORE : price.map(({ upTo, usd }) => ({ upTo, usd: usd * MORE }));
  }
  return `${MORE} times as much`;
}
