// When a design has been run often enough: a fixed number of times, while an objective is undecided, or until a number
// is known precisely enough.

import { readQuantity } from '../language/quantity.ts';
import { QuantityError } from '../language/quantity-error.ts';
import { dimensionInWords, sameDimension } from '../language/unit.ts';
import type { Context, Locate } from './context.ts';
import type { Stopping } from './design.ts';
import { partOf } from './objective.ts';
import { type Measurable, readPath, type Scale } from './path.ts';
import { LEAST_FOR_PRECISION, type Settings } from './settings.ts';

/** How many replications there are at first, and when there are enough of them. */
export interface Runs {
  readonly replications: number;
  readonly stopping?: Stopping;
}

/** Reads the two settings that say how often a design is run; undefined where they are wrong (and told). */
export function readRuns(
  { replications, precision }: Settings,
  design: Measurable,
  at: Locate,
  context: Context,
): Runs | undefined {
  const { min, max } = replications;
  if (precision === undefined) {
    return min === max ? { replications: min } : { replications: min, stopping: { kind: 'looks', max } };
  }
  if (min !== max) {
    context.add(at(['precision'], 'key'), 'precision and replications: { min, max } both say when to stop', {
      expected: 'one of the two',
    });
    return undefined;
  }
  const first = Math.max(min, LEAST_FOR_PRECISION);
  if (precision.max < first) {
    context.add(at(['precision', 'max']), `at least ${first} replications are run`, {
      expected: `a max of ${first} or more`,
    });
    return undefined;
  }
  const place = at(['precision', 'metric']);
  const text = precision.metric.trim();
  const found = readPath(text, (part) => partOf(place, text, part), design, context);
  if (found.length > 1)
    context.add(place, `"${text}" names ${found.length} numbers`, { expected: 'one of the copies' });
  const [read] = found;
  if (read === undefined || found.length > 1) return undefined;
  const within = readWithin(precision.within, read.scale, at, context);
  if (within === undefined) return undefined;
  const { unit } = read.scale;
  const stopping: Stopping = {
    kind: 'precision',
    text,
    path: read.path,
    ...within,
    unit,
    max: precision.max,
  };
  return { replications: first, stopping };
}

function readWithin(
  text: string,
  scale: Scale,
  at: Locate,
  context: Context,
): { readonly within: number; readonly relative: boolean } | undefined {
  const place = at(['precision', 'within']);
  const expected = `a share of the value, as in 5%${scale.percent === true ? '' : `, or an amount, as in ${scale.example}`}`;
  try {
    const { value, dimension, percent } = readQuantity(text);
    if (!(value > 0)) {
      context.add(place, `within: ${text} is not above 0`, { expected });
    } else if (percent) {
      return { within: value, relative: true };
    } else if (scale.percent !== true && sameDimension(dimension, scale.dimension)) {
      return { within: value * (scale.times ?? 1), relative: false };
    } else {
      context.add(place, `within: "${text}" is ${dimensionInWords(dimension)}`, { expected });
    }
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    context.add(place, `within: ${error.message}`, error);
  }
  return undefined;
}
