// A bill is itemised, never negative, never falls where more is used, and a month comes to the same whether the window
// that stands for it was short or long.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billsOf } from '../../src/experiment/cost.ts';
import { type Bill, billOf } from '../../src/pricing/bill.ts';
import type { Design } from '../../src/scenario/design.ts';
import type { ComponentType } from '../../src/services/component.ts';
import { designOf, measured, run, TYPES } from './example.ts';

const HOUR_US = 3_600_000_000;

/** The bill of one component of a type that used so much of each of its meters. */
function bill({ name, meters, prices }: ComponentType, region: string, used: readonly number[]): Bill {
  return billOf(
    meters.map((meter, i) => ({
      component: 'one',
      meter: meter.name,
      quantity: used[i]!,
      usdPerUnit: prices[meter.name] === undefined ? 1 : null,
    })),
    {
      region,
      durationUs: HOUR_US,
      meanLoad: 1,
      overrides: {},
      tariff: () => ({ type: name, meters, prices }),
    },
  );
}

/** The bill of a design's first replication. */
function billed(design: Design): Bill {
  return billsOf(measured(design, run(design)))[0]!;
}

describe.each(TYPES)('%s', (_name, type) => {
  const regions = [...new Set(Object.values(type.prices).flatMap((book) => Object.keys(book.regions)))];
  const quantity = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }));

  it('bills each meter on a line of its own, and never less for more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quantity, quantity), {
          minLength: type.meters.length,
          maxLength: type.meters.length,
        }),
        fc.constantFrom(...(regions.length > 0 ? regions : ['us-east-1'])),
        (amounts, region) => {
          const less = bill(
            type,
            region,
            amounts.map(([a, b]) => Math.min(a, b)),
          );
          const more = bill(
            type,
            region,
            amounts.map(([a, b]) => Math.max(a, b)),
          );
          const usd = (of: Bill, meter: string) =>
            of.lines.find((line) => line.meter === meter)?.perMonth ?? 0;
          for (const [i, { name, shortfallOf }] of type.meters.entries()) {
            // What is owed beyond what was used is less for more; the sum of both is not.
            if (shortfallOf !== undefined) continue;
            expect(usd(less, name)).toBeGreaterThanOrEqual(0);
            expect(usd(more, name)).toBeGreaterThanOrEqual(usd(less, name));
            const used = Math.max(...amounts[i]!) > 0;
            expect(more.lines.filter(({ meter }) => meter === name).length).toBe(used ? 1 : 0);
          }
          expect(more.notPriced).toEqual([]);
          expect(more.perMonth).toBeGreaterThanOrEqual(less.perMonth);
        },
      ),
    );
  });

  it('costs no less with more traffic', async () => {
    const design = await designOf(type.example);
    const bills = [0, 0.5, 1, 2].map((load) => billed({ ...design, load }));
    for (const [i, { lines, perMonth }] of bills.entries()) {
      for (const line of lines) {
        expect(line.perMonth).toBeGreaterThanOrEqual(0);
        expect(line.quantityPerMonth).toBeGreaterThan(0);
      }
      if (i > 0) expect(perMonth).toBeGreaterThanOrEqual(bills[i - 1]!.perMonth);
    }
  });

  it('costs the same a month from a short window and from a long one', async () => {
    const design = await designOf(type.example);
    const [short, long] = [1, 5].map((times) => {
      const over = { ...design, durationUs: times * design.durationUs };
      const result = run(over);
      return { bill: billsOf(measured(over, result))[0]!, records: result.flows[0]!.produced };
    });
    expect(short!.bill.lines.map(({ meter }) => meter)).toEqual(long!.bill.lines.map(({ meter }) => meter));
    // Usage follows the records that came, whose number is Poisson's at the most: five standard errors of the shorter.
    const tolerance = 5 / Math.sqrt(short!.records);
    for (const [i, line] of short!.bill.lines.entries()) {
      const other = long!.bill.lines[i]!;
      if (line.kind === 'standing') expect(line.perMonth).toBeCloseTo(other.perMonth, 9);
      else expect(Math.abs(line.perMonth / other.perMonth - 1)).toBeLessThan(tolerance);
    }
  });
});
