// The bill of a design: made out for every replication by itself, because tiers and rounding do not average, and
// then estimated line by line and as a whole.

import { invariant } from '../engine/invariant.ts';
import { type Estimate, estimateMean, mean, UNTOLD } from '../metrics/estimate.ts';
import { type Bill, type BillLine, billOf } from '../pricing/bill.ts';
import type { CostLine, CostResult } from './cost-result.ts';
import type { Measurements } from './measurements.ts';
import { whyNoMonth } from './stability.ts';

/** One bill a replication, in replication order. */
export function billsOf(measured: Measurements): readonly Bill[] {
  const { design } = measured;
  const terms = {
    region: design.region,
    durationUs: design.durationUs,
    meanLoad: design.cost.meanLoad ?? 1,
    overrides: design.cost.prices,
    tariff: (component: string) => {
      const { name, meters, prices } = measured.typeOf(component);
      return { type: name, meters, prices };
    },
  };
  return measured.replications.map(({ usage }) => billOf(usage, terms));
}

/** The folded bill. */
export function costOf(measured: Measurements, bills: readonly Bill[]): CostResult {
  const { design } = measured;
  const reason = whyNoMonth(measured);
  const monthly = reason === null;
  const perMonth = monthly ? estimateMean(bills.map((bill) => bill.perMonth)) : null;
  const lines = linesOf(bills, monthly);
  const missing = [...new Set(bills.flatMap((bill) => bill.notPriced))];
  const window = estimateMean(bills.map((bill) => bill.inWindow));
  if (perMonth !== null) checkSum(perMonth, lines, 'perMonth');
  checkSum(window, lines, 'inWindow');
  return {
    currency: 'USD',
    priceBook: [
      design.region,
      bills
        .flatMap((bill) => bill.bookDates)
        .sort()
        .at(-1) ?? [],
    ]
      .flat()
      .join(' '),
    perMonth,
    whyNoMonth: reason,
    window,
    meanLoad: design.cost.meanLoad ?? 1,
    title: titleOf(design.cost.meanLoad, monthly, missing.length > 0),
    lines,
    notPriced: notPricedOf(measured, missing),
    missingPrices: missing,
  };
}

function linesOf(bills: readonly Bill[], monthly: boolean): CostLine[] {
  const named = new Map<string, BillLine>();
  for (const line of bills.flatMap((bill) => bill.lines)) {
    const key = keyOf(line);
    if (!named.has(key)) named.set(key, line);
  }
  return [...named].map(([key, first]) => {
    const each = bills.map((bill) => bill.lines.find((line) => keyOf(line) === key));
    // A meter that counted nothing in one replication has no line there: it cost nothing.
    const estimate = (value: (line: BillLine) => number): Estimate =>
      estimateMean(each.map((line) => (line === undefined ? 0 : value(line))));
    const present = each.filter((line) => line !== undefined);
    return {
      component: first.component,
      meter: first.meter,
      kind: first.kind,
      unit: first.unit,
      quantityPerMonth: monthly ? estimate((line) => line.quantityPerMonth) : UNTOLD,
      pricePerUnit: meanPrice(present.map((line) => (monthly ? line.monthPrice : line.windowPrice))),
      perMonth: monthly ? estimate((line) => line.perMonth) : UNTOLD,
      quantityInWindow: estimate((line) => line.quantityInWindow),
      inWindow: estimate((line) => line.inWindow),
    };
  });
}

// Replications that end in different tiers have different marginal prices; equal ones stay as the book has them.
function meanPrice(prices: readonly number[]): number {
  return prices.every((price) => price === prices[0]) ? prices[0]! : mean(prices);
}

function notPricedOf(measured: Measurements, missing: readonly string[]): readonly string[] {
  const { components } = measured.design;
  const declared = Object.keys(components).flatMap((component) =>
    (measured.typeOf(component).notPriced?.(measured.configOf(component)) ?? []).map(
      (words) => `${component}: ${words}`,
    ),
  );
  return [...new Set([...declared, ...missing])];
}

function titleOf(meanLoad: number | null, monthly: boolean, isPartial: boolean): string {
  const least = isPartial ? 'at least that, since something has no price: ' : '';
  if (!monthly) return `${least}the measured window alone`;
  if (meanLoad === null) return `${least}if this window lasted all month`;
  return `${least}a month at ${Number((meanLoad * 100).toPrecision(6))} % of this window's load on average`;
}

function checkSum(total: Estimate, lines: readonly CostLine[], of: 'perMonth' | 'inWindow'): void {
  const sum = lines.reduce((usd, line) => usd + (line[of].value ?? 0), 0);
  const value = total.value ?? 0;
  invariant(Math.abs(sum - value) <= 1e-9 * value, 'a bill is the sum of its lines', { of, sum, value });
}

function keyOf(line: BillLine): string {
  return JSON.stringify([line.component, line.meter]);
}
