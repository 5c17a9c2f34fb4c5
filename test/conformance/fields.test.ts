// Every property that a scenario may hold, at whatever depth, says what it means and where its value comes from when
// nobody gives one: it is required, or has a default with its source, or is an assumption with its reason and range,
// or may be left out and says what that means.

import { describe, expect, it } from 'vitest';
import { inputSchema, type JsonSchema } from '../../src/language/json-form.ts';
import { settingsSchema } from '../../src/scenario/settings.ts';
import { workloadSchema } from '../../src/workload/workload.ts';
import { TYPES } from './example.ts';

interface Field {
  readonly path: string;
  readonly form: JsonSchema;
  /** Whether the object that holds it asks for it. */
  readonly asked: boolean;
}

/** All properties under a JSON Schema, in whatever form of a choice; the tag that names the form is none. */
function fieldsOf(schema: JsonSchema, path = ''): Field[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const required = (schema.required ?? []) as readonly string[];
  const own = properties
    .filter(([, form]) => form.const === undefined)
    .map(([name, form]) => ({ path: `${path}.${name}`, form, asked: required.includes(name) }));
  const below = [
    ...own.map(({ form, path: inner }) => [form, inner] as const),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
      ((schema[key] ?? []) as JsonSchema[]).map((form) => [form, `${path}<${tagOf(form)}>`] as const),
    ),
    ...[schema.items, schema.additionalProperties]
      .filter((form) => typeof form === 'object')
      .map((form) => [form as JsonSchema, `${path}[]`] as const),
  ];
  return [...own, ...below.flatMap(([form, inner]) => fieldsOf(form, inner))];
}

function tagOf({ properties = {} }: JsonSchema): string {
  const tag = Object.values(properties as Record<string, JsonSchema>).find(
    (form) => form.const !== undefined,
  );
  return String(tag?.const ?? '');
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.length > 0;

/** What a field fails to say; empty when it says all. */
function unsaid({ form, asked }: Field): string[] {
  const { description, need, source, why, low, high, default: preset } = form;
  const missing = isText(description) ? [] : ['description'];
  const has = (condition: boolean, what: string) => (condition ? [] : [what]);
  switch (need) {
    case 'required':
      return [
        ...missing,
        ...has(asked, 'required in the schema'),
        ...has(preset === undefined, 'no default'),
      ];
    case 'default':
      return [...missing, ...has(preset !== undefined, 'default'), ...has(isText(source), 'source')];
    case 'assumption':
      return [
        ...missing,
        ...has(preset !== undefined, 'default'),
        ...has(isText(why) && isText(low) && isText(high), 'why, low and high'),
      ];
    case 'optional':
      return [...missing, ...has(!asked && preset === undefined, 'that it may be left out')];
    default:
      return [...missing, 'need'];
  }
}

const SCHEMAS = [
  ...TYPES.map(([name, { schema }]) => [name, inputSchema(schema)] as const),
  ['workloads', inputSchema(workloadSchema)] as const,
  ['the scenario itself', inputSchema(settingsSchema)] as const,
];

describe.each(SCHEMAS)('%s', (_name, schema) => {
  it('says of every property what it means and where its value comes from', () => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(0);
    const silent = fields.flatMap((field) => {
      const missing = unsaid(field);
      return missing.length > 0 ? [`${field.path}: ${missing.join(', ')}`] : [];
    });
    expect(silent).toEqual([]);
  });
});
