// One component at random: a preset of its type, some of its properties drawn anew by its schema, and what its type refuses
// taken back out.

import { inputSchema, type JsonSchema } from '../../src/language/json-form.ts';
import { readBy } from '../../src/language/reading.ts';
import type { ComponentType } from '../../src/services/component.ts';
import type { Chance } from './chance.ts';
import { type Data, PRESETS } from './presets.ts';
import { namedIn } from './references.ts';
import { drawn, NAME_TO_COME } from './schema-values.ts';
import { without } from './without.ts';

/** A component before it is wired. */
export interface Draft {
  readonly name: string;
  readonly type: ComponentType;
  readonly data: Data;
  /** The names of the ports that it offers. */
  readonly ports: readonly string[];
}

const MOST_REPAIRS = 25;
const forms = new Map<string, JsonSchema>();

/** The JSON Schema of a type's properties. */
function formOf({ name, schema }: ComponentType): JsonSchema {
  let found = forms.get(name);
  if (found === undefined) {
    found = inputSchema(schema);
    forms.set(name, found);
  }
  return found;
}

/** The JSON Schema of each property of a type. */
export function propertySchemas(type: ComponentType): Record<string, JsonSchema> {
  return (formOf(type).properties ?? {}) as Record<string, JsonSchema>;
}

/** Draws a component. @param density of all its properties, so many are drawn anew */
export function draft(name: string, type: ComponentType, chance: Chance, density: number): Draft {
  const required = (formOf(type).required ?? []) as string[];
  const preset: Data = {
    ...Object.fromEntries(required.map((property) => [property, NAME_TO_COME])),
    ...structuredClone(chance.pick(PRESETS.get(type.name) ?? [])),
  };
  const data: Data = { ...preset };
  for (const [property, schema] of Object.entries(propertySchemas(type))) {
    if (chance.happens(density)) data[property] = drawn(schema, { chance, density: 0.5 });
  }
  for (const { holder, step } of namedIn(type.schema, data)) holder[step] = NAME_TO_COME;
  const config = repaired(type, data) ?? repaired(type, replaced(data, preset));
  if (config === undefined) throw new Error(`a preset of ${type.name} is no configuration`);
  return { name, type, data, ports: type.offers(config).map((port) => port.name) };
}

/** The configuration, when what is refused is taken out of `data`; undefined when that leads nowhere. */
function repaired(type: ComponentType, data: Data): unknown {
  for (let round = 0; round < MOST_REPAIRS; round++) {
    const reading = readBy(type.schema, data);
    const wrong = reading.ok
      ? (type.check?.(reading.value) ?? []).map(({ path }) => path)
      : reading.issues.map(({ path = [], absent }) => (absent === true ? path.slice(0, -1) : path));
    if (wrong.length === 0) return reading.ok ? reading.value : undefined;
    for (const path of wrong) if (path.length === 0 || !without(data, path)) return undefined;
  }
  return undefined;
}

function replaced(data: Data, preset: Data): Data {
  for (const key of Object.keys(data)) delete data[key];
  return Object.assign(data, preset);
}
