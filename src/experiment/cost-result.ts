// The bill of a design, as results have it.

import type { Estimate } from '../metrics/estimate.ts';

export interface CostLine {
  readonly component: string;
  readonly meter: string;
  readonly kind: 'standing' | 'usage';
  readonly unit: string;
  /** In units of the price; null values where the window cannot stand for a month. */
  readonly quantityPerMonth: Estimate;
  /** Of the marginal unit, after tiers: of the month's last where there is a monthly bill, else of the window's. */
  readonly pricePerUnit: number;
  readonly perMonth: Estimate;
  /** What the measured window alone used, and what that costs: nothing is scaled, nothing rounded up. */
  readonly quantityInWindow: Estimate;
  readonly inWindow: Estimate;
}

export interface CostResult {
  readonly currency: 'USD';
  readonly priceBook: string;
  /** Null (with the reason in `whyNoMonth`) when the window cannot stand for a month. */
  readonly perMonth: Estimate | null;
  readonly whyNoMonth: string | null;
  /** The bill for the measured window alone, unrounded to hours. */
  readonly window: Estimate;
  readonly meanLoad: number;
  readonly title: string;
  readonly lines: readonly CostLine[];
  /** What is used and has no price here, in words ("web-servers: compute (no hostPrice)"). */
  readonly notPriced: readonly string[];
  /** Of these, what is billed and has no price in the region: the sums are the least that it costs. */
  readonly missingPrices: readonly string[];
}
