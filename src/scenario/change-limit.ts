// How much a figure may change between two designs: `dashboard.latency.p99 > +10%` is what must not happen. A share is of
// the base; an amount is in the figure's own unit, and of a share in points, since 1 % of a share could be either.

import { nearest } from '../language/nearest.ts';
import { readQuantity } from '../language/quantity.ts';
import { QuantityError } from '../language/quantity-error.ts';
import { BYTES, type Dimension, MONEY, PLAIN, sameDimension, TIME } from '../language/unit.ts';
import type { Context } from './context.ts';
import type { Operator } from './design.ts';
import type { Place } from './mistake.ts';
import { OPERATOR } from './objective.ts';

/** A change that must not happen. */
export interface ChangeLimit {
  /** As the user wrote it. */
  readonly text: string;
  readonly path: string;
  readonly operator: Operator;
  /** Of the base, with its sign (`+10%` is 0.1); or an amount in the figure's unit. */
  readonly change: { readonly of: 'base' | 'unit'; readonly value: number };
}

const FORM = new RegExp(`^\\s*(\\S.*?)\\s*(${OPERATOR})\\s*(.*?)\\s*$`, 's');
const HOW = 'as in dashboard.latency.p99 > +10%, < -5%, or > +20 ms';

/** The written units by the unit of a result: what one is of, and how many of the result's it is. */
const UNITS: Readonly<
  Record<string, { readonly dimension: Dimension; readonly times: number; readonly example: string }>
> = {
  seconds: { dimension: TIME, times: 1, example: '+20 ms' },
  milliseconds: { dimension: TIME, times: 1_000, example: '+20 ms' },
  USD: { dimension: MONEY, times: 1, example: '+20 USD' },
  bytes: { dimension: BYTES, times: 1, example: '+4 KiB' },
  'bytes/s': { dimension: [-1, 1, 0], times: 1, example: '+1 MiB/s' },
  count: { dimension: PLAIN, times: 1, example: '+100' },
  'count/s': { dimension: [-1, 0, 0], times: 1, example: '+100/s' },
};

/** The parts of a limit before its figure is known; undefined, and told, when it is none. */
export function splitChangeLimit(
  text: string,
  place: Place,
  context: Context,
): { readonly path: string; readonly operator: Operator; readonly change: string } | undefined {
  const [, path, operator, change] = FORM.exec(text) ?? [];
  if (path === undefined || operator === undefined || change === undefined || change === '') {
    context.add(place, 'a limit is path, operator and change', { expected: HOW });
    return undefined;
  }
  return { path, operator: operator as Operator, change };
}

/** Reads the change of a figure in a result's unit; undefined, and told, when it is wrong. */
export function readChange(
  text: string,
  unit: string,
  place: Place,
  context: Context,
): ChangeLimit['change'] | undefined {
  const [, sign, size] = /^([+-])\s*(.*)$/s.exec(text) ?? [];
  if (sign === undefined || size === undefined || size === '') {
    context.add(place, `"${text}" does not say which way`, { expected: 'a sign, as in +10% or -5%' });
    return undefined;
  }
  const signed = (value: number): number => (sign === '-' ? -value : value);
  const points = /^(\d+(?:\.\d+)?)\s*points?$/.exec(size)?.[1];
  const share = unit === 'ratio';
  if (points !== undefined && share) return { of: 'unit', value: signed(Number(points) / 100) };
  const scale = share ? undefined : (UNITS[unit] ?? { dimension: PLAIN, times: 1, example: '+100' });
  const example = scale?.example ?? '+0.5 points';
  try {
    const { value, dimension, percent } = readQuantity(size);
    if (percent) return { of: 'base', value: signed(value) };
    if (scale !== undefined && sameDimension(dimension, scale.dimension))
      return { of: 'unit', value: signed(value * scale.times) };
    context.add(place, `"${text}" is no change of this figure`, {
      expected: `a share of the base, as in +10%, or an amount, as in ${example}`,
    });
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    context.add(place, error.message, error);
  }
  return undefined;
}

/** Tells of a path that a saved result does not have. */
export function unknownFigure(
  path: string,
  known: readonly string[],
  where: string,
  place: Place,
  context: Context,
): void {
  const near = nearest(path, known);
  context.add(place, `${where} has no figure "${path}"`, {
    ...(near === undefined ? { expected: 'a path of its results.json, under comparable.figures' } : {}),
    didYouMean: near,
  });
}
