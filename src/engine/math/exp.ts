// e to the x from + − × and tables alone: the same bits on every processor. x = k · ln 2/128 + r with |r| below
// 0.0028; then e^x = 2^(k/128) · e^r, where a table holds 2^(i/128) in two doubles and e^r is six terms of its
// series. Idea: P. Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989).

import { exponential, FRACTION_BITS, LN_2, split, toNumber } from './fixed-point.ts';

const STEPS = 128;
const step = split(LN_2 / BigInt(STEPS), 42); // k < 2^18 steps of 35 bits: their product is exact
const STEP_LEADING = step.leading;
const STEP_REST = step.rest;
const STEPS_PER_UNIT = toNumber((BigInt(STEPS) << BigInt(2 * FRACTION_BITS)) / LN_2);
/** Adding and taking away 1.5 · 2^52 rounds to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;

const leading = new Float64Array(STEPS);
const rest = new Float64Array(STEPS);
/** 2^e at e + 1074, for all that doubles have. */
const powersOfTwo = new Float64Array(1074 + 1024);

function fillTables(): void {
  for (let i = 0; i < STEPS; i++) {
    const parts = split(exponential((LN_2 * BigInt(i)) / BigInt(STEPS)), 52);
    leading[i] = parts.leading;
    rest[i] = parts.rest;
  }
  powersOfTwo[1074] = 1;
  for (let e = 1; e < 1024; e++) powersOfTwo[1074 + e] = powersOfTwo[1074 + e - 1]! * 2;
  for (let e = 1; e <= 1074; e++) powersOfTwo[1074 - e] = powersOfTwo[1074 - e + 1]! / 2;
}
fillTables();

/** e to the power `x`. Error below 0.52 units in the last place (one unit where the result is subnormal). */
export function exactExp(x: number): number {
  return expOfSum(x, 0);
}

/** e to the power `x + rest`, where `rest` is below a unit in the last place of `x` (or 0). */
export function expOfSum(x: number, xRest: number): number {
  if (!(x < 709.8 && x > -745.2)) return x > 0 ? Infinity : x < 0 ? 0 : NaN;
  const k = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const r = x - k * STEP_LEADING - k * STEP_REST + xRest;
  const i = k & (STEPS - 1);
  const e = k >> 7;
  const r2 = r * r;
  const p = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)));
  const t = leading[i]!;
  const y = t + (rest[i]! + t * p);
  if (e > -1022 && e < 1024) return y * powersOfTwo[e + 1074]!;
  return e > 0 ? y * powersOfTwo[2097]! * 2 : y * powersOfTwo[e + 54 + 1074]! * 2 ** -54;
}
