// A rate that follows time, as text: `2000/s * (1 + 0.6 * sin(2 * pi * t / day))`. It stays text in a design and
// becomes one generated function where it is used. What is generated is made of our own tree alone: numbers, the
// variable t, and exact functions.

import { EXACT_FUNCTIONS, type Meaning, meaning } from './evaluation.ts';
import { parseExpression } from './expression.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { dimensionInWords, sameDimension } from './unit.ts';

/** Events per second at `tSeconds` after the start of the measured window. */
export type RateFunction = (tSeconds: number) => number;

/**
 * The function of a rate expression. Its values may be negative or no number at some t: whoever uses it looks.
 * `prepareExpressions([text])` must have been awaited before.
 * @throws QuantityError when the text is not a rate
 */
export function compileRate(text: string): RateFunction {
  const { value, code } = rateMeaning(text);
  if (value !== null) return () => value;
  const make = new Function(...Object.keys(EXACT_FUNCTIONS), `"use strict"; return (t) => ${code};`);
  return make(...Object.values(EXACT_FUNCTIONS)) as RateFunction;
}

/** The constant rate per second that a text means, or null when it follows time. @throws QuantityError */
export function constantRate(text: string): number | null {
  return rateMeaning(text).value;
}

function rateMeaning(text: string): Meaning {
  const found = meaning(parseExpression(text, true));
  if (sameDimension(found.dimension, [-1, 0, 0])) return found;
  throw new QuantityError(`${shown(text)} is ${dimensionInWords(found.dimension)}, not a rate`, {
    expected: 'a rate, as in 800/s',
  });
}
