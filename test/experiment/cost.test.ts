import { describe, expect, it } from 'vitest';
import { billsOf, costOf } from '../../src/experiment/cost.ts';
import type { Measurements } from '../../src/experiment/measurements.ts';
import type { RecordedUsage } from '../../src/experiment/replication-result.ts';
import type { Design } from '../../src/scenario/design.ts';
import { heldHours, measure, usageOf } from './fake.ts';

// The fake window of 10 s is 1/262,800 of a month; a shard-hour costs 0.5 USD, a million records 2.
const MONTHS = 262_800;

function measured(
  usage: (index: number) => readonly RecordedUsage[],
  over: Partial<Design> = {},
): Measurements {
  return measure(
    3,
    () => {},
    over,
    (i) => ({ usage: usage(i) }),
  );
}
const cost = (of: Measurements) => costOf(of, billsOf(of));

describe('the cost of a design', () => {
  const shardsAndRecords = (i: number) => [
    usageOf('shard-hour', heldHours(4)),
    usageOf('records', 30_000 + 1000 * i),
  ];

  it('is estimated over the bills of the replications, line by line and as a whole', () => {
    const { perMonth, lines, window } = cost(measured(shardsAndRecords));
    const records = (31_000 * MONTHS) / 1e6;
    expect(lines[0]).toMatchObject({
      component: 'clicks',
      meter: 'shard-hour',
      kind: 'standing',
      quantityPerMonth: { value: 2920, ci95: [2920, 2920] },
      pricePerUnit: 0.5,
      perMonth: { value: 1460, ci95: [1460, 1460] },
    });
    expect(lines[1]!.quantityPerMonth.value).toBeCloseTo(records, 6);
    expect(lines[1]!.perMonth.value).toBeCloseTo(2 * records, 6);
    expect(perMonth!.value).toBeCloseTo(1460 + 2 * records, 6);
    // Bills differ by 1,000 records: 525.6 USD.
    expect(perMonth!.ci95![1] - perMonth!.value!).toBeCloseTo((4.30265273 * 525.6) / Math.sqrt(3), 4);
    expect(window.value).toBeCloseTo(heldHours(4) * 0.5 + 0.062, 12);
  });

  it('names the price book by region and newest date, and the month by its load', () => {
    const plain = cost(measured(shardsAndRecords));
    expect([plain.currency, plain.priceBook, plain.title, plain.meanLoad]).toEqual([
      'USD',
      'us-east-1 2026-10',
      'if this window lasted all month',
      1,
    ]);
    const half = cost(measured(shardsAndRecords, { cost: { meanLoad: 0.6, prices: {} } }));
    expect(half.title).toBe("a month at 60 % of this window's load on average");
    expect(half.lines[1]!.perMonth.value).toBeCloseTo((2 * 0.6 * 31_000 * MONTHS) / 1e6, 6);
    expect(half.lines[0]!.perMonth.value).toBe(1460);
  });

  it('has no month where the window cannot stand for one, and then the window alone', () => {
    const none = cost(measured(shardsAndRecords, { whyNoMonth: 'a rate follows time and has no period' }));
    expect(none).toMatchObject({ perMonth: null, whyNoMonth: 'a rate follows time and has no period' });
    expect(none.title).toBe('the measured window alone');
    expect(none.lines.map(({ perMonth }) => perMonth.value)).toEqual([null, null]);
    expect(none.lines[1]!.inWindow.value).toBeCloseTo(0.062, 12);
    expect(none.lines[1]!.quantityInWindow.value).toBeCloseTo(0.031, 12);
  });

  it('counts a meter that only some replications used as nothing in the others', () => {
    const { lines } = cost(measured((i) => (i === 1 ? [usageOf('records', 3e6)] : [])));
    expect(lines[0]!.inWindow.value).toBeCloseTo(2, 12);
  });

  it('names what has no price, once, and what a type says is not priced', () => {
    const { notPriced, missingPrices, title, lines } = cost(measured(() => [usageOf('exotic', 5)]));
    expect(missingPrices).toEqual(['clicks: exotic (no price in us-east-1)']);
    expect(title).toBe('at least that, since something has no price: if this window lasted all month');
    expect(notPriced).toEqual([
      'dashboard: compute (no hostPrice)',
      'clicks: exotic (no price in us-east-1)',
    ]);
    expect(lines).toEqual([]);
  });

  it('takes the prices that the scenario overrides', () => {
    const prices = { 'test.stream': { exotic: 3 } };
    const { perMonth } = cost(measured(() => [usageOf('exotic', 5)], { cost: { meanLoad: null, prices } }));
    expect(perMonth!.value).toBe(15 * MONTHS);
  });
});
