import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allowance } from '../../src/engine/allowance.ts';
import { InvariantError } from '../../src/engine/invariant.ts';

const MIB = 1_048_576;
const RATE = 2 * MIB;
const second = () => new Allowance(RATE, RATE);

/** The first microsecond at which it is open, when 1 µs earlier it is not. */
function opensAt(allowance: Allowance, nowUs: number): number {
  const atUs = allowance.opensAtUs(nowUs);
  if (atUs > nowUs) expect(allowance.open(atUs - 1)).toBe(false);
  expect(allowance.open(atUs)).toBe(true);
  return atUs;
}

describe('an allowance of a second at 2 MiB/s', () => {
  it('spent to the last byte is closed for that second, to the microsecond', () => {
    const allowance = second();
    allowance.charge(MIB, 1_000_000);
    expect(allowance.open(1_000_000)).toBe(true);
    allowance.charge(MIB, 1_000_000);
    expect(opensAt(allowance, 1_000_000)).toBe(2_000_000);
  });

  it('and one byte short of it stays open', () => {
    const allowance = second();
    allowance.charge(RATE - 1, 0);
    expect(allowance.open(0)).toBe(true);
  });

  it('overdrawn by one thing of 10 MiB is closed for 5 s', () => {
    const allowance = second();
    allowance.charge(10 * MIB, 1_000_000);
    expect(opensAt(allowance, 1_000_000)).toBe(6_000_000);
  });

  it('pays for what was taken just before, too', () => {
    // 1 MiB, then 10 MiB at once: 11 MiB are paid back in 5.5 s.
    const allowance = second();
    allowance.charge(MIB, 0);
    allowance.charge(10 * MIB, 0);
    expect(opensAt(allowance, 0)).toBe(5_500_000);
  });

  it('takes five readers of 220 KiB each 1.1 s, at whatever phases', () => {
    // 1 MiB/s in all, and even all five at once take 1,100 KiB of 2,048.
    const phases = fc.array(fc.nat(1_099_999), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(phases, (startsUs) => {
        const allowance = second();
        const callsUs = startsUs.flatMap((startUs) =>
          Array.from({ length: 50 }, (_, i) => startUs + 1_100_000 * i),
        );
        for (const atUs of callsUs.sort((a, b) => a - b)) {
          expect(allowance.open(atUs)).toBe(true);
          allowance.charge(220 * 1024, atUs);
        }
      }),
    );
  });

  it('is charged only while it is open', () => {
    const allowance = second();
    allowance.charge(RATE, 0);
    expect(() => allowance.charge(1, 999_999)).toThrow(InvariantError);
    expect(() => new Allowance(0.5, 5)).toThrow(InvariantError);
    expect(() => new Allowance(0, 5)).toThrow(InvariantError);
    expect(() => new Allowance(5, 0)).toThrow(InvariantError);
  });
});

describe('an allowance', () => {
  const rate = fc.integer({ min: 1, max: 4 * MIB });
  const burst = fc.integer({ min: 1, max: 4 * MIB });
  const units = fc.integer({ min: 1, max: 10 * MIB });

  it('that is spent opens at the first whole microsecond at which it is full, however often it is looked at', () => {
    fc.assert(
      fc.property(rate, burst, units, fc.array(fc.nat(1000), { maxLength: 10 }), (r, b, over, looks) => {
        const allowance = new Allowance(r, b);
        allowance.charge(b + over - 1, 0);
        const opensUs = Math.ceil(((b + over - 1) * 1e6) / r);
        for (const permille of [...looks].sort((one, other) => one - other)) {
          const atUs = Math.floor((opensUs - 1) * (permille / 1000));
          expect(allowance.open(atUs)).toBe(false);
          expect(allowance.opensAtUs(atUs)).toBe(opensUs);
        }
        expect([allowance.open(opensUs - 1), allowance.open(opensUs)]).toEqual([false, true]);
      }),
    );
  });

  it('gives in every window at most its burst, its rate, and the last thing less one', () => {
    const asked = fc.array(fc.tuple(fc.nat(2_000_000), units), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(rate, burst, asked, (r, b, asks) => {
        const allowance = new Allowance(r, b);
        const given: { atUs: number; size: number }[] = [];
        let nowUs = 0;
        for (const [gapUs, size] of asks) {
          nowUs += gapUs;
          if (!allowance.open(nowUs)) continue;
          allowance.charge(size, nowUs);
          given.push({ atUs: nowUs, size });
        }
        for (const [first, { atUs: fromUs }] of given.entries()) {
          let before = 0;
          for (const { atUs, size } of given.slice(first)) {
            // What came before the last left something of the burst and the refill, if only a millionth.
            expect(before * 1e6).toBeLessThan(b * 1e6 + (atUs - fromUs) * r);
            before += size;
          }
        }
      }),
    );
  });

  it('used up again as soon as it opens gives exactly its rate, in things of any size', () => {
    fc.assert(
      fc.property(fc.array(units, { minLength: 1, maxLength: 60 }), (sizes) => {
        const allowance = second();
        let [openedUs, sinceOpened] = [0, 0];
        for (const size of sizes) {
          allowance.charge(size, openedUs);
          sinceOpened += size;
          if (allowance.open(openedUs)) continue;
          const opensUs = allowance.opensAtUs(openedUs);
          // Everything is paid back by then, and not a microsecond earlier.
          expect((opensUs - openedUs) * RATE).toBeGreaterThanOrEqual(sinceOpened * 1e6);
          expect((opensUs - 1 - openedUs) * RATE).toBeLessThan(sinceOpened * 1e6);
          [openedUs, sinceOpened] = [opensUs, 0];
        }
      }),
    );
  });
});
