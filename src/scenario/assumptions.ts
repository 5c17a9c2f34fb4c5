// Which assumptions a design rests on: every property that its schema calls an assumption and that the scenario does
// not give, wherever it stands, in the options that were chosen.

import { z } from 'zod';
import { descriptionOf, unwrapped } from '../language/description.ts';
import type { FieldMeta } from '../language/field.ts';
import type { Assumption } from './design.ts';

/**
 * The assumptions in what was given.
 * @param given YAML's data, as the scenario has it
 */
export function assumptionsOf(component: string, schema: z.ZodType, given: unknown): Assumption[] {
  const found: Assumption[] = [];
  collect(schema, given, []);
  return found;

  function collect(inner: z.ZodType, value: unknown, path: readonly string[]): void {
    const choice = descriptionOf(inner)?.choice;
    const long = choice === undefined ? value : choice.expand(value, false);
    const form = choice?.optionOf(long) ?? unwrapped(inner);
    if (form instanceof z.ZodObject && isGroup(long)) {
      for (const [name, field] of Object.entries(form.shape)) property(field as z.ZodType, long, name, path);
    } else if (form instanceof z.ZodArray && Array.isArray(long)) {
      long.forEach((item, i) => {
        collect(form.element as z.ZodType, item, [...path, String(i)]);
      });
    } else if (form instanceof z.ZodRecord && isGroup(long)) {
      for (const [name, item] of Object.entries(long))
        collect(form.valueType as z.ZodType, item, [...path, name]);
    }
  }

  function property(
    field: z.ZodType,
    holder: Record<string, unknown>,
    name: string,
    path: readonly string[],
  ): void {
    const here = [...path, name];
    if (Object.hasOwn(holder, name)) {
      collect(field, holder[name], here);
      return;
    }
    const preset = presetOf(field);
    const meta = z.globalRegistry.get(field) as FieldMeta | undefined;
    if (preset === undefined) return;
    if (meta?.need !== 'assumption') {
      collect(field, preset, here);
      return;
    }
    const { low = '', high = '', why = '' } = meta;
    found.push({ component, property: here.join('.'), value: inFlow(preset), low, high, why });
  }
}

function presetOf(field: z.ZodType): unknown {
  const definition = field._zod.def as { readonly type: string; readonly defaultValue?: unknown };
  return definition.type === 'prefault' ? definition.defaultValue : undefined;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a scenario writes it in one line. */
export function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (!isGroup(value)) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${inFlow(item)}`)
    .join(', ')} }`;
}
