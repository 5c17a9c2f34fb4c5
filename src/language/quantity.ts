// A quantity is a number with a dimension, read from text: `10 min`, `2 KiB`, `1 MiB/s`, `4 * 800/s`, `40%`.

import { type Meaning, meaning } from './evaluation.ts';
import { parseExpression } from './expression.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { type Dimension, dimensionInWords, sameDimension } from './unit.ts';

/** A value in base units (seconds, bytes, USD; per second for rates). */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension;
  /** Whether it was written with a percent sign. */
  readonly percent: boolean;
}

/**
 * Reads a quantity.
 * @throws QuantityError with what is wrong and how to write it
 */
export function readQuantity(text: string): Quantity {
  const tree = parseExpression(text, false);
  if (tree.kind === 'unit') {
    throw new QuantityError(`${shown(text)} is a unit without a number`, {
      expected: `write 1 ${text.trim()}`,
    });
  }
  const { value, dimension, percent }: Meaning = meaning(tree);
  if (value === null) throw new QuantityError('"t" (time) is understood only in the rate of arrivals');
  return { value, dimension, percent };
}

/**
 * Reads a quantity of one dimension.
 * @param example how such a quantity is written, for the message
 * @throws QuantityError also when the dimension is another
 */
export function readQuantityOf(text: string, dimension: Dimension, example: string): number {
  const quantity = hinted(text, `${dimensionInWords(dimension)}, as in ${example}`);
  if (!sameDimension(quantity.dimension, dimension)) {
    throw new QuantityError(
      `${shown(text)} is ${dimensionInWords(quantity.dimension)}, not ${dimensionInWords(dimension)}`,
      { expected: `${dimensionInWords(dimension)}, as in ${example}` },
    );
  }
  return quantity.value;
}

/** Reads a quantity; a mistake in it that has no hint of its own gets this one. */
function hinted(text: string, expected: string): Quantity {
  try {
    return readQuantity(text);
  } catch (error) {
    if (!(error instanceof QuantityError) || (error.expected ?? error.didYouMean) !== undefined) throw error;
    throw new QuantityError(error.message, { expected });
  }
}
