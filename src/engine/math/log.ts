// The natural logarithm from + − × and tables alone, so that every processor and every release of the runtime
// gives the same bits (`Math.log` promises none). x = 2^e · z; a table holds c ≈ 1/z in 11 bits, so r = z·c − 1 is
// exact but for its last bit, and ln x = e ln 2 − ln c + ln(1 + r) with |r| < 2^-8.4. Idea: P. Tang, "Table-driven
// implementation of the logarithm function", ACM TOMS 16 (1990). Error below 0.52 units in the last place.

import { LN_2, split, twiceAtanhOfReciprocal } from './fixed-point.ts';

const STEPS = 256; // z in [1, 2] is rounded to the nearest of 257 places
const DENOMINATOR = 1024; // c is a multiple of 1/1024
const KEPT_BITS = 42; // e·ln 2 + ln(1/c) stays exact: |e| < 2^11 and a sum below 2^10

const ln2 = split(LN_2, KEPT_BITS);
const LN2_LEADING = ln2.leading;
const LN2_REST = ln2.rest;

const reciprocal = new Float64Array(STEPS + 1);
const leading = new Float64Array(STEPS + 1);
const rest = new Float64Array(STEPS + 1);

function fillTables(): void {
  // minusLog[k − 512] = ln(1024/k), added up from ln((k+1)/k) = 2 atanh(1/(2k+1)).
  const half = DENOMINATOR / 2;
  const minusLog = new Array<bigint>(half + 1).fill(0n);
  for (let k = DENOMINATOR - 1; k >= half; k--) {
    minusLog[k - half] = minusLog[k - half + 1]! + twiceAtanhOfReciprocal(2 * k + 1);
  }
  minusLog[0] = LN_2; // the same number to the last bit, so that −ln 2 + ln 2 is 0 just below x = 1
  for (let i = 0; i <= STEPS; i++) {
    const k = Math.round((DENOMINATOR * STEPS) / (STEPS + i));
    const parts = split(minusLog[k - half]!, KEPT_BITS);
    reciprocal[i] = k / DENOMINATOR;
    leading[i] = parts.leading;
    rest[i] = parts.rest;
  }
}
fillTables();

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
words[0] = 1;
const LOW = value[0] === 0 ? 1 : 0; // which of the two words is the low one on this machine
const HIGH = 1 - LOW;

const TWO_M20 = 2 ** -20;
const TWO_M52 = 2 ** -52;

/** The natural logarithm of `x`: −∞ at 0, NaN below, ∞ at ∞. Error below 0.52 units in the last place. */
export function exactLog(x: number): number {
  value[0] = x;
  let high = words[HIGH]!;
  let e = -1023;
  if (high < 0x00100000 || high >= 0x7ff00000) {
    if (!(x > 0) || x === Infinity) return edge(x);
    value[0] = x * 2 ** 54; // subnormal
    high = words[HIGH]!;
    e -= 54;
  }
  e += high >>> 20;
  const fraction = high & 0xfffff;
  const i = (fraction + 0x800) >>> 12;
  const c = reciprocal[i]!;
  const r = (1 + fraction * TWO_M20) * c - 1 + words[LOW]! * TWO_M52 * c;
  const t = e * LN2_LEADING + leading[i]!;
  const y = t + r;
  const r2 = r * r;
  const tail = 1 / 3 - r * 0.25 + r2 * (0.2 - r * (1 / 6) + r2 * (1 / 7));
  return y + (t - y + r + (e * LN2_REST + rest[i]! + r2 * (r * tail - 0.5)));
}

function edge(x: number): number {
  if (x === 0) return -Infinity;
  return x === Infinity ? x : NaN;
}

/** What `logParts` found: ln x = leading + rest. */
export const parts = { leading: 0, rest: 0 };

/**
 * The logarithm of a positive, finite `x` in two doubles, for powers: relative error below 2^-66.
 * The answer is in `parts` until the next call.
 */
export function logParts(x: number): void {
  value[0] = x;
  let e = -1023;
  if (words[HIGH]! < 0x00100000) {
    value[0] = x * 2 ** 54;
    e -= 54;
  }
  const high = words[HIGH]!;
  e += high >>> 20;
  const fraction = high & 0xfffff;
  const i = (fraction + 0x800) >>> 12;
  const c = reciprocal[i]!;
  const a = (1 + fraction * TWO_M20) * c - 1;
  const b = words[LOW]! * TWO_M52 * c;
  const r = a + b;
  const rRest = Math.abs(a) > b ? a - r + b : b - r + a;
  const t = e * LN2_LEADING + leading[i]!;
  // r²/2 exactly: r is cut into 26 and 27 bits.
  const cut = r * 134217729;
  const r1 = cut - (cut - r);
  const r0 = r - r1;
  const square = r * r;
  const squareRest = r1 * r1 - square + 2 * r1 * r0 + r0 * r0;
  const cubic =
    square *
    r *
    (1 / 3 - r * (0.25 - r * (0.2 - r * (1 / 6 - r * (1 / 7 - r * (0.125 - r * (1 / 9 - r * 0.1)))))));
  // t + r − r²/2, largest first, each sum with what it rounded away.
  const s = t + r;
  const sRest = t - s + r;
  const h = s - square * 0.5;
  const hRest = s - h - square * 0.5;
  const low = hRest + (sRest + rRest + (e * LN2_REST + rest[i]!) - squareRest * 0.5 - r * rRest + cubic);
  const sum = h + low;
  parts.leading = sum;
  parts.rest = h - sum + low;
}
