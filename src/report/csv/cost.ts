// cost.csv: the bill of every design, one row a line of it. The lines add up to the bill: the month's, and that of the
// measured window alone, where nothing is scaled or rounded up.

import type { Estimate, Result } from '../../experiment/result.ts';
import { type Cell, csvText } from './table.ts';

const HEADER = [
  'design',
  'component',
  'meter',
  'kind',
  'unit',
  'quantity_per_month',
  'quantity_ci95_low',
  'quantity_ci95_high',
  'price_per_unit_usd',
  'per_month_usd',
  'per_month_ci95_low_usd',
  'per_month_ci95_high_usd',
  'quantity_in_window',
  'in_window_usd',
  'price_book',
];

/** One row per design, component and meter; money in USD, quantities in the meter's unit. */
export function renderCostCsv(result: Result): string {
  const rows = result.designs.flatMap(({ name, cost }) =>
    cost.lines.map((line): Cell[] => [
      name,
      line.component,
      line.meter,
      line.kind,
      line.unit,
      ...withInterval(line.quantityPerMonth),
      line.pricePerUnit,
      ...withInterval(line.perMonth),
      line.quantityInWindow.value,
      line.inWindow.value,
      cost.priceBook,
    ]),
  );
  return csvText(HEADER, rows);
}

function withInterval({ value, ci95 }: Estimate): readonly Cell[] {
  return [value, ci95?.[0] ?? null, ci95?.[1] ?? null];
}
