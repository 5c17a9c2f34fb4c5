// x to the y as e^(y ln x), with the logarithm and the product held in two doubles: the error of a plain
// `exp(y * log(x))` would be hundreds of units in the last place. Edge values are those of JavaScript's `**`
// (ECMA-262, Number::exponentiate), whose last bits, unlike these, differ between machines.

import { expOfSum } from './exp.ts';
import { logParts, parts } from './log.ts';

/** `x` to the power `y`, with the edge values of `**`. Error below 0.6 units in the last place. */
export function exactPow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (y === 1) return x;
  const size = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const negative = x < 0 || (x === 0 && 1 / x < 0);
  const whole = Math.floor(y) === y;
  const odd = whole && Math.abs(y) < 2 ** 53 && y % 2 !== 0;
  if (size === 0 || size === Infinity) {
    const result = (size === 0) === y > 0 ? 0 : Infinity;
    return negative && odd ? -result : result;
  }
  if (negative && !whole) return NaN;
  const result = positive(size, y);
  return negative && odd ? -result : result;
}

function positive(x: number, y: number): number {
  if (x === 1) return 1;
  // |ln x| ≥ 2^-53 here, so beyond this the result is out of range either way.
  if (Math.abs(y) > 2 ** 65) return x > 1 === y > 0 ? Infinity : 0;
  logParts(x);
  const { leading, rest } = parts;
  const product = y * leading;
  if (!(Math.abs(product) < 750)) return product > 0 ? Infinity : 0;
  // What the product rounded away: both factors are cut into 26 and 27 bits.
  const y1 = upper(y);
  const y0 = y - y1;
  const l1 = upper(leading);
  const l0 = leading - l1;
  const productRest = y1 * l1 - product + y1 * l0 + y0 * l1 + y0 * l0;
  return expOfSum(product, productRest + y * rest);
}

function upper(x: number): number {
  const cut = x * 134217729;
  return cut - (cut - x);
}
