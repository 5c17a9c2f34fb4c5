// What the designs of the made result cost.

import type { CostLine } from '../../src/experiment/cost-result.ts';
import { estimate } from './measured.ts';
import { MONTH_S, type Plan, WINDOW_S } from './plans.ts';

/** The lines of a design’s bill. */
export function costLines(plan: Plan): CostLine[] {
  return plan.perMonth.map(({ meter, unit, kind, quantity, price }) => {
    const half = kind === 'standing' ? 0 : 0.001;
    return {
      component: meter.startsWith('enhanced') ? 'dashboard' : 'clicks',
      meter,
      kind,
      unit,
      quantityPerMonth: estimate(quantity, quantity * half),
      pricePerUnit: price,
      perMonth: estimate(quantity * price, quantity * price * half),
      quantityInWindow: estimate((quantity * WINDOW_S) / MONTH_S, 0),
      inWindow: estimate((quantity * price * WINDOW_S) / MONTH_S, 0),
    };
  });
}

/** USD a month. */
export function total(plan: Plan): number {
  return plan.perMonth.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}
