// An objective is text: `path operator quantity`, never arithmetic on its left. The path is checked against the metrics
// that the design declares, and the quantity against the unit of what the path names.

import { readQuantity } from '../language/quantity.ts';
import { QuantityError } from '../language/quantity-error.ts';
import { dimensionInWords, sameDimension } from '../language/unit.ts';
import type { Context } from './context.ts';
import type { Objective, ObjectivePath, Operator } from './design.ts';
import type { Place } from './mistake.ts';
import { type Measurable, readPath, type Scale } from './path.ts';

/** The operators, as a regular expression's alternatives; the longer first. */
export const OPERATOR = '<=|>=|<|>';

const FORM = new RegExp(`^\\s*(\\S.*?)\\s*(${OPERATOR})\\s*(.*?)\\s*$`, 's');
const HOW = 'as in dashboard.latency.p99 < 1 s';

/** Reads one objective: several where its name stands for several copies, none where it is wrong (and told). */
export function readObjective(text: string, place: Place, design: Measurable, context: Context): Objective[] {
  const at = (part: string): Place => partOf(place, text, part);
  const [, path, operator, limit] = FORM.exec(text) ?? [];
  if (path === undefined || operator === undefined) {
    context.add(place, 'an objective is path, operator and quantity', { expected: HOW });
    return [];
  }
  if (limit === undefined || limit === '') {
    context.add(place, 'the objective has no quantity to compare with', { expected: HOW });
    return [];
  }
  const found = { operator: operator as Operator, line: place.line };
  const said = text.trim();
  const objectives: Objective[] = [];
  for (const read of readPath(path, at, design, context)) {
    const value = readLimit(limit, read.scale, at(limit), context);
    if (value === undefined) return [];
    const name = /^[^.[\]]+/.exec(said)?.[0] ?? '';
    const own = read.component === null || read.component === name;
    objectives.push({
      ...found,
      text: own ? said : read.component + said.slice(name.length),
      path: towards(read.path, found.operator),
      limit: value,
      unit: read.scale.unit,
    });
  }
  return objectives;
}

/** The worst minute is the one that speaks against the objective. */
function towards(path: ObjectivePath, operator: Operator): ObjectivePath {
  if (path.kind !== 'metric' || path.worstMinute === undefined) return path;
  return { ...path, worstMinute: operator === '<' || operator === '<=' ? 'largest' : 'smallest' };
}

function readLimit(text: string, scale: Scale, place: Place, context: Context): number | undefined {
  try {
    const { value, dimension, percent } = readQuantity(text);
    if (sameDimension(dimension, scale.dimension) && (scale.percent !== true || percent))
      return value * (scale.times ?? 1);
    const wanted = scale.percent === true ? 'a share' : dimensionInWords(scale.dimension);
    context.add(place, `"${text}" is ${dimensionInWords(dimension)}, not ${wanted}`, {
      expected: `${wanted}, as in ${scale.example}`,
    });
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    context.add(place, error.message, error);
  }
  return undefined;
}

/** The place of a part of a text that stands in one line; the whole place when it does not. */
export function partOf(place: Place, text: string, part: string): Place {
  const line = place.source.lines[place.line - 1] ?? '';
  const begin = line.indexOf(text, place.column - 1);
  const at = text.indexOf(part);
  if (begin < 0 || begin > place.column || at < 0) return place;
  return { ...place, column: begin + at + 1, length: part.length };
}
