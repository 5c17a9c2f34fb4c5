// The words that a service writes its schema in. Each reads YAML's form and gives plain numbers:

//   z.strictObject({
//     shardCount: withDefault(count({ min: 1 }), 1, 'Shards when the run begins.', 'CreateStream, API reference'),
//     retentionPeriod: withDefault(duration({ min: '24 h', max: '8760 h' }), '24 h', 'How long …', 'source'),
//     linger: assumed(duration(), '100 ms', 'How long a batch waits.', { why: '…', low: '10 ms', high: '1 s' }),
//     hostPrice: optional(hourlyPrice(), 'USD per host and hour; without it compute is not priced.'),
//     mode: withDefault(oneOf(['shared', 'enhanced-fan-out']), 'shared', '…', '…'),
//     to: required(reference({ wire: 'to', ports: ['RecordSink'] }), 'The stream that gets the records.'),
//     client: withDefault(tagged('type', { sdk: z.strictObject({ … }) }, { default: 'sdk' }), 'sdk', '…', '…'),
//   })
//
// word                YAML                       plain data
// duration            10 min                     whole µs
// wholeSeconds        30 s                       whole µs, of whole seconds: where AWS's parameter counts those
// size                4 KiB                      whole bytes
// share               40%                        0.4
// rate                3200/s                     per second
// byteRate            2 MiB/s                    bytes per second
// money, hourlyPrice  400 USD, 0.096 USD/h       USD, USD per hour
// count               4, 500 records             a whole number
// decimal             1.2                        a number
// flag, text, oneOf   true, words, one of some   as written
// tagged (tagged.ts), reference (reference.ts), rateOfTime (rate-of-time.ts): see there.
// Limits are written as YAML writes them, and may name the page that sets them: `{ max: '10 MiB', source: '…' }`.

import type { z } from 'zod';
import { LONGEST_US } from '../engine/time-units.ts';
import { type Amount, amount, type Range, within } from './amount.ts';
import type { JsonSchema } from './json-form.ts';
import { nearest } from './nearest.ts';
import { readQuantity, readQuantityOf } from './quantity.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { BYTES, dimensionInWords, MONEY, PLAIN, sameDimension, TIME } from './unit.ts';
import { word } from './word.ts';
import {
  writtenByteRate,
  writtenDuration,
  writtenMoney,
  writtenRate,
  writtenShare,
  writtenSize,
} from './written.ts';

const DURATION: Amount = {
  dimension: TIME,
  example: '10 min',
  units: [' ms', ' s', ' min', ' h'],
  scale: (seconds) => Math.round(seconds * 1_000_000),
  written: writtenDuration,
  most: LONGEST_US,
};
const WHOLE_SECONDS: Amount = {
  ...DURATION,
  example: '30 s',
  step: { value: 1_000_000, words: 'whole seconds' },
};
const SIZE: Amount = {
  dimension: BYTES,
  example: '4 KiB',
  units: [' B', ' KiB', ' MiB'],
  scale: (bytes) => Math.round(bytes),
  written: writtenSize,
};
const same = (value: number): number => value;
const RATE: Amount = { dimension: [-1, 0, 0], example: '800/s', scale: same, written: writtenRate };
const BYTE_RATE: Amount = {
  dimension: [-1, 1, 0],
  example: '2 MiB/s',
  scale: same,
  written: writtenByteRate,
};
const USD: Amount = { dimension: MONEY, example: '0.015 USD', scale: same, written: writtenMoney };
const PER_HOUR: Amount = {
  dimension: [-1, 0, 1],
  example: '0.096 USD/h',
  // Fifteen digits, so that what is read, written and read again is the same.
  scale: (perSecond) => Number((perSecond * 3_600).toPrecision(15)),
  written: (perHour) => `${perHour} USD/h`,
};

/** A time, in whole microseconds: `10 min`. Never negative. */
export function duration(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(DURATION, range);
}

/** A time in whole seconds, in µs: `30 s`. What AWS takes as a number of seconds has no parts of one. */
export function wholeSeconds(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(WHOLE_SECONDS, range);
}

/** A number of bytes: `4 KiB`. Never negative. */
export function size(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(SIZE, range);
}

/** Events per second: `3200/s`. Never negative. */
export function rate(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(RATE, range);
}

/** Bytes per second: `2 MiB/s`. Never negative. */
export function byteRate(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(BYTE_RATE, range);
}

/** USD: `0.015 USD`. Never negative. */
export function money(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(USD, range);
}

/** USD per hour: `0.096 USD/h`. Never negative. */
export function hourlyPrice(range: Range<string> = {}): z.ZodType<number, string> {
  return amount(PER_HOUR, range);
}

/** A share, written with a percent sign: `40%` is 0.4. From 0% to 100% unless the range says otherwise. */
export function share(range: Range<string> = {}): z.ZodType<number, string> {
  const limits = { min: '0%', max: '100%', ...range };
  return word<number, string>({
    json: () => ({ type: 'string', examples: ['40%'] }),
    decode: (raw) => within(readShare(raw), limits, readShare, writtenShare),
    encode: writtenShare,
  });
}

/** A whole number: `4`, or `500 records`. */
export function count(range: Range<number> = {}): z.ZodType<number, number | string> {
  const limits = { min: 0, ...range };
  return word<number, number | string>({
    json: () => ({ type: ['integer', 'string'], ...numericLimits(limits) }),
    decode: (raw) => {
      const value = readPlain(raw, '4');
      if (!Number.isSafeInteger(value))
        throw new QuantityError(`${shown(raw)} is not a whole number`, {
          expected: 'a whole number, as in 4',
        });
      return within(value, limits, same, String);
    },
    encode: same,
  });
}

/** A plain number: `1.2`. */
export function decimal(range: Range<number> = {}): z.ZodType<number, number | string> {
  return word<number, number | string>({
    json: () => ({ type: ['number', 'string'], ...numericLimits(range) }),
    decode: (raw) => within(readPlain(raw, '1.5'), range, same, String),
    encode: same,
  });
}

/** `true` or `false`. */
export function flag(): z.ZodType<boolean, boolean> {
  return word<boolean, boolean>({
    json: () => ({ type: 'boolean' }),
    decode: (raw) => {
      if (typeof raw === 'boolean') return raw;
      const expected = typeof raw === 'string' && LIKE_TRUE.test(raw) ? 'write true' : 'write true or false';
      throw new QuantityError(`${shown(raw)} is neither true nor false`, { expected });
    },
    encode: (value) => value,
  });
}

const LIKE_TRUE = /^(yes|on|y)$/i;

/** Text, which must match `pattern` where there is one; `expected` says in words what that is. */
export function text(
  form: { readonly pattern?: RegExp; readonly expected?: string } = {},
): z.ZodType<string, string> {
  return word<string, string>({
    json: () => ({ type: 'string', ...(form.pattern === undefined ? {} : { pattern: form.pattern.source }) }),
    decode: (raw) => {
      const more = form.expected === undefined ? {} : { expected: form.expected };
      if (typeof raw !== 'string') throw new QuantityError(`${shown(raw)} is not text`, more);
      if (form.pattern?.test(raw) === false)
        throw new QuantityError(`${shown(raw)} is not allowed here`, more);
      return raw;
    },
    encode: (value) => value,
  });
}

/**
 * One of some texts.
 * @param later texts that are refused by name, as not built yet
 */
export function oneOf<const T extends string>(
  values: readonly T[],
  { later = [] }: { readonly later?: readonly string[] } = {},
): z.ZodType<T, T> {
  return word<T, T>({
    json: () => ({ type: 'string', enum: [...values] }),
    decode: (raw) => {
      const found = values.find((value) => value === raw);
      if (found !== undefined) return found;
      throw notOneOf(raw, values, later);
    },
    encode: (value) => value,
  });
}

/** What to say of a text that is none of some. */
export function notOneOf(raw: unknown, values: readonly string[], later: readonly string[]): QuantityError {
  const expected = values.length === 1 ? `write ${values[0]}` : `one of ${values.join(', ')}`;
  if (typeof raw === 'string' && later.includes(raw)) {
    return new QuantityError(`${shown(raw)} is not built yet`, { expected });
  }
  const near = typeof raw === 'string' ? nearest(raw, values) : undefined;
  return new QuantityError(`${shown(raw)} is not known here`, {
    expected,
    ...(near === undefined ? {} : { didYouMean: near }),
  });
}

function readShare(raw: unknown): number {
  if (typeof raw === 'number' && Number.isFinite(raw)) {
    const percent = raw >= 0 && raw <= 1 ? Number((raw * 100).toPrecision(12)) : raw;
    throw new QuantityError(`${raw} has no percent sign`, { expected: `write ${percent}%` });
  }
  if (typeof raw !== 'string')
    throw new QuantityError(`${shown(raw)} is not a share`, { expected: 'as in 40%' });
  const quantity = readQuantity(raw);
  if (!sameDimension(quantity.dimension, PLAIN)) {
    throw new QuantityError(`${shown(raw)} is ${dimensionInWords(quantity.dimension)}, not a share`, {
      expected: 'a share, as in 40%',
    });
  }
  if (quantity.percent) return quantity.value;
  throw new QuantityError(`"${raw}" has no percent sign`, { expected: 'a share, as in 40%' });
}

function readPlain(raw: unknown, example: string): number {
  const value = typeof raw === 'string' ? readQuantityOf(raw, PLAIN, example) : raw;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new QuantityError(`${shown(raw)} is not a number`, { expected: `a number, as in ${example}` });
}

function numericLimits({ min, max }: Range<number>): JsonSchema {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
}
