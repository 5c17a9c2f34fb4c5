// The properties of a configuration that name another component, found by what the schemas note of themselves.

import { z } from 'zod';
import { type Description, descriptionOf, schemaWithin } from '../../src/language/description.ts';

/** A property that names a component. */
export interface Named {
  readonly reference: NonNullable<Description['reference']> | null;
  /** The group or list that holds it, and where in it. */
  readonly holder: Record<string | number, unknown>;
  readonly step: string | number;
  /** From the configuration to it. */
  readonly path: readonly (string | number)[];
}

/** All of them in `value`, as it is written; `reference` is null for one that names a sender. */
export function* namedIn(
  schema: z.ZodType,
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<Named> {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string | number, unknown>;
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  for (const step of steps) {
    const inner = schemaWithin(schema, value, step);
    if (inner === undefined) continue;
    const { reference, sender } = descriptionOf(inner) ?? {};
    const here = [...path, step];
    if (reference !== undefined || sender) yield { reference: reference ?? null, holder, step, path: here };
    else yield* namedIn(inner, holder[step], here);
  }
}

/** Whether a type's schema has a workload of its own: it is a source of traffic. */
export function isSource(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, 'workload');
}
