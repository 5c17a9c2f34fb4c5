// Sine and cosine from + − × alone: the same bits on every processor. x = k · π/2 + r with |r| ≤ π/4, then the
// Taylor series of sine or cosine at r. Up to 2^20 quarter turns π/2 is taken away in three parts, the first two of
// 33 bits (their product with k is exact: W. Cody and W. Waite); beyond, x mod π/2 is taken in whole numbers.

import { FRACTION_BITS, pi, toNumber } from './fixed-point.ts';

const HALF_PI = pi(FRACTION_BITS) / 2n;
const FIRST = firstBits(HALF_PI, 32);
const SECOND = firstBits(HALF_PI - FIRST, 32 + 33);
const PART_1 = toNumber(FIRST);
const PART_2 = toNumber(SECOND);
const PART_3 = toNumber(HALF_PI - FIRST - SECOND);
const QUARTERS_PER_UNIT = toNumber((1n << BigInt(2 * FRACTION_BITS)) / HALF_PI);
const MAX_QUARTERS = 2 ** 20;

function firstBits(value: bigint, fractionBits: number): bigint {
  const drop = BigInt(FRACTION_BITS - fractionBits);
  return (value >> drop) << drop;
}

/** The sine of `x` radians; NaN for ±∞. Error below one unit in the last place. */
export function exactSin(x: number): number {
  if (Math.abs(x) < 2 ** -27) return x; // x − x³/6 rounds to x
  reduce(x);
  return quarter(quarters);
}

/** The cosine of `x` radians; NaN for ±∞. Error below one unit in the last place. */
export function exactCos(x: number): number {
  reduce(x);
  return quarter(quarters + 1);
}

let quarters = 0; // modulo 4
let remainder = 0;
let remainderRest = 0;

function quarter(q: number): number {
  const series = (q & 1) === 0 ? sine(remainder, remainderRest) : cosine(remainder, remainderRest);
  return (q & 2) === 0 ? series : -series;
}

function reduce(x: number): void {
  const k = Math.floor(x * QUARTERS_PER_UNIT + 0.5);
  if (!(Math.abs(k) <= MAX_QUARTERS)) {
    reduceExactly(x);
    return;
  }
  quarters = k & 3;
  const a = x - k * PART_1; // exact
  const b = k * PART_2; // exact
  const c = a - b;
  const cRest = a - c - b;
  const d = k * PART_3;
  remainder = c + (cRest - d);
  remainderRest = c - remainder + (cRest - d);
}

const view = new DataView(new ArrayBuffer(8));

function reduceExactly(x: number): void {
  if (!(Math.abs(x) < Infinity)) {
    quarters = 0;
    remainder = NaN;
    remainderRest = 0;
    return;
  }
  // |x| = mantissa · 2^exponent, exponent ≥ −32 here; π/2 with as many more bits as the quotient will take.
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n) - 1075;
  const mantissa = (bits & ((1n << 52n) - 1n)) | (1n << 52n);
  const fraction = FRACTION_BITS + 64 + Math.max(0, exponent) + 53;
  const halfPi = pi(fraction) / 2n;
  const scaled = mantissa << BigInt(fraction + exponent);
  const k = (scaled + halfPi / 2n) / halfPi;
  const left = (scaled - k * halfPi) >> BigInt(fraction - FRACTION_BITS);
  const sign = x < 0 ? -1 : 1;
  quarters = Number(k & 3n) * sign;
  remainder = toNumber(left);
  remainderRest = sign * toNumber(left - BigInt(remainder * 2 ** 100) * (1n << BigInt(FRACTION_BITS - 100)));
  remainder *= sign;
}

// 1/n!, exact quotients of whole numbers rounded once.
const F3 = 1 / 6;
const F5 = 1 / 120;
const F7 = 1 / 5040;
const F9 = 1 / 362880;
const F11 = 1 / 39916800;
const F13 = 1 / 6227020800;
const F15 = 1 / 1307674368000;
const F17 = 1 / 355687428096000;

function sine(r: number, rest: number): number {
  const z = r * r;
  const p = F5 - z * (F7 - z * (F9 - z * (F11 - z * (F13 - z * (F15 - z * F17)))));
  return r - (z * r * F3 - (z * z * r * p + rest * (1 - 0.5 * z)));
}

const F4 = 1 / 24;
const F6 = 1 / 720;
const F8 = 1 / 40320;
const F10 = 1 / 3628800;
const F12 = 1 / 479001600;
const F14 = 1 / 87178291200;
const F16 = 1 / 20922789888000;

function cosine(r: number, rest: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const w = 1 - half;
  const p = F4 - z * (F6 - z * (F8 - z * (F10 - z * (F12 - z * (F14 - z * F16)))));
  return w + (1 - w - half + (z * z * p - r * rest));
}
