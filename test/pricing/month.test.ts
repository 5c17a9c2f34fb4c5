import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthlyQuantity, windowQuantity } from '../../src/pricing/month.ts';
import type { Meter } from '../../src/pricing/price.ts';

const MINUTE = 60_000_000;
const meter = (over: Partial<Meter>): Meter => ({
  name: 'm',
  unit: 'unit',
  kind: 'usage',
  description: '',
  source: '',
  ...over,
});
const shardHours = meter({ kind: 'standing', roundUp: true });

describe('a month of such windows', () => {
  it('has 730 hours: 4 shards for 5 minutes are 2,920 shard-hours, not one more for the binary fraction', () => {
    const held = (4 * 5) / 60;
    expect((held * 730 * 60) / 5).not.toBe(2920);
    expect(monthlyQuantity(shardHours, held, 5 * MINUTE, 1)).toBe(2920);
  });

  it('scales what is used by the mean load, and leaves what is standing', () => {
    // 3,200 records/s for 5 minutes; a month has 2,628,000 s.
    const records = 3200 * 300;
    expect(monthlyQuantity(meter({ perUnit: 1e6 }), records, 5 * MINUTE, 1)).toBeCloseTo(8409.6, 9);
    expect(monthlyQuantity(meter({ perUnit: 1e6 }), records, 5 * MINUTE, 0.5)).toBeCloseTo(4204.8, 9);
    expect(monthlyQuantity(shardHours, (4 * 5) / 60, 5 * MINUTE, 0.5)).toBe(2920);
  });

  it('is rounded up only after it was scaled', () => {
    // A third of a unit in an hour makes 243.33 in a month.
    expect(monthlyQuantity(meter({ roundUp: true }), 1 / 3, 60 * MINUTE, 1)).toBe(244);
    expect(monthlyQuantity(meter({ roundUp: true }), 0, 60 * MINUTE, 1)).toBe(0);
    expect(windowQuantity(meter({ roundUp: true, perUnit: 4 }), 6)).toBe(1.5);
  });

  it('comes out the same from a short and a long window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 10_000 * 60 }),
        fc.integer({ min: 1, max: 10_000 * 60 }),
        (units, oneSeconds, otherSeconds) => {
          const of = (seconds: number) =>
            monthlyQuantity(shardHours, (units * seconds) / 3600, seconds * 1_000_000, 1);
          expect(of(oneSeconds)).toBe(units * 730);
          expect(of(otherSeconds)).toBe(units * 730);
        },
      ),
    );
  });
});
