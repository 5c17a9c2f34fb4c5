// What a schema says of each property besides its form: what it means, and where its value comes from when the
// user is silent. The catalogue, the docs, the JSON Schema and the list of assumptions all read this.

import type { z } from 'zod';

/** Where a property's value comes from when the scenario does not give it. */
type Need = 'required' | 'default' | 'assumption' | 'optional';

/** What is known of one property; kept in zod's metadata, so it also appears in the JSON Schema. */
export interface FieldMeta {
  readonly description: string;
  readonly need: Need;
  /** For `default`: whose default it is, and the page. */
  readonly source?: string;
  /** For `assumption`: why this value, and the range in which the truth plausibly lies, in input form. */
  readonly why?: string;
  readonly low?: string;
  readonly high?: string;
}

type Input<S extends z.ZodType> = Exclude<z.input<S>, undefined>;

/** A property that every scenario must give. */
export function required<S extends z.ZodType>(schema: S, description: string): S {
  return schema.meta({ description, need: 'required' } satisfies FieldMeta) as S;
}

/** A property with AWS's (or the field's) own default, in input form, and the source of that default. */
export function withDefault<S extends z.ZodType>(
  schema: S,
  value: Input<S>,
  description: string,
  source: string,
): z.ZodPrefault<S> {
  const meta: FieldMeta = { description, need: 'default', source };
  return prefault(schema, value).meta({ ...meta });
}

/**
 * A property that nobody publishes a value for. The value is listed in every result that it shaped, with the
 * range, and sensitivity runs try the range's two ends.
 */
export function assumed<S extends z.ZodType>(
  schema: S,
  value: Input<S>,
  description: string,
  assumption: { readonly why: string; readonly low: string; readonly high: string },
): z.ZodPrefault<S> {
  const meta: FieldMeta = { description, need: 'assumption', ...assumption };
  return prefault(schema, value).meta({ ...meta });
}

/** A property that may be left out; `description` says what its absence means. */
export function optional<S extends z.ZodType>(schema: S, description: string): z.ZodOptional<S> {
  return schema.optional().meta({ description, need: 'optional' } satisfies FieldMeta) as z.ZodOptional<S>;
}

function prefault<S extends z.ZodType>(schema: S, value: Input<S>): z.ZodPrefault<S> {
  return schema.prefault(value as z.input<S>) as unknown as z.ZodPrefault<S>;
}
