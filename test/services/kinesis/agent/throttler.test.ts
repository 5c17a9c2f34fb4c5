// How long the agent waits, by hand from AsyncPublisherThrottler.java: min(10 s, 100 ms × 2^(failures − 1)) ± 30 %.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Throttler } from '../../../../src/services/kinesis/agent/throttler.ts';

const MIDDLE = { double: () => 0.5 };

function throttler(stream = MIDDLE): Throttler {
  return new Throttler(100_000, 10_000_000, stream);
}

/** The waits in ms after each of `times` requests that fail whole. */
function waitsMs(times: number, stream = MIDDLE): number[] {
  const one = throttler(stream);
  return Array.from({ length: times }, () => {
    one.failed(1);
    return one.backoffUs() / 1000;
  });
}

describe('the backoff of the agent', () => {
  it('doubles from 100 ms to 10 s and never gives up', () => {
    expect(waitsMs(10)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
    expect(waitsMs(1000).at(-1)).toBe(10_000);
  });

  it('is lengthened or shortened by up to 30 %', () => {
    expect(waitsMs(3, { double: () => 0 })).toEqual([70, 140, 280]);
    // 1 + (2 × 0.999 − 1) × 0.3 = 1.2994, whole milliseconds.
    expect(waitsMs(3, { double: () => 0.999 })).toEqual([129, 259, 519]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        for (const [i, ms] of waitsMs(12, { double: () => draw }).entries()) {
          const plain = Math.min(10_000, 100 * 2 ** i);
          expect(ms).toBeGreaterThanOrEqual(plain * 0.7 - 1);
          expect(ms).toBeLessThanOrEqual(plain * 1.3);
        }
      }),
    );
  });

  it('counts a request that went through in part by the share that did not', () => {
    const one = throttler();
    one.failed(0.4);
    expect(one.backoffUs()).toBe(0); // 0.4 rounds to none
    one.failed(0.2);
    expect(one.backoffUs()).toBe(100_000); // 0.6 rounds to one
    one.failed(0.9);
    expect(one.backoffUs()).toBe(200_000); // 1.5 rounds to two
  });

  it('divides the failures by ten at a success, and forgets less than one', () => {
    const one = throttler();
    one.failed(25);
    one.succeeded();
    expect(one.backoffUs()).toBe(400_000); // 2.5 rounds to three
    one.succeeded();
    expect(one.backoffUs()).toBe(0);
  });

  it('waits the first backoff once when the threads had no room', () => {
    const one = throttler();
    one.rejected();
    expect(one.backoffUs()).toBe(100_000);
    expect(one.backoffUs()).toBe(0);
    one.rejected();
    one.accepted();
    expect(one.backoffUs()).toBe(0);
  });

  it('knows whether a success came since it last backed off', () => {
    const one = throttler();
    one.succeeded();
    expect(one.succeededSince).toBe(true);
    one.backoffUs();
    expect(one.succeededSince).toBe(false);
  });
});
