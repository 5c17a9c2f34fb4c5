// How a number is printed, wherever a reader sees one. Three significant digits, whole above a thousand, rounded to
// nearest; but rounding never tells a lie that matters: what is below 100 % is not printed as 100 %, what is above
// 0 not as 0, and a value that differs from its limit not as the limit (as many more digits as that takes).
// Rounding is done on the decimal digits of the double itself, so a scale of ten (ms, %) adds no error of its own.

import type { Estimate } from '../experiment/result.ts';

/** How a value is to be rounded. */
export interface Rounding {
  /** In the value's own unit: the printed value stays on the value's side of it, and equals it only when the value does. */
  readonly limit?: number;
  /** Significant digits to begin with; 3 when not given. */
  readonly digits?: number;
  /** Towards zero instead of to nearest: for a bound that the truth is known to exceed. */
  readonly down?: boolean;
}

/** One way to write a unit: the value is divided by `divisor` and then shifted by ten to the power of `shift`. */
interface Scale {
  readonly suffix: string;
  readonly divisor: number;
  readonly shift: number;
  /** Used from this value on, in the value's own unit. */
  readonly from: number;
}

const BINARY_NOISE = 1e-12;
const PLAIN: Scale = { suffix: '', divisor: 1, shift: 0, from: 0 };

/** From large to small; the last is for everything below. */
const TIME: readonly Scale[] = [
  { suffix: ' d', divisor: 86_400, shift: 0, from: 86_400 },
  { suffix: ' h', divisor: 3_600, shift: 0, from: 3_600 },
  { suffix: ' min', divisor: 60, shift: 0, from: 60 },
  { suffix: ' s', divisor: 1, shift: 0, from: 1 },
  { suffix: ' ms', divisor: 1, shift: 3, from: 1e-3 },
  { suffix: ' µs', divisor: 1, shift: 6, from: 0 },
];
const MILLISECONDS: readonly Scale[] = TIME.map((scale) => ({
  ...scale,
  shift: scale.shift - 3,
  from: scale.from * 1000,
}));
const BYTES: readonly Scale[] = ['TiB', 'GiB', 'MiB', 'KiB'].map((name, i) => ({
  suffix: ` ${name}`,
  divisor: 1024 ** (4 - i),
  shift: 0,
  from: 1024 ** (4 - i),
}));
const SCALES: Readonly<Record<string, readonly Scale[]>> = {
  count: [PLAIN],
  bytes: [...BYTES, { ...PLAIN, suffix: ' B' }],
  seconds: TIME,
  milliseconds: MILLISECONDS,
  ratio: [{ ...PLAIN, suffix: ' %', shift: 2 }],
  USD: [{ ...PLAIN, suffix: ' USD' }],
};
const ZERO: Readonly<Record<string, string>> = { seconds: '0 s', milliseconds: '0 ms', bytes: '0 B' };

/** The digits of a rounded number: `digits` × 10^`exponent`, sign apart. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function decimal(value: number, significant: number, shift: number, down: boolean): Decimal {
  const magnitude = Math.abs(value);
  const whole = Number(magnitude.toExponential().split('e')[1]) + shift;
  // From a thousand on a number is written whole, so it needs as many digits as it is long.
  const wanted = Math.min(Math.max(significant, whole >= significant ? whole + 1 : 0), 100);
  const [mantissa, power] = magnitude.toExponential(wanted - 1).split('e') as [string, string];
  let digits = mantissa.replace('.', '');
  const exponent = Number(power) - (wanted - 1);
  if (down && Number(`${digits}e${exponent}`) > magnitude) digits = String(BigInt(digits) - 1n);
  return { negative: value < 0, digits, exponent: exponent + shift };
}

/** Plain decimal notation with thousands separators; below a millionth, a power of ten. */
function notation({ negative, digits, exponent }: Decimal): string {
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  const end = exponent + digits.length - trimmed.length;
  const point = trimmed.length + end;
  const sign = negative ? '-' : '';
  if (point < -5) {
    const fraction = trimmed.length > 1 ? `.${trimmed.slice(1)}` : '';
    return `${sign}${trimmed[0]}${fraction}e${point - 1}`;
  }
  const whole = point > 0 ? trimmed.slice(0, point).padEnd(point, '0') : '0';
  const fraction =
    point < trimmed.length
      ? `.${trimmed.slice(Math.max(point, 0)).padStart(trimmed.length - point, '0')}`
      : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

/** The value's digits in one scale, with as many of them as keep it on its side of the limit; null when none do. */
function within(value: number, scale: Scale, rounding: Rounding): string | null {
  const scaled = value / scale.divisor;
  const limit = rounding.limit === undefined ? undefined : rounding.limit / scale.divisor;
  if (limit === undefined)
    return notation(decimal(scaled, rounding.digits ?? 3, scale.shift, rounding.down ?? false));
  const side = Math.sign(value - (rounding.limit ?? 0));
  for (let digits = rounding.digits ?? 3; digits <= 17; digits++) {
    const rounded = decimal(scaled, digits, scale.shift, rounding.down ?? false);
    const printed = Number(
      `${rounded.negative ? '-' : ''}${rounded.digits}e${rounded.exponent - scale.shift}`,
    );
    if (Math.sign(printed - limit) === side) return notation(rounded);
  }
  return null;
}

function scalesOf(unit: string): readonly Scale[] {
  const perSecond = unit.endsWith('/s');
  const stem = perSecond ? unit.slice(0, -2) : unit;
  const known = Object.hasOwn(SCALES, stem) ? SCALES[stem] : undefined;
  const scales = known ?? [{ ...PLAIN, suffix: stem === '' ? '' : ` ${stem}` }];
  return perSecond ? scales.map((scale) => ({ ...scale, suffix: `${scale.suffix}/s` })) : scales;
}

/** The largest scale in which the value, as it will be rounded there, reaches the scale's start. */
function scaleFor(value: number, scales: readonly Scale[], digits: number): Scale {
  const rounded = ({ divisor, shift }: Scale): number => {
    const { digits: text, exponent } = decimal(value / divisor, digits, shift, false);
    return Number(`${text}e${exponent - shift}`) * divisor;
  };
  return scales.find((scale) => rounded(scale) >= scale.from) ?? scales[scales.length - 1]!;
}

/** A share's own limit: a part of a whole is compared with the whole when it is compared with nothing else. */
function withWhole(unit: string, rounding: Rounding): Rounding {
  return unit === 'ratio' && rounding.limit === undefined ? { ...rounding, limit: 1 } : rounding;
}

/**
 * A finite number without a unit: `1,752`, `23.5`, `0.00412`.
 * @param rounding see `Rounding`; three significant digits, to nearest, when not given
 */
export function formatNumber(value: number, rounding: Rounding = {}): string {
  return within(value, PLAIN, rounding) ?? String(value);
}

/**
 * A finite value with its unit, in the scale that reads best: `187 ms`, `2.5 min`, `752 B`, `23.5 %`, `1,752/s`.
 * @param unit a metric's unit (`seconds`, `bytes`, `ratio`, …), with `/s` for a rate; any other is written after it
 */
export function formatQuantity(value: number, unit: string, rounding: Rounding = {}): string {
  if (value === 0 && Object.hasOwn(ZERO, unit)) return ZERO[unit]!;
  const scales = scalesOf(unit);
  const rule = withWhole(unit, rounding);
  const scale = scaleFor(value, scales, rule.digits ?? 3);
  const text = within(value, scale, rule);
  if (text !== null) return text + scale.suffix;
  // Only a division that is not exact (by 60) can hide the last bit of a difference; the undivided value cannot.
  const exact = scales.find((other) => other.divisor === 1) ?? scale;
  return (within(value, exact, rule) ?? String(value)) + exact.suffix;
}

/** What stands before a percentile whose samples are worth too few for an interval. */
export const ROUGH = '~ ';
/** What the mark says. */
export const ROUGH_IN_WORDS =
  '~ rough: the samples beyond a percentile are correlated, and worth too few for an interval';

/** What stands where a number cannot be told. */
export const UNTOLD = 'n/a';

/**
 * An estimate as reports print it: the value, then `±` half of its 95 % interval in the same unit. `> x` where only a
 * lower bound is known (rounded down, so that it stays true), and `n/a` where nothing is.
 */
export function formatEstimate(estimate: Estimate, unit: string, rounding: Rounding = {}): string {
  const { value, ci95, above, mark } = estimate;
  if (value === null) {
    if (mark !== undefined) return `${UNTOLD} (${mark})`;
    return above === undefined ? UNTOLD : `> ${formatQuantity(above, unit, { ...rounding, down: true })}`;
  }
  const text = (mark === 'rough' ? ROUGH : '') + formatQuantity(value, unit, rounding);
  if (ci95 === null) return text;
  const half = (ci95[1] - ci95[0]) / 2;
  // Sums of the same parts in another order differ in their last binary digits: that is no spread.
  if (half <= Math.abs(value) * BINARY_NOISE) return text;
  const scale =
    value === 0 ? scaleFor(half, scalesOf(unit), 2) : scaleFor(value, scalesOf(unit), rounding.digits ?? 3);
  const unitOnce = value === 0 ? scale.suffix : '';
  return `${text} ± ${within(half, scale, { digits: 2 })}${unitOnce}`;
}

/** The unit of one statistic of a metric: a `rate` is per second, a `ratio` a share, a `count` a count. */
export function unitOf(unit: string, statistic: string): string {
  if (statistic === 'rate') return unit.endsWith('/s') ? unit : `${unit}/s`;
  if (statistic === 'ratio') return 'ratio';
  return statistic === 'count' ? 'count' : unit;
}
