// The bill of one replication: usage by meter, times price, line by line. Prices come from the configuration
// (hostPrice), else from the scenario's own overrides, else from the service's price book; what has none of these is
// named, never counted as 0. Tiers are the account's: components of one type climb them together, and each line
// bears its share.

import { invariant } from '../engine/invariant.ts';
import { monthlyQuantity, windowQuantity } from './month.ts';
import type { Meter, PriceTable, Tier } from './price.ts';
import { marginalPrice, priced, tiersOf } from './tier.ts';

/** Usage of one meter of one component in the window: counted things, or unit-hours held. */
export interface Usage {
  readonly component: string;
  readonly meter: string;
  readonly quantity: number;
  /** The price that the configuration gave, USD a unit; null: the price book's. */
  readonly usdPerUnit: number | null;
}

/** Where a component's meters and prices stand. */
interface Tariff {
  readonly type: string;
  readonly meters: readonly Meter[];
  readonly prices: PriceTable;
}

export interface BillingTerms {
  readonly region: string;
  readonly durationUs: number;
  /** The month's mean load over the window's, 1 for the same. */
  readonly meanLoad: number;
  /** type → meter → USD a unit, as the scenario has it. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, number>>>>;
  tariff(component: string): Tariff;
}

export interface BillLine {
  readonly component: string;
  readonly meter: string;
  readonly kind: 'standing' | 'usage';
  readonly unit: string;
  readonly quantityPerMonth: number;
  readonly perMonth: number;
  readonly quantityInWindow: number;
  readonly inWindow: number;
  /** USD for one unit more, at the month's quantity and at the window's. */
  readonly monthPrice: number;
  readonly windowPrice: number;
}

/** One replication's bill, USD. The totals are the sums of the lines. */
export interface Bill {
  readonly lines: readonly BillLine[];
  readonly perMonth: number;
  readonly inWindow: number;
  /** What was used and has no price, in words. */
  readonly notPriced: readonly string[];
  /** The dates of the price books that were used, YYYY-MM, each once, in order. */
  readonly bookDates: readonly string[];
}

interface Item {
  readonly component: string;
  readonly type: string;
  readonly meter: Meter;
  readonly price: Price;
  readonly quantityPerMonth: number;
  readonly quantityInWindow: number;
}

/** `pool`: what shares the tiers. */
interface Price {
  readonly tiers: readonly Tier[];
  readonly pool: string;
  readonly date: string | null;
}

/**
 * Makes out the bill. Meters that counted nothing have no line.
 * @throws InvariantError when a component reports a meter that its type does not declare
 */
export function billOf(usage: readonly Usage[], terms: BillingTerms): Bill {
  const items: Item[] = [];
  const notPriced: string[] = [];
  for (const used of usage) {
    if (used.quantity === 0) continue;
    const tariff = terms.tariff(used.component);
    const meter = tariff.meters.find((declared) => declared.name === used.meter);
    invariant(meter !== undefined, 'a component reports the meters of its type', {
      ...used,
      type: tariff.type,
    });
    const price = priceOf(used, tariff, terms);
    if (price === null) {
      notPriced.push(`${used.component}: ${used.meter} (no price in ${terms.region})`);
      continue;
    }
    items.push({
      component: used.component,
      type: tariff.type,
      meter,
      price,
      quantityPerMonth: monthlyQuantity(meter, used.quantity, terms.durationUs, terms.meanLoad),
      quantityInWindow: windowQuantity(meter, used.quantity),
    });
  }
  const owes = ({ meter, quantityInWindow }: Item) => meter.shortfallOf === undefined || quantityInWindow > 0;
  const billed = items.map((item) => withShortfall(item, items)).filter(owes);
  const lines = billed.map((item) => lineOf(item, billed));
  return {
    lines,
    perMonth: lines.reduce((sum, line) => sum + line.perMonth, 0),
    inWindow: lines.reduce((sum, line) => sum + line.inWindow, 0),
    notPriced,
    bookDates: [...new Set(items.flatMap((item) => item.price.date ?? []))].sort(),
  };
}

function priceOf(used: Usage, tariff: Tariff, terms: BillingTerms): Price | null {
  if (used.usdPerUnit !== null) {
    return { tiers: tiersOf(used.usdPerUnit), pool: `${used.component}/${used.meter}`, date: null };
  }
  const pool = `${tariff.type}/${used.meter}`;
  const override = terms.overrides[tariff.type]?.[used.meter];
  if (override !== undefined) return { tiers: tiersOf(override), pool, date: null };
  const book = tariff.prices[used.meter];
  const price = book?.regions[terms.region];
  return book === undefined || price === undefined ? null : { tiers: tiersOf(price), pool, date: book.date };
}

// What was held until here are hours; what is owed for them is the least less what was used, shared among the holders.
function withShortfall(item: Item, items: readonly Item[]): Item {
  const { shortfallOf } = item.meter;
  if (shortfallOf === undefined) return item;
  const used = items.filter(({ meter, type }) => meter.name === shortfallOf.meter && type === item.type);
  const holders = items.filter(({ meter, type }) => meter === item.meter && type === item.type);
  const owed = (quantity: (one: Item) => number): number => {
    const least = shortfallOf.leastPerHour * quantity(item);
    return Math.max(0, least - used.reduce((sum, one) => sum + quantity(one), 0)) / holders.length;
  };
  return {
    ...item,
    quantityPerMonth: owed((one) => one.quantityPerMonth),
    quantityInWindow: owed((one) => one.quantityInWindow),
  };
}

function lineOf(item: Item, items: readonly Item[]): BillLine {
  const pooled = items.filter((other) => other.price.pool === item.price.pool);
  const monthTotal = pooled.reduce((sum, other) => sum + other.quantityPerMonth, 0);
  const windowTotal = pooled.reduce((sum, other) => sum + other.quantityInWindow, 0);
  const { tiers } = item.price;
  return {
    component: item.component,
    meter: item.meter.name,
    kind: item.meter.kind,
    unit: item.meter.unit,
    quantityPerMonth: item.quantityPerMonth,
    perMonth: shareOf(item.quantityPerMonth, monthTotal, tiers),
    quantityInWindow: item.quantityInWindow,
    inWindow: shareOf(item.quantityInWindow, windowTotal, tiers),
    monthPrice: marginalPrice(monthTotal, tiers),
    windowPrice: marginalPrice(windowTotal, tiers),
  };
}

function shareOf(quantity: number, total: number, tiers: readonly Tier[]): number {
  if (tiers.length === 1) return quantity * tiers[0]!.usd;
  return total === 0 ? 0 : priced(total, tiers) * (quantity / total);
}
