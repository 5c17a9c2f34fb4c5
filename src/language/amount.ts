// Amounts: quantities of one dimension, written with a unit, between two limits and maybe in whole steps.

import type { z } from 'zod';
import { readQuantityOf } from './quantity.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { type Dimension, dimensionInWords } from './unit.ts';
import { word } from './word.ts';

/** The smallest and the largest value that are allowed, in YAML's form, and who says so. */
export interface Range<T> {
  readonly min?: T;
  readonly max?: T;
  /** The page that sets the limits; shown when they are broken. */
  readonly source?: string;
}

/** What a kind of amount is written in. */
export interface Amount {
  readonly dimension: Dimension;
  readonly example: string;
  /** The units, each with the space before it, that a bare number may have been meant in; the example's if left out. */
  readonly units?: readonly string[];
  /** Base units to what the schema gives out. */
  scale(value: number): number;
  written(value: number): string;
  /** What it comes in multiples of, and that in words. */
  readonly step?: { readonly value: number; readonly words: string };
  /** The most that can be reckoned with, in what the schema gives out; any finite value if left out. */
  readonly most?: number;
  /** False where a negative value has a meaning. */
  readonly negative?: true;
}

/** The word of one kind of amount. */
export function amount(kind: Amount, range: Range<string>): z.ZodType<number, string> {
  const read = (raw: string): number => kind.scale(readQuantityOf(raw, kind.dimension, kind.example));
  return word<number, string>({
    json: () => ({ type: 'string', examples: [kind.example] }),
    decode: (raw) => {
      const value = read(quantityText(raw, kind));
      if (!Number.isFinite(value) || value > (kind.most ?? value)) {
        const most = kind.most === undefined ? 'less' : `at most ${kind.written(kind.most)}`;
        throw new QuantityError(`${shown(raw)} is too large`, { expected: most });
      }
      if (value < 0) throw new QuantityError(`${shown(raw)} is negative`, { expected: `0 or more` });
      const { step } = kind;
      if (step !== undefined && value % step.value !== 0)
        throw new QuantityError(`${shown(raw)} is not in ${step.words}`, {
          expected: `${step.words}, as in ${kind.example}`,
        });
      return within(value, range, read, kind.written);
    },
    encode: kind.written,
  });
}

function quantityText(raw: unknown, { dimension, example, units }: Amount): string {
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number' && Number.isFinite(raw)) {
    const forms = (units ?? [example.replace(/^[\d.]+/, '')]).map((unit) => `${raw}${unit}`);
    throw new QuantityError(`${raw} has no unit`, {
      expected: `${dimensionInWords(dimension)}: write ${forms.join(', or ')}`,
    });
  }
  if (typeof raw === 'number')
    throw new QuantityError(`${raw} is not a number`, { expected: `as in ${example}` });
  throw new QuantityError(`${shown(raw)} is not ${dimensionInWords(dimension)}`, {
    expected: `as in ${example}`,
  });
}

/** A value that keeps to its limits. */
export function within<T>(
  value: number,
  { min, max, source }: Range<T>,
  read: (limit: T) => number,
  written: (value: number) => string,
): number {
  const says = source === undefined ? '' : ` (${source})`;
  if (min !== undefined && value < read(min)) {
    throw new QuantityError(`${written(value)} is too small`, { expected: `at least ${min}${says}` });
  }
  if (max !== undefined && value > read(max)) {
    throw new QuantityError(`${written(value)} is too large`, { expected: `at most ${max}${says}` });
  }
  return value;
}
