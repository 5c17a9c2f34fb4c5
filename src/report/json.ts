// results.json: the result, written so that the same content is the same bytes whatever built it. Every shape of the
// result has its keys in one order, given below; the names that users and services chose keep the order in which they
// were declared. Small values stand on one line, and so does every series, so that a person can read the file too.

import { invariant } from '../engine/invariant.ts';
import { FATES, type Result } from '../experiment/result.ts';
import { STATISTICS } from '../metrics/kinds.ts';
import { LATENCY_SHARES } from '../services/records/application.ts';

/** How a value is written: an object with known keys in order, a map or a list of one shape, or as it comes. */
type Shape =
  | { readonly keys: readonly (readonly [name: string, shape: Shape])[] }
  | { readonly each: Shape; readonly first?: readonly string[] }
  | null;

const PLAIN: Shape = null;
const each = (shape: Shape, first: readonly string[] = []): Shape => ({ each: shape, first });
/** Keys in order; those of `shapes` have a shape of their own. */
function object(names: string, shapes: Readonly<Record<string, Shape>> = {}): Shape {
  return { keys: names.split(' ').map((name) => [name, shapes[name] ?? PLAIN] as const) };
}

const ESTIMATE = object('value ci95 above');
const METRIC = object('kind unit statistics', {
  statistics: each(ESTIMATE, [...new Set(Object.values(STATISTICS).flat())]),
});
const PART = object('id metrics', { metrics: each(METRIC) });
const COMPONENT = object('type metrics parts', {
  metrics: each(METRIC),
  parts: object('kind items', { items: each(PART) }),
});
const FLOW = object('from to produced fates lost duplicates latencyShares', {
  produced: ESTIMATE,
  fates: each(ESTIMATE, FATES),
  lost: ESTIMATE,
  duplicates: ESTIMATE,
  latencyShares: each(ESTIMATE, LATENCY_SHARES),
});
const COST_LINE = object(
  'component meter kind unit quantityPerMonth pricePerUnit perMonth quantityInWindow inWindow',
  {
    quantityPerMonth: ESTIMATE,
    perMonth: ESTIMATE,
    quantityInWindow: ESTIMATE,
    inWindow: ESTIMATE,
  },
);
const COST = object('currency priceBook title perMonth whyNoMonth window meanLoad notPriced lines', {
  perMonth: ESTIMATE,
  window: ESTIMATE,
  lines: each(COST_LINE),
});
const OBJECTIVE = object('text verdict indicative observed operator limit unit note line', {
  observed: ESTIMATE,
});
const FINDING = object('severity component title limit shareOfHarm evidence advice');
const ASSUMPTION = object('component property value low high why');
const SERIES_LINE = object('component metric part unit statistic periodSeconds capacity values');
const DESIGN = object(
  'name replications precision question unstable components flows cost objectives findings assumptions fingerprints events series',
  {
    precision: object('path unit wanted half met'),
    question: object('kind triggers'),
    components: each(COMPONENT),
    flows: each(FLOW),
    cost: COST,
    objectives: each(OBJECTIVE),
    findings: each(FINDING),
    assumptions: each(ASSUMPTION),
    series: object('periodSeconds lines', { lines: each(SERIES_LINE) }),
  },
);
const COMPARISON = object(
  'design against path unit base value difference ratio correlation varianceRatio verdict paired',
  { base: ESTIMATE, value: ESTIMATE, difference: ESTIMATE, ratio: ESTIMATE },
);
const RESULT = object('schemaVersion simulator scenario method partial designs comparisons', {
  simulator: object('name version'),
  scenario: object('name description region seed durationSeconds warmupSeconds environment hash'),
  designs: each(DESIGN),
  comparisons: each(COMPARISON),
});

const LINE_WIDTH = 110;

/**
 * The whole result as JSON, with a newline at the end.
 * @throws InvariantError when a number in it is NaN or infinite; the message names its place
 */
export function renderJson(result: Result): string {
  return `${write(result, RESULT, '', '$')}\n`;
}

function write(value: unknown, shape: Shape, indent: string, place: string): string {
  if (typeof value === 'number') {
    invariant(Number.isFinite(value), 'every number in a result is finite; what cannot be told is null', {
      place,
      value: String(value),
    });
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const items = list
    ? value.map((item, i) => write(item, inside(shape), inner, `${place}[${i}]`))
    : entries(value as Readonly<Record<string, unknown>>, shape).map(
        ([key, item, itemShape]) =>
          `${JSON.stringify(key)}: ${write(item, itemShape, inner, `${place}.${key}`)}`,
      );
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  const flat = list && value.every((item) => item === null || typeof item === 'number');
  const short = items.every((item) => !item.includes('\n')) && oneLine(items) <= LINE_WIDTH - indent.length;
  if (flat || short) return list ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function oneLine(items: readonly string[]): number {
  return items.reduce((sum, item) => sum + item.length + 2, 4);
}

function inside(shape: Shape): Shape {
  return shape !== null && 'each' in shape ? shape.each : null;
}

/** An object's entries in the order of its shape; a key that the shape does not know comes after, by name. */
function entries(value: Readonly<Record<string, unknown>>, shape: Shape): [string, unknown, Shape][] {
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  if (shape === null) return present.map((key) => [key, value[key], null]);
  if ('each' in shape) {
    const first = (shape.first ?? []).filter((key) => present.includes(key));
    const rest = present.filter((key) => !first.includes(key));
    return [...first, ...rest].map((key) => [key, value[key], shape.each]);
  }
  const known = shape.keys.filter(([key]) => present.includes(key));
  const names = known.map(([key]) => key);
  const unknown = present.filter((key) => !names.includes(key)).sort();
  return [
    ...known.map(([key, inner]): [string, unknown, Shape] => [key, value[key], inner]),
    ...unknown.map((key): [string, unknown, Shape] => [key, value[key], null]),
  ];
}
