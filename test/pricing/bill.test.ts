import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { type BillingTerms, billOf, type Usage } from '../../src/pricing/bill.ts';
import type { Meter, PriceTable } from '../../src/pricing/price.ts';

const HOUR = 3_600_000_000;

const meters: readonly Meter[] = [
  { name: 'shard-hour', unit: 'shard-hour', kind: 'standing', description: '', source: '' },
  {
    name: 'put-units',
    unit: '1M PUT payload units',
    kind: 'usage',
    perUnit: 1e6,
    description: '',
    source: '',
  },
  { name: 'transfer', unit: 'GB', kind: 'usage', description: '', source: '' },
  {
    name: 'committed',
    unit: 'GB',
    kind: 'standing',
    shortfallOf: { meter: 'transfer', leastPerHour: 90 },
    description: '',
    source: '',
  },
  { name: 'host-hour', unit: 'host-hour', kind: 'standing', description: '', source: '' },
];
const prices: PriceTable = {
  'shard-hour': { regions: { 'us-east-1': 0.015 }, source: '', date: '2026-09' },
  'put-units': { regions: { 'us-east-1': 0.014, 'eu-west-1': 0.0165 }, source: '', date: '2026-08' },
  transfer: {
    regions: {
      'us-east-1': [
        { upTo: 1000, usd: 0.1 },
        { upTo: null, usd: 0.05 },
      ],
    },
    source: '',
    date: '2026-07',
  },
};

const flat: PriceTable = {
  transfer: { regions: { 'us-east-1': 0.03 }, source: '', date: '2026-07' },
  committed: { regions: { 'us-east-1': 0.03 }, source: '', date: '2026-07' },
};

const terms = (over: Partial<BillingTerms> = {}): BillingTerms => ({
  region: 'us-east-1',
  durationUs: HOUR,
  meanLoad: 1,
  overrides: {},
  tariff: () => ({ type: 'kinesis.stream', meters, prices }),
  ...over,
});
const used = (
  component: string,
  meter: string,
  quantity: number,
  usdPerUnit: number | null = null,
): Usage => ({
  component,
  meter,
  quantity,
  usdPerUnit,
});

describe('a bill', () => {
  it('is usage times price, a line a meter, by the month and for the window', () => {
    // 4 shards and 10 M payload units in an hour.
    const bill = billOf([used('clicks', 'shard-hour', 4), used('clicks', 'put-units', 10e6)], terms());
    expect(bill.lines).toEqual([
      {
        component: 'clicks',
        meter: 'shard-hour',
        kind: 'standing',
        unit: 'shard-hour',
        quantityPerMonth: 2920,
        perMonth: 2920 * 0.015,
        quantityInWindow: 4,
        inWindow: 0.06,
        monthPrice: 0.015,
        windowPrice: 0.015,
      },
      {
        component: 'clicks',
        meter: 'put-units',
        kind: 'usage',
        unit: '1M PUT payload units',
        quantityPerMonth: 7300,
        perMonth: 7300 * 0.014,
        quantityInWindow: 10,
        inWindow: 0.14,
        monthPrice: 0.014,
        windowPrice: 0.014,
      },
    ]);
    expect(bill.perMonth).toBeCloseTo(43.8 + 102.2, 10);
    expect(bill.inWindow).toBeCloseTo(0.2, 12);
    expect(bill.bookDates).toEqual(['2026-08', '2026-09']);
  });

  it('scales usage by the mean load and leaves standing charges', () => {
    const bill = billOf(
      [used('clicks', 'shard-hour', 4), used('clicks', 'put-units', 10e6)],
      terms({ meanLoad: 0.5 }),
    );
    expect(bill.lines.map(({ perMonth }) => perMonth)).toEqual([2920 * 0.015, 3650 * 0.014]);
  });

  it('takes the configuration price before the scenario override, and that before the book', () => {
    const overrides = { 'kinesis.stream': { 'shard-hour': 1, 'host-hour': 9 } };
    const bill = billOf(
      [used('clicks', 'shard-hour', 1), used('clicks', 'host-hour', 1, 0.25)],
      terms({ overrides }),
    );
    expect(bill.lines.map(({ monthPrice }) => monthPrice)).toEqual([1, 0.25]);
    expect(bill.bookDates).toEqual([]);
  });

  it('names what has no price, and never counts it as 0', () => {
    const bill = billOf(
      [used('clicks', 'shard-hour', 1), used('clicks', 'put-units', 1e6)],
      terms({ region: 'eu-west-1' }),
    );
    expect(bill.notPriced).toEqual(['clicks: shard-hour (no price in eu-west-1)']);
    expect(bill.lines.map(({ meter }) => meter)).toEqual(['put-units']);
  });

  it('has no line for what was not used', () => {
    expect(billOf([used('clicks', 'put-units', 0), used('hosts', 'host-hour', 0)], terms())).toEqual({
      lines: [],
      perMonth: 0,
      inWindow: 0,
      notPriced: [],
      bookDates: [],
    });
  });

  it('climbs the tiers with all components together, and each bears its share', () => {
    // 730 and 1,460 GB a month: 1,000 at 0.1 and 1,190 at 0.05 make 159.5 USD, a third and two thirds of it.
    const bill = billOf([used('one', 'transfer', 1), used('two', 'transfer', 2)], terms());
    expect(bill.perMonth).toBeCloseTo(159.5, 9);
    expect(bill.lines[0]!.perMonth).toBeCloseTo(159.5 / 3, 9);
    expect(bill.lines.map(({ monthPrice, windowPrice }) => [monthPrice, windowPrice])).toEqual([
      [0.05, 0.1],
      [0.05, 0.1],
    ]);
  });

  it('owes a commitment’s least for all components together, and not twice what was used of it', () => {
    const committed = (gigabytes: readonly number[]) => {
      const usage = gigabytes.flatMap((quantity, i) => [
        used(`s${i}`, 'transfer', quantity),
        used(`s${i}`, 'committed', 1),
      ]);
      const tariff = () => ({ type: 'kinesis.stream', meters, prices: flat });
      const { inWindow, lines } = billOf(usage, terms({ tariff }));
      return [Math.round(inWindow * 1e6) / 1e6, lines.filter(({ meter }) => meter === 'committed').length];
    };
    // 90 GB in this hour at 0.03: 2.70 USD, whether nothing, a third or all of it was used; then what was used.
    expect(committed([0])).toEqual([2.7, 1]);
    expect(committed([30])).toEqual([2.7, 1]);
    expect(committed([20, 10])).toEqual([2.7, 2]);
    expect(committed([60, 60])).toEqual([3.6, 0]);
  });

  it('refuses a meter that the type does not declare', () => {
    expect(() => billOf([used('clicks', 'storage', 1)], terms())).toThrow(InvariantError);
  });

  it('is the sum of its lines, never negative, and no smaller for more usage', () => {
    const quantity = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        quantity,
        quantity,
        fc.constantFrom('shard-hour', 'put-units', 'transfer'),
        (a, b, meter) => {
          const bill = (amount: number) =>
            billOf([used('one', 'transfer', 7), used('two', meter, amount)], terms());
          const less = bill(Math.min(a, b));
          const more = bill(Math.max(a, b));
          expect(less.perMonth).toBeCloseTo(
            less.lines.reduce((sum, line) => sum + line.perMonth, 0),
            6,
          );
          for (const line of less.lines) expect(line.perMonth).toBeGreaterThanOrEqual(0);
          expect(more.perMonth).toBeGreaterThanOrEqual(less.perMonth * (1 - 1e-12));
          expect(more.inWindow).toBeGreaterThanOrEqual(less.inWindow * (1 - 1e-12));
        },
      ),
    );
  });
});
