// The month's bill: one bar a design, then every line of it, with what has no price named and never taken as nothing.

import type { CostLine } from '../../../experiment/cost-result.ts';
import type { DesignResult } from '../../../experiment/result.ts';
import { formatEstimate, formatNumber, formatQuantity, UNTOLD } from '../../number.ts';
import { billChart } from '../charts/bill.ts';
import { plot } from '../live/plot.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { designTable, type Section, tableRow } from './frame.ts';

export async function billSection(designs: readonly DesignResult[]): Promise<Section | null> {
  if (designs.length === 0) return null;
  const bill = billChart(designs);
  const legend =
    bill === null
      ? null
      : bill.segments.map(
          ({ name, colour }) =>
            html`<li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" fill="${colour}"/></svg>${name}</li>`,
        );
  const drawing =
    bill === null
      ? null
      : html`<ul class="legend">${legend}</ul><div class="wide"><figure>${await plot(bill.chart)}</figure></div>`;
  const { title, priceBook } = designs[0]!.cost;
  const body = html`<p class="note">${sentence(title)} Prices: ${priceBook}. USD, before tax.</p>
${drawing}
${reasons(designs)}
${designTable('The bill, line by line', 'USD, and what it is for', designs, [...lineRows(designs), totalRow(designs)])}
${withoutPrice(designs)}`;
  return { id: 'bill', title: "The month's bill", body };
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

function reasons(designs: readonly DesignResult[]): readonly Markup[] {
  const without = designs.filter(({ cost }) => cost.perMonth === null);
  return without.map(
    ({ name, cost }) => html`<p>${name} has no monthly bill, only the window's: ${cost.whyNoMonth}.</p>`,
  );
}

function withoutPrice(designs: readonly DesignResult[]): Markup | null {
  const all = [...new Set(designs.flatMap(({ cost }) => cost.notPriced))];
  return all.length === 0
    ? null
    : html`<p class="note">Not priced, and not in these sums: ${all.join('; ')}.</p>`;
}

function lineRows(designs: readonly DesignResult[]): readonly Markup[] {
  const names = new Map<string, CostLine>();
  for (const { cost } of designs)
    for (const line of cost.lines) names.set(nameOf(line), names.get(nameOf(line)) ?? line);
  return [...names].map(([name, first]) => {
    const found = designs.map(({ cost }) => cost.lines.find((line) => nameOf(line) === name));
    const prices = [...new Set(found.flatMap((line) => (line === undefined ? [] : [line.pricePerUnit])))];
    const price =
      prices.length === 1 ? `${formatQuantity(prices[0]!, 'USD')} per ${first.unit}` : `by ${first.unit}`;
    const kind = first.kind === 'standing' ? 'standing' : 'usage';
    const cells = found.map((line, i) => cell(line, designs[i]!, prices.length > 1));
    return tableRow(html`${name}<span class="small">${kind}, ${price}</span>`, cells);
  });
}

function cell(line: CostLine | undefined, { cost }: DesignResult, priced: boolean): Content {
  if (line === undefined) return '';
  const monthly = cost.perMonth !== null;
  const quantity = monthly ? line.quantityPerMonth : line.quantityInWindow;
  const usd = monthly ? line.perMonth : line.inWindow;
  const each = priced ? ` at ${formatNumber(line.pricePerUnit)}` : '';
  const count = quantity.value === null ? UNTOLD : formatNumber(quantity.value);
  return html`${cents(usd.value)}<span class="small">${count}${each}</span>`;
}

function totalRow(designs: readonly DesignResult[]): Markup {
  const totals = designs.map(({ cost }) => formatEstimate(cost.perMonth ?? cost.window, 'USD'));
  const monthly = designs.every(({ cost }) => cost.perMonth !== null);
  return tableRow(monthly ? 'a month' : 'in all', totals, true, 'total');
}

function nameOf({ component, meter }: CostLine): string {
  return `${component} ${meter}`;
}

/** Money in a column: to the cent, so that a reader can add it up; less than a cent keeps its digits. */
function cents(value: number | null): string {
  if (value === null) return UNTOLD;
  if (value !== 0 && Math.abs(value) < 0.01) return formatNumber(value);
  const [whole = '', part = ''] = value.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`;
}
