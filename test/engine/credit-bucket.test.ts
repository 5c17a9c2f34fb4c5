// A bucket that its last taker may overdraw: what it gives in any window, and what it gives when it is asked for more.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CreditBucket } from '../../src/engine/credit-bucket.ts';

describe('a credit bucket', () => {
  it('gives one large thing while it holds anything, and then nothing until it is paid back', () => {
    const bucket = new CreditBucket(5, 1500);
    expect(bucket.isOpen(0)).toBe(true);
    bucket.take(400);
    bucket.take(1101);
    expect(bucket.levelAt(0)).toBe(-1);
    expect(bucket.isOpen(200_000)).toBe(false);
    expect(bucket.isOpen(200_001)).toBe(true);
  });

  it('gives at most its capacity, its rate and one thing in any window, and its rate when it is asked for more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 1, max: 40 })), {
          minLength: 1,
          maxLength: 200,
        }),
        (rate, capacity, asked) => {
          const bucket = new CreditBucket(rate, capacity);
          const given: { readonly atUs: number; readonly units: number }[] = [];
          let nowUs = 0;
          for (const [gapUs, units] of asked) {
            nowUs += gapUs;
            if (!bucket.isOpen(nowUs)) continue;
            bucket.take(units);
            given.push({ atUs: nowUs, units });
          }
          for (const [i, { atUs: fromUs }] of given.entries()) {
            let sum = 0;
            for (const { atUs, units } of given.slice(i)) {
              // Before the last one it held something.
              const before = sum;
              expect(before).toBeLessThanOrEqual(capacity + (rate * (atUs - fromUs)) / 1e6 + 40);
              sum += units;
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses to be taken from while it holds nothing', () => {
    const bucket = new CreditBucket(1, 1, 0);
    expect(() => bucket.take(1)).toThrow(/holds something/);
  });
});
