// A path names one number of a design: `component.metric.statistic`, `component[part].metric.statistic`, or
// `cost.perMonth`; with `@1min` after the metric it is the worst whole minute's. It is text, never arithmetic, so that
// hyphens and dots in names are safe, and is checked against the metrics that the design declares.

import { nearest } from '../language/nearest.ts';
import { BYTES, type Dimension, MONEY, PLAIN, TIME } from '../language/unit.ts';
import { type MetricDeclaration, type Statistic, statisticsOf } from '../metrics/kinds.ts';
import type { ComponentType } from '../services/component.ts';
import type { Context } from './context.ts';
import type { ObjectivePath } from './design.ts';
import type { Place } from './mistake.ts';

/** What paths may look at. */
export interface Measurable {
  readonly components: ReadonlyMap<string, { readonly type: ComponentType; readonly config: unknown }>;
  /** Copies by the name that stands for all of them. */
  readonly copies: ReadonlyMap<string, readonly string[]>;
  /** Components that are wrong themselves. */
  readonly unread: ReadonlySet<string>;
  /** What is measured, µs; unknown where that is wrong itself. */
  readonly durationUs?: number | undefined;
}

/** A path that was read, and how its number is written. */
export interface ReadPath {
  /** The component that it names: one of the copies where it named them all. */
  readonly component: string | null;
  readonly path: ObjectivePath;
  readonly scale: Scale;
}

/** How a number is given in the result, and how it is written in a scenario. */
export interface Scale {
  /** As the result gives it. */
  readonly unit: string;
  readonly dimension: Dimension;
  readonly example: string;
  /** Units of the result in one base unit; 1 unless told. */
  readonly times?: number;
  /** Written with a percent sign. */
  readonly percent?: true;
}

const PATH = /^([^.[\]]+)(?:\[([^\]]*)\])?\.(.+)\.([^.]+)$/s;
const MINUTE = '@1min';
const MINUTE_US = 60_000_000;
const USD: Scale = { unit: 'USD', dimension: MONEY, example: '300 USD' };

/**
 * Reads a path: several where its name stands for several copies, none where it is wrong (and told).
 * @param at the place of a part of the text
 */
export function readPath(
  text: string,
  at: (part: string) => Place,
  design: Measurable,
  context: Context,
): ReadPath[] {
  if (/^cost\./.test(text)) {
    if (text === 'cost.perMonth')
      return [{ component: null, path: { kind: 'cost', item: 'perMonth' }, scale: USD }];
    context.add(at(text), `unknown cost "${text.slice('cost.'.length)}"`, { didYouMean: 'cost.perMonth' });
    return [];
  }
  const [, name, part, measure, statistic] = PATH.exec(text) ?? [];
  if (name === undefined || measure === undefined || statistic === undefined) {
    context.add(at(text), `"${text}" is no path`, {
      expected: 'component.metric.statistic, or cost.perMonth',
    });
    return [];
  }
  const [metric = '', period] = [measure.replace(/@.*$/s, ''), /@.*$/s.exec(measure)?.[0]];
  if (period !== undefined && !isMinute(period, statistic, at, design, context)) return [];
  const found: ReadPath[] = [];
  for (const component of design.copies.get(name) ?? [name]) {
    const checked = checkPath(component, part ?? null, metric, statistic, design, at, context);
    if (checked === undefined) return [];
    if (period !== undefined && checked.wholeWindow) {
      context.add(at(period), `${metric} is counted for the whole window alone`, {
        expected: 'leave @1min out',
      });
      return [];
    }
    const minute = period === undefined ? {} : { worstMinute: 'largest' as const };
    found.push({ component, path: { ...checked.path, ...minute }, scale: checked.scale });
  }
  return found;
}

function isMinute(
  period: string,
  statistic: string,
  at: (part: string) => Place,
  { durationUs }: Measurable,
  context: Context,
): boolean {
  if (period !== MINUTE || /@/.test(statistic)) {
    context.add(at(period), `"${period}" is no period`, { didYouMean: MINUTE });
    return false;
  }
  if (statistic === 'last' || statistic === 'max') {
    const expected =
      statistic === 'max' ? 'max without @1min: the largest of a minute is the largest of all' : 'mean';
    context.add(at(`.${statistic}`), `a worst minute has no "${statistic}"`, { expected });
    return false;
  }
  if (durationUs !== undefined && durationUs < MINUTE_US) {
    context.add(at(period), 'the window holds no whole minute', { expected: 'a duration of at least 1 min' });
    return false;
  }
  return true;
}

interface CheckedPath {
  readonly path: Extract<ObjectivePath, { kind: 'metric' }>;
  readonly scale: Scale;
  readonly wholeWindow: boolean;
}

function checkPath(
  component: string,
  part: string | null,
  metric: string,
  statistic: string,
  design: Measurable,
  at: (part: string) => Place,
  context: Context,
): CheckedPath | undefined {
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
    wholeWindow: declaration.wholeWindow === true,
  };
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
      return USD;
    case 'bytes':
      return perSecond
        ? { unit: 'bytes/s', dimension: [-1, 1, 0], example: '2 MiB/s' }
        : { unit, dimension: BYTES, example: '4 KiB' };
    case 'count':
      return perSecond ? { unit: 'count/s', dimension: [-1, 0, 0], example: '800/s' } : PLAIN_COUNT;
  }
}

function oneOfThese(name: string, known: readonly string[]): { expected?: string; didYouMean?: string } {
  const near = nearest(name, known);
  if (near !== undefined) return { didYouMean: near };
  return known.length === 0 ? {} : { expected: `one of ${known.slice(0, 40).join(', ')}` };
}
