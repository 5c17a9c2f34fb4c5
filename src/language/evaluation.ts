// What a tree means: every node has a dimension (seconds, bytes, USD) and is either a value known now or code over
// t. Dimensions are checked here, so that `5 min + 2 KiB` is refused and a rate of time is one at every t.

import { exactExp } from '../engine/math/exp.ts';
import { exactLog } from '../engine/math/log.ts';
import { exactPow } from '../engine/math/pow.ts';
import { exactCos, exactSin } from '../engine/math/sin.ts';
import type { BinaryOperator, Expression, FunctionName } from './expression.ts';
import { QuantityError } from './quantity-error.ts';
import { type Dimension, dimensionInWords, PLAIN, sameDimension, TIME, type Unit } from './unit.ts';

/** A tree's meaning: its dimension, its value in base units if t has no part in it, and JavaScript for it. */
export interface Meaning {
  readonly dimension: Dimension;
  readonly value: number | null;
  readonly code: string;
  /** Whether a percent sign stands in it: a share is written with one. */
  readonly percent: boolean;
}

type Numeric = (...args: number[]) => number;

/** What the code of a meaning may call; all exact, so that every machine computes the same bits. */
export const EXACT_FUNCTIONS: Readonly<Record<FunctionName, Numeric>> = {
  sin: exactSin as Numeric,
  cos: exactCos as Numeric,
  exp: exactExp as Numeric,
  log: exactLog as Numeric,
  pow: exactPow as Numeric,
  sqrt: Math.sqrt,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  min: Math.min,
  max: Math.max,
};

/**
 * The meaning of a tree.
 * @throws QuantityError when dimensions do not fit, or a constant part is no finite number
 */
export function meaning(tree: Expression): Meaning {
  switch (tree.kind) {
    case 'number':
      return known(tree.value, PLAIN);
    case 'unit':
      return known(tree.unit.times / tree.unit.over, tree.unit.dimension);
    case 'time':
      return { dimension: TIME, value: null, code: 't', percent: false };
    case 'percent': {
      const of = meaning(tree.of);
      return { ...divided(of, known(100, PLAIN)), percent: true };
    }
    case 'negated': {
      const of = meaning(tree.of);
      return combined(
        of.dimension,
        [of],
        (x) => -x!,
        (x) => `(-${x})`,
      );
    }
    case 'binary':
      return binaryMeaning(tree.op, tree.left, tree.right);
    case 'call':
      return callMeaning(tree.name, tree.args.map(meaning));
  }
}

function known(value: number, dimension: Dimension, percent = false): Meaning {
  if (!Number.isFinite(value)) throw new QuantityError('the result is not a finite number');
  return { dimension, value, code: value < 0 ? `(${value})` : String(value), percent };
}

function combined(
  dimension: Dimension,
  parts: readonly Meaning[],
  compute: Numeric,
  write: (...codes: string[]) => string,
): Meaning {
  const percent = parts.some((part) => part.percent);
  const values = parts.map((part) => part.value);
  if (values.every((value) => value !== null)) return known(compute(...values), dimension, percent);
  return { dimension, value: null, code: write(...parts.map((part) => part.code)), percent };
}

function binaryMeaning(op: BinaryOperator, leftTree: Expression, rightTree: Expression): Meaning {
  const left = meaning(leftTree);
  // A whole number of units keeps its decimals exact: 7 ms is 7 / 1000 s, not 7 × 0.001 s.
  if (rightTree.kind === 'unit' && (op === '*' || op === '/')) return inUnit(op, left, rightTree.unit);
  const right = meaning(rightTree);
  switch (op) {
    case '+':
    case '-': {
      if (!sameDimension(left.dimension, right.dimension)) {
        const [a, b] = [dimensionInWords(left.dimension), dimensionInWords(right.dimension)];
        throw new QuantityError(
          op === '+' ? `${a} and ${b} cannot be added` : `${b} cannot be taken from ${a}`,
        );
      }
      const compute: Numeric = op === '+' ? (a, b) => a! + b! : (a, b) => a! - b!;
      return combined(left.dimension, [left, right], compute, (a, b) => `(${a} ${op} ${b})`);
    }
    case '*':
      return combined(
        sum(left.dimension, right.dimension, 1),
        [left, right],
        (a, b) => a! * b!,
        (a, b) => `(${a} * ${b})`,
      );
    case '/':
      return divided(left, right);
    case '^':
      return power(left, right);
  }
}

function inUnit(op: '*' | '/', left: Meaning, { dimension, times, over }: Unit): Meaning {
  const [up, down] = op === '*' ? [times, over] : [over, times];
  return combined(
    sum(left.dimension, dimension, op === '*' ? 1 : -1),
    [left],
    (x) => (x! * up) / down,
    (x) => `(${x} * ${up} / ${down})`,
  );
}

function divided(left: Meaning, right: Meaning): Meaning {
  if (right.value === 0) throw new QuantityError('division by zero');
  return combined(
    sum(left.dimension, right.dimension, -1),
    [left, right],
    (a, b) => a! / b!,
    (a, b) => `(${a} / ${b})`,
  );
}

function power(base: Meaning, exponent: Meaning): Meaning {
  if (!sameDimension(exponent.dimension, PLAIN)) throw new QuantityError('an exponent is a plain number');
  const times = exponent.value;
  if (!sameDimension(base.dimension, PLAIN) && (times === null || !Number.isInteger(times))) {
    throw new QuantityError(`only whole powers of ${dimensionInWords(base.dimension)} have a meaning`);
  }
  const dimension = sameDimension(base.dimension, PLAIN) ? PLAIN : scaled(base.dimension, times ?? 1);
  return combined(dimension, [base, exponent], EXACT_FUNCTIONS.pow, (a, b) => `pow(${a}, ${b})`);
}

function callMeaning(name: FunctionName, args: readonly Meaning[]): Meaning {
  const first = args[0]!;
  const write = (...codes: string[]): string => `${name}(${codes.join(', ')})`;
  switch (name) {
    case 'min':
    case 'max':
    case 'abs':
      for (const argument of args) {
        if (sameDimension(argument.dimension, first.dimension)) continue;
        const [a, b] = [dimensionInWords(first.dimension), dimensionInWords(argument.dimension)];
        throw new QuantityError(`${name}() cannot compare ${a} with ${b}`);
      }
      return combined(first.dimension, args, EXACT_FUNCTIONS[name], write);
    case 'sqrt':
      return combined(scaled(first.dimension, 0.5), args, EXACT_FUNCTIONS.sqrt, write);
    case 'pow':
      return power(first, args[1]!);
    default:
      if (!sameDimension(first.dimension, PLAIN)) {
        throw new QuantityError(`${name}() takes a plain number, not ${dimensionInWords(first.dimension)}`, {
          expected: 'divide by a unit first, as in sin(2 * pi * t / day)',
        });
      }
      return combined(PLAIN, args, EXACT_FUNCTIONS[name], write);
  }
}

function sum(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  return [a[0] + sign * b[0], a[1] + sign * b[1], a[2] + sign * b[2]];
}

function scaled(a: Dimension, factor: number): Dimension {
  // Adding 0 turns −0 into 0.
  return [a[0] * factor + 0, a[1] * factor + 0, a[2] * factor + 0];
}
