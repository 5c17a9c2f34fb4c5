// The constants that the exact functions stand on, worked out when the module loads, in whole numbers: a value is
// a BigInt that counts units of 2^-bits, so no rounding of any processor, and no table typed in, is trusted.
// Series: ln((k+1)/k) = 2 atanh(1/(2k+1)); π = 16 atan(1/5) − 4 atan(1/239) (Machin, 1706).

/** Bits after the point of the tables: 53 for the leading part, 53 for the rest, and a margin. */
export const FRACTION_BITS = 160;

/** The number that a value in units of 2^-160 stands for, rounded to the nearest double. */
export function toNumber(value: bigint): number {
  return Number(value) / 2 ** FRACTION_BITS;
}

/** A value as leading + rest: `leading` is a multiple of 2^-`keptBits`, and `rest` what is left, rounded. */
export function split(value: bigint, keptBits: number): { leading: number; rest: number } {
  const drop = BigInt(FRACTION_BITS - keptBits);
  const leading = ((value + (1n << (drop - 1n))) >> drop) << drop;
  return { leading: toNumber(leading), rest: toNumber(value - leading) };
}

/** 2 atanh(1/n) = ln((n+1)/(n−1)), in units of 2^-160. */
export function twiceAtanhOfReciprocal(n: number): bigint {
  const square = BigInt(n) * BigInt(n);
  let power = (1n << BigInt(FRACTION_BITS + 1)) / BigInt(n);
  let sum = 0n;
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += power / odd;
    power /= square;
  }
  return sum;
}

/** e to a fixed-point value in [0, 1), in units of 2^-160. */
export function exponential(value: bigint): bigint {
  let term = 1n << BigInt(FRACTION_BITS);
  let sum = 0n;
  for (let n = 1n; term > 0n; n++) {
    sum += term;
    term = ((term * value) >> BigInt(FRACTION_BITS)) / n;
  }
  return sum;
}

/** ln 2, in units of 2^-160. */
export const LN_2 = twiceAtanhOfReciprocal(3);

/** π, in units of 2^-`bits`. */
export function pi(bits: number): bigint {
  const guard = 32;
  const value = 16n * atanOfReciprocal(5n, bits + guard) - 4n * atanOfReciprocal(239n, bits + guard);
  return value >> BigInt(guard);
}

function atanOfReciprocal(n: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  let sign = 1n;
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += (sign * power) / odd;
    power /= n * n;
    sign = -sign;
  }
  return sum;
}
