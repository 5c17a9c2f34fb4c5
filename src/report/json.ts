// results.json: the result, written so that the same content is the same bytes whatever built it. Every object has its
// keys in the order of its schema; the names that users and services chose keep the order in which they were declared.
// Small values stand on one line, and so does every series, so that a person can read the file too.

import type { z } from 'zod';
import { invariant } from '../engine/invariant.ts';
import type { Result } from '../experiment/result.ts';
import { resultsSchema } from './results-schema.ts';

const LINE_WIDTH = 110;

/**
 * The whole result as JSON, with a newline at the end.
 * @throws InvariantError when a number in it is NaN or infinite; the message names its place
 */
export function renderJson(result: Result): string {
  return `${write(result, resultsSchema, '', '$')}\n`;
}

function write(value: unknown, schema: z.core.$ZodType | null, indent: string, place: string): string {
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
    ? value.map((item, i) => write(item, elementOf(schema), inner, `${place}[${i}]`))
    : entries(value as Readonly<Record<string, unknown>>, schema).map(
        ([key, item, itemSchema]) =>
          `${JSON.stringify(key)}: ${write(item, itemSchema, inner, `${place}.${key}`)}`,
      );
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  const flat = list && value.every((item) => item === null || typeof item === 'number' || item === 'lost');
  const short = items.every((item) => !item.includes('\n')) && oneLine(items) <= LINE_WIDTH - indent.length;
  if (flat || short) return list ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function oneLine(items: readonly string[]): number {
  return items.reduce((sum, item) => sum + item.length + 2, 4);
}

/** A schema without the wraps that say it may be missing or null. */
function bare(schema: z.core.$ZodType | null): z.core.$ZodTypes | null {
  let inner = schema as z.core.$ZodTypes | null;
  while (inner?._zod.def.type === 'nullable' || inner?._zod.def.type === 'optional') {
    inner = inner._zod.def.innerType as z.core.$ZodTypes;
  }
  return inner;
}

function elementOf(schema: z.core.$ZodType | null): z.core.$ZodType | null {
  const list = bare(schema)?._zod.def;
  return list?.type === 'array' ? list.element : null;
}

/** An object's entries in the order of its schema; a key that the schema does not know comes after, by name. */
function entries(
  value: Readonly<Record<string, unknown>>,
  schema: z.core.$ZodType | null,
): [string, unknown, z.core.$ZodType | null][] {
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const form = bare(schema)?._zod.def;
  if (form?.type === 'object') {
    const known = Object.keys(form.shape).filter((key) => present.includes(key));
    const unknown = present.filter((key) => !known.includes(key)).sort();
    return [...known, ...unknown].map((key) => [key, value[key], form.shape[key] ?? null]);
  }
  if (form?.type !== 'record') return present.map((key) => [key, value[key], null]);
  const names = namesOf(form.keyType);
  const first = names.filter((key) => present.includes(key));
  const rest = present.filter((key) => !first.includes(key));
  return [...first, ...rest].map((key) => [key, value[key], form.valueType]);
}

/** The keys of a record that can have no others. */
function namesOf(schema: z.core.$ZodType): readonly string[] {
  const form = (schema as z.core.$ZodTypes)._zod.def;
  return form.type === 'enum' ? Object.keys(form.entries) : [];
}
