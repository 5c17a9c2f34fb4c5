// Every limit, meter and price that a component type declares: the figures that a planner's answer stands on, each of which a
// row of the validation is to reach.

import type { Meter, MeterPrices } from '../../../src/pricing/price.ts';
import type { Limit } from '../../../src/services/component.ts';
import { catalogue } from '../../../src/services/index.ts';

type Kind = 'limit' | 'meter' | 'price';

/** One of them; types that share it have it once. */
export interface Entry {
  /** `sqs.queue limit inFlight`: the first type that has it, what it is, its name. */
  readonly id: string;
  readonly kind: Kind;
  /** Its figure as text: a limit with its unit, a price in us-east-1. */
  readonly figure: string;
  /** What is declared. */
  readonly declared: Limit | Meter | MeterPrices;
}

const all = new Map<object, Entry>();

function add(type: string, kind: Kind, name: string, declared: Entry['declared'], figure: string): void {
  if (!all.has(declared)) all.set(declared, { id: `${type} ${kind} ${name}`, kind, figure, declared });
}

for (const { name: type, limits, meters, prices } of catalogue) {
  for (const [name, limit] of Object.entries(limits))
    add(type, 'limit', name, limit, `${limit.value} ${limit.unit}`);
  for (const meter of meters) add(type, 'meter', meter.name, meter, meterFigure(meter));
  for (const [name, price] of Object.entries(prices)) add(type, 'price', name, price, priceFigure(price));
}

/** All of them, in the order of the catalogue. */
export const entries: readonly Entry[] = [...all.values()];

function meterFigure({ unit, perUnit = 1 }: Meter): string {
  return `${perUnit} in a unit: ${unit}`;
}

function priceFigure({ regions }: MeterPrices): string {
  const price = regions['us-east-1'] ?? Object.values(regions)[0]!;
  return typeof price === 'number' ? `${price} USD` : `${price.map(({ usd }) => usd).join(', ')} USD`;
}
