// A value that a JSON Schema of the language allows, as far as it says: what more there is to know (ranges of quantities,
// rules between properties) the loader tells, and repairs follow it. A property of tomorrow is drawn like those of today.

import type { JsonSchema } from '../../src/language/json-form.ts';
import type { Chance } from './chance.ts';

/** Quantities in rising order, by the unit of the schema's example. */
const QUANTITIES: readonly (readonly [example: RegExp, values: readonly string[]])[] = [
  [
    /^30 s$/,
    ['0 s', '1 s', '2 s', '3 s', '5 s', '8 s', '20 s', '60 s', '5 min', '300 s', '1 h', '1 d', '4 d'],
  ],
  [
    / min$/,
    ['0 s', '1 ms', '20 ms', '100 ms', '400 ms', '1 s', '2.5 s', '5 s', '30 s', '2 min', '10 min', '1 h'],
  ],
  [
    / [KM]iB$/,
    [
      '1 B',
      '90 B',
      '700 B',
      '1 KiB',
      '5000 B',
      '25 KiB',
      '64 KiB',
      '256 KiB',
      '1 MiB',
      '10 MiB',
      '128 MiB',
      '1 GiB',
    ],
  ],
  [/%$/, ['0%', '0.5%', '3%', '10%', '25%', '60%', '90%', '100%']],
  [/iB\/s$/, ['1 KiB/s', '100 KiB/s', '1 MiB/s', '2 MiB/s', '10 MiB/s', '40 MiB/s']],
  [/^\d+\/s$/, ['0/s', '1/s', '3/s', '10/s', '40/s', '120/s']],
  [/USD\/h$/, ['0 USD/h', '0.01 USD/h', '0.096 USD/h', '2 USD/h']],
  [/USD$/, ['0 USD', '0.00001 USD', '0.015 USD', '3 USD']],
];
const SMALL = [0, 0.001, 0.1, 0.5, 1, 1.5, 2, 2.4, 3, 10, 50];
/** The pairs of lognormal's forms, and what must not be smaller than what. */
const LOGNORMAL = [
  ['median', 'p99'],
  ['median', 'sigma'],
  ['mean', 'cv'],
];
const ORDERED = [
  ['min', 'max'],
  ['median', 'p99'],
  ['minShards', 'maxShards'],
  ['minHosts', 'maxHosts'],
  ['minimumPollers', 'maximumPollers'],
] as const;
/** Stands for a name that is put in afterwards. */
export const NAME_TO_COME = 'to-come';

/** How a value is drawn: of all properties that may be left out, so many are not. */
interface Drawing {
  readonly chance: Chance;
  readonly density: number;
}

/** Draws a value. */
export function drawn(schema: JsonSchema, { chance, density }: Drawing): unknown {
  const { const: one, enum: words, anyOf, type, default: preset } = schema;
  if (one !== undefined) return one;
  if (preset !== undefined && chance.happens(0.1)) return structuredClone(preset);
  if (words !== undefined) return chance.pick(words as unknown[]);
  if (anyOf !== undefined) return drawnOption(anyOf as JsonSchema[], { chance, density });
  const types = [type].flat();
  if (types.includes('object')) return drawnGroup(schema, { chance, density });
  if (types.includes('array')) {
    const least = (schema.minItems as number | undefined) ?? 0;
    const length = chance.integer(Math.max(least, chance.happens(0.1) ? 0 : 1), Math.max(least, 2));
    return Array.from({ length }, () => drawn(schema.items as JsonSchema, { chance, density }));
  }
  if (types.includes('integer')) return drawnCount(schema, chance);
  if (types.includes('number')) return drawnNumber(schema, chance);
  if (types.includes('boolean')) return chance.happens(0.5);
  const examples = schema.examples as string[] | undefined;
  return examples === undefined ? NAME_TO_COME : drawnQuantity(examples, chance);
}

function drawnQuantity([example = '', ...others]: readonly string[], chance: Chance): string {
  if (others.length > 0 && chance.happens(0.3)) return chance.pick(others);
  const known = QUANTITIES.find(([form]) => form.test(example));
  return known === undefined ? example : chance.pick(known[1]);
}

function drawnCount({ minimum = 0, maximum = 1e9 }: JsonSchema, chance: Chance): number {
  const span = chance.happens(0.02) ? 150 : chance.pick([1, 1, 2, 2, 4, 4, 20]);
  return Math.min(Number(maximum), Number(minimum) + chance.integer(0, span));
}

function drawnNumber({ minimum = 0, maximum = 1e9 }: JsonSchema, chance: Chance): number {
  return Math.min(Number(maximum), Math.max(Number(minimum), chance.pick(SMALL)));
}

/** One of several forms. A bare quantity is short for the option that has a `value`. */
function drawnOption(options: readonly JsonSchema[], drawing: Drawing): unknown {
  const option = drawing.chance.pick(options);
  if (String(option.description).startsWith('short for')) {
    const long = options.find(
      ({ properties }) => (properties as JsonSchema | undefined)?.value !== undefined,
    );
    if (long === undefined)
      return drawnOption(
        options.filter((one) => one !== option),
        drawing,
      );
    return drawn((long.properties as Record<string, JsonSchema>).value!, drawing);
  }
  return drawn(option, drawing);
}

function drawnGroup(schema: JsonSchema, drawing: Drawing): Record<string, unknown> {
  const { chance, density } = drawing;
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  const group: Record<string, unknown> = {};
  const isLognormal = (properties.distribution as JsonSchema | undefined)?.const === 'lognormal';
  const wanted = isLognormal ? ['distribution', ...chance.pick(LOGNORMAL)] : null;
  for (const [name, inner] of Object.entries(properties)) {
    if (wanted?.includes(name) ?? (required.includes(name) || chance.happens(density)))
      group[name] = drawn(inner, drawing);
  }
  const free = schema.additionalProperties;
  if (typeof free === 'object' && free !== null) {
    for (let i = chance.integer(1, 3); i > 0; i--) group[`own-${i}`] = drawn(free as JsonSchema, drawing);
  }
  return consistent(group);
}

/** What belongs together in right order, and lists of one length. */
function consistent(group: Record<string, unknown>): Record<string, unknown> {
  for (const [least, most] of ORDERED) {
    const [a, b] = [group[least], group[most]];
    if (a === undefined || b === undefined || rank(a) <= rank(b)) continue;
    group[least] = b;
    group[most] = a;
  }
  if (Object.keys(group).every((name) => /^[A-Z]/.test(name))) sharedOut(group);
  const { weights } = group;
  for (const [name, list] of Object.entries(group)) {
    if (!Array.isArray(weights) || !Array.isArray(list) || name === 'weights') continue;
    const length = Math.min(weights.length, list.length);
    group[name] = list.slice(0, length);
    group.weights = weights.slice(0, length).map((weight) => Number(weight) + 1);
  }
  return group;
}

/** Shares of API actions, each by itself or among other properties, come to a whole. */
function sharedOut(group: Record<string, unknown>): void {
  const names = Object.keys(group);
  const each = Math.floor(100 / names.length);
  for (const [i, name] of names.entries()) {
    const share = `${i === 0 ? 100 - each * (names.length - 1) : each}%`;
    const value = group[name];
    if (typeof value === 'string' && value.endsWith('%')) group[name] = share;
    else if (typeof value === 'object' && value !== null && 'share' in value) value.share = share;
  }
}

function rank(value: unknown): number {
  if (typeof value === 'number') return value;
  for (const [, values] of QUANTITIES) {
    const at = values.indexOf(String(value));
    if (at >= 0) return at;
  }
  return 0;
}
