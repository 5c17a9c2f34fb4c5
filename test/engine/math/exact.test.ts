// Expected values were computed with 300 bits (mpmath 1.3) from the double that is nearest to the literal.

import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactExp } from '../../../src/engine/math/exp.ts';
import { exactLog } from '../../../src/engine/math/log.ts';
import { normalQuantile } from '../../../src/engine/math/normal.ts';
import { exactPow } from '../../../src/engine/math/pow.ts';
import { exactCos, exactSin } from '../../../src/engine/math/sin.ts';

/** Relative error of a value whose truth is known, as a number or in more digits than a number has. */
function off(value: number, known: number | string): number {
  const truth = Number(known);
  return Math.abs(value - truth) / Math.abs(truth);
}
const ULP = 2 ** -52;
const positive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true });

describe('the logarithm', () => {
  it('meets known values to the last bit or two', () => {
    expect(off(exactLog(2), '0.69314718055994530942')).toBeLessThanOrEqual(ULP / 2);
    expect(off(exactLog(10), '2.302585092994045684')).toBeLessThanOrEqual(ULP / 2);
    expect(off(exactLog(1.0000001), '9.9999995058387045178e-8')).toBeLessThanOrEqual(ULP);
    expect(off(exactLog(5e-324), '-744.44007192138126231')).toBeLessThanOrEqual(ULP);
    expect(off(exactLog(Number.MAX_VALUE), '709.78271289338399673')).toBeLessThanOrEqual(ULP);
  });

  it('is 0 at 1, −∞ at 0, ∞ at ∞ and no number below 0', () => {
    expect(exactLog(1)).toBe(0);
    expect(exactLog(0)).toBe(-Infinity);
    expect(exactLog(-0)).toBe(-Infinity);
    expect(exactLog(Infinity)).toBe(Infinity);
    for (const x of [-1, -5e-324, -Infinity, NaN]) expect(exactLog(x)).toBeNaN();
  });

  it('differs from the runtime by two units in the last place at most, near 1 as well', () => {
    const near = fc.double({ min: -0.5, max: 0.5, noNaN: true }).map((x) => 1 + x);
    fc.assert(
      fc.property(fc.oneof(positive, near), (x) => {
        const theirs = Math.log(x);
        expect(Math.abs(exactLog(x) - theirs)).toBeLessThanOrEqual(2 * ULP * Math.abs(theirs));
      }),
      { numRuns: 5000 },
    );
  });

  it('never falls where x grows, at the borders of its table as well', () => {
    for (let i = 0; i <= 512; i++) {
      const border = 1 + i / 512;
      let before = -Infinity;
      for (let step = -40; step <= 40; step++) {
        const value = exactLog(border + step * 2 ** -52);
        expect(value).toBeGreaterThanOrEqual(before);
        before = value;
      }
    }
    fc.assert(
      fc.property(positive, positive, (a, b) => exactLog(Math.min(a, b)) <= exactLog(Math.max(a, b))),
    );
  });
});

describe('the exponential', () => {
  it('meets known values to the last bit or two', () => {
    expect(off(exactExp(1), '2.7182818284590452354')).toBeLessThanOrEqual(ULP / 2);
    expect(off(exactExp(-1), '0.3678794411714423216')).toBeLessThanOrEqual(ULP / 2);
    expect(off(exactExp(700), '1.0142320547350045095e304')).toBeLessThanOrEqual(ULP);
    expect(off(exactExp(-700), '9.8596765437597708567e-305')).toBeLessThanOrEqual(ULP);
  });

  it('is 1 at 0, 0 at −∞, ∞ at ∞ and beyond the range', () => {
    expect(exactExp(0)).toBe(1);
    expect(exactExp(-Infinity)).toBe(0);
    expect(exactExp(Infinity)).toBe(Infinity);
    expect(exactExp(709.79)).toBe(Infinity);
    expect(exactExp(-746)).toBe(0);
    expect(exactExp(-744.44)).toBe(5e-324);
    expect(exactExp(NaN)).toBeNaN();
  });

  it('differs from the runtime by two units in the last place at most', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709.7, noNaN: true }), (x) => {
        expect(off(exactExp(x), Math.exp(x))).toBeLessThanOrEqual(2 * ULP);
      }),
      { numRuns: 5000 },
    );
  });

  it('never falls where x grows', () => {
    const range = fc.double({ min: -750, max: 710, noNaN: true });
    fc.assert(fc.property(range, range, (a, b) => exactExp(Math.min(a, b)) <= exactExp(Math.max(a, b))));
  });
});

describe('powers', () => {
  it('keep their last bits where exp(y · log(x)) would lose hundreds', () => {
    expect(off(exactPow(1.0000001, 1e9), '2.6881038582144646055e43')).toBeLessThanOrEqual(ULP);
    expect(off(exactPow(2, 0.5), Math.SQRT2)).toBeLessThanOrEqual(ULP / 2);
  });

  it('are exact where whole numbers are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 10 }), (x, y) => {
        let exact = 1;
        for (let i = 0; i < y; i++) exact *= x;
        expect(exactPow(x, y)).toBe(exact + 0 === 0 && 1 / exact < 0 ? -0 : exact);
      }),
    );
  });

  it('have the edge values of the ** operator', () => {
    const edges = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      3,
      0.5,
      -0.5,
      1e308,
      -1e308,
      5e-324,
      Infinity,
      -Infinity,
      NaN,
      2 ** 53,
    ];
    for (const x of edges) {
      for (const y of edges) {
        const theirs = x ** y;
        const ours = exactPow(x, y);
        if (Number.isFinite(theirs) && theirs !== 0) expect(off(ours, theirs)).toBeLessThanOrEqual(2 * ULP);
        else expect(Object.is(ours, theirs), `${x} ** ${y} is ${theirs}, not ${ours}`).toBe(true);
      }
    }
  });
});

describe('sine and cosine', () => {
  it('meet known values, far beyond where π can be taken away in doubles', () => {
    expect(off(exactSin(1), '0.84147098480789650665')).toBeLessThanOrEqual(ULP);
    expect(off(exactSin(Math.PI), '1.2246467991473531772e-16')).toBeLessThanOrEqual(ULP);
    expect(off(exactSin(1e22), '-0.85220084976718880177')).toBeLessThanOrEqual(ULP);
    expect(off(exactCos(1e22), '0.5232147853951389459')).toBeLessThanOrEqual(ULP);
    expect(exactSin(0)).toBe(0);
    expect(exactCos(0)).toBe(1);
    for (const x of [Infinity, -Infinity, NaN]) expect([exactSin(x), exactCos(x)]).toEqual([NaN, NaN]);
  });

  it('lie on the unit circle, odd and even', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (x) => {
        const [s, c] = [exactSin(x), exactCos(x)];
        expect(Math.abs(s * s + c * c - 1)).toBeLessThanOrEqual(4 * ULP);
        expect(exactSin(-x) + s).toBe(0);
        expect(exactCos(-x)).toBe(c);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the normal quantile', () => {
  it('meets the values of the tables', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(off(normalQuantile(0.99), '2.3263478740408407676')).toBeLessThanOrEqual(8 * ULP);
    expect(off(normalQuantile(0.975), '1.9599639845400538556')).toBeLessThanOrEqual(8 * ULP);
    expect(off(normalQuantile(1e-12), '-7.0344838253011319326')).toBeLessThanOrEqual(8 * ULP);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
  });

  it('is odd about one half and never falls', () => {
    const share = fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((k) => k / 2 ** 30);
    fc.assert(
      fc.property(share, share, (p, q) => {
        expect(normalQuantile(1 - p) + normalQuantile(p)).toBe(0);
        expect(normalQuantile(Math.min(p, q))).toBeLessThanOrEqual(normalQuantile(Math.max(p, q)));
      }),
    );
  });
});

describe('every processor and release', () => {
  it('gives the same bits over a fixed grid', () => {
    const bits = new DataView(new ArrayBuffer(6 * 20_000 * 8));
    let at = 0;
    for (let i = 1; i <= 20_000; i++) {
      const x = i * 0.000473;
      const values = [exactLog(x), exactExp(x - 5), exactPow(x, 1.7), exactSin(x * 100), exactCos(x * 100)];
      for (const value of [...values, normalQuantile(i / 20_001)]) {
        bits.setFloat64(at, value);
        at += 8;
      }
    }
    expect(bytesToHex(md5(new Uint8Array(bits.buffer)))).toBe('41ee326d237cda323ef6695aabb6bb1e');
  });
});
