// An objective is text: `path operator quantity`, never arithmetic on its left, so that hyphens and dots in names are
// safe. It is checked against the metrics that the design declares: the component, the part, the metric, the
// statistic and the unit.

import { nearest } from '../language/nearest.ts';
import { readQuantity } from '../language/quantity.ts';
import { QuantityError } from '../language/quantity-error.ts';
import {
  BYTES,
  type Dimension,
  dimensionInWords,
  MONEY,
  PLAIN,
  sameDimension,
  TIME,
} from '../language/unit.ts';
import { type MetricDeclaration, type Statistic, statisticsOf } from '../metrics/kinds.ts';
import type { ComponentType } from '../services/component.ts';
import type { Context } from './context.ts';
import type { Objective, ObjectivePath, Operator } from './design.ts';
import type { Place } from './mistake.ts';

/** What objectives may look at. */
export interface Measurable {
  readonly components: ReadonlyMap<string, { readonly type: ComponentType; readonly config: unknown }>;
  /** Copies by the name that stands for all of them. */
  readonly copies: ReadonlyMap<string, readonly string[]>;
  /** Components that are wrong themselves. */
  readonly unread: ReadonlySet<string>;
}

/** The operators, as a regular expression's alternatives; the longer first. */
export const OPERATOR = '<=|>=|<|>';

const FORM = new RegExp(`^\\s*(\\S.*?)\\s*(${OPERATOR})\\s*(.*?)\\s*$`, 's');
const PATH = /^([^.[\]]+)(?:\[([^\]]*)\])?\.(.+)\.([^.]+)$/s;
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
  const found = { text: text.trim(), operator: operator as Operator, line: place.line };
  const later = /@\S+/.exec(path)?.[0];
  if (later !== undefined) {
    context.add(at(later), `"${later}" is not built yet`, { expected: 'a metric over the whole window' });
    return [];
  }
  if (/^cost\./.test(path)) {
    if (path !== 'cost.perMonth') {
      context.add(at(path), `unknown cost "${path.slice('cost.'.length)}"`, { didYouMean: 'cost.perMonth' });
      return [];
    }
    const usd = readLimit(limit, { unit: 'USD', dimension: MONEY, example: '300 USD' }, at(limit), context);
    return usd === undefined
      ? []
      : [{ ...found, path: { kind: 'cost', item: 'perMonth' }, limit: usd, unit: 'USD' }];
  }
  const [, name, part, metric, statistic] = PATH.exec(path) ?? [];
  if (name === undefined || metric === undefined || statistic === undefined) {
    context.add(at(path), `"${path}" is no path`, {
      expected: 'component.metric.statistic, or cost.perMonth',
    });
    return [];
  }
  const names = design.copies.get(name) ?? [name];
  const objectives: Objective[] = [];
  for (const component of names) {
    const checked = checkPath(component, part ?? null, metric, statistic, design, at, context);
    if (checked === undefined) return [];
    const value = readLimit(limit, checked.scale, at(limit), context);
    if (value === undefined) return [];
    const said = component === name ? found.text : component + found.text.slice(name.length);
    objectives.push({ ...found, text: said, path: checked.path, limit: value, unit: checked.scale.unit });
  }
  return objectives;
}

function checkPath(
  component: string,
  part: string | null,
  metric: string,
  statistic: string,
  design: Measurable,
  at: (part: string) => Place,
  context: Context,
): { readonly path: ObjectivePath; readonly scale: Scale } | undefined {
  const found = design.components.get(component);
  if (found === undefined) {
    if (design.unread.has(component)) return undefined;
    const known = [...design.copies.keys(), ...design.components.keys()];
    context.add(at(component), `no component is named "${component}"`, oneOfThese(component, known));
    return undefined;
  }
  const { type, config } = found;
  const metrics = type.metrics(config);
  const declaration = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (declaration === undefined) {
    context.add(
      at(metric),
      `${type.name} has no metric "${metric}"`,
      oneOfThese(metric, Object.keys(metrics)),
    );
    return undefined;
  }
  const statistics: readonly string[] = statisticsOf(declaration);
  if (!statistics.includes(statistic)) {
    const kind = `${metric} is a ${declaration.kind}`;
    context.add(at(`.${statistic}`), `${kind}: it has no "${statistic}"`, oneOfThese(statistic, statistics));
    return undefined;
  }
  if (part !== null) {
    const parts = type.parts?.(config) ?? [];
    if (declaration.perPart !== true) {
      context.add(at(`[${part}]`), `${metric} is kept for the whole of ${component} alone`, {
        expected: 'leave the part out',
      });
      return undefined;
    }
    if (!parts.includes(part)) {
      context.add(
        at(part),
        `${component} has no ${type.partKind ?? 'part'} "${part}"`,
        oneOfThese(part, parts),
      );
      return undefined;
    }
  }
  const known = statistic as Statistic;
  return {
    path: { kind: 'metric', component, part, metric, statistic: known },
    scale: scaleOf(declaration, known),
  };
}

interface Scale {
  /** As the result gives it. */
  readonly unit: string;
  readonly dimension: Dimension;
  readonly example: string;
  /** Units of the result in one base unit; 1 unless told. */
  readonly times?: number;
  /** Written with a percent sign. */
  readonly percent?: true;
}

const RATIO: Scale = { unit: 'ratio', dimension: PLAIN, example: '0.1%', percent: true };
const PLAIN_COUNT: Scale = { unit: 'count', dimension: PLAIN, example: '100' };

function scaleOf({ kind, unit }: MetricDeclaration, statistic: Statistic): Scale {
  if (statistic === 'ratio') return RATIO;
  if (kind === 'distribution' && statistic === 'count') return PLAIN_COUNT;
  const perSecond = statistic === 'rate';
  switch (unit) {
    case 'ratio':
      return RATIO;
    case 'seconds':
      return { unit, dimension: TIME, example: '1 s' };
    case 'milliseconds':
      return { unit, dimension: TIME, example: '250 ms', times: 1_000 };
    case 'USD':
      return { unit, dimension: MONEY, example: '300 USD' };
    case 'bytes':
      return perSecond
        ? { unit: 'bytes/s', dimension: [-1, 1, 0], example: '2 MiB/s' }
        : { unit, dimension: BYTES, example: '4 KiB' };
    case 'count':
      return perSecond ? { unit: 'count/s', dimension: [-1, 0, 0], example: '800/s' } : PLAIN_COUNT;
  }
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

function oneOfThese(name: string, known: readonly string[]): { expected?: string; didYouMean?: string } {
  const near = nearest(name, known);
  if (near !== undefined) return { didYouMean: near };
  return known.length === 0 ? {} : { expected: `one of ${known.slice(0, 40).join(', ')}` };
}

/** The place of a part of a text that stands in one line; the whole place when it does not. */
function partOf(place: Place, text: string, part: string): Place {
  const line = place.source.lines[place.line - 1] ?? '';
  const begin = line.indexOf(text, place.column - 1);
  const at = text.indexOf(part);
  if (begin < 0 || begin > place.column || at < 0) return place;
  return { ...place, column: begin + at + 1, length: part.length };
}
