// The JSON Schema of a schema's YAML form, to stand within another one.

import { z } from 'zod';

/** JSON Schema (draft 7) as plain data. */
export type JsonSchema = Record<string, unknown>;

/** The JSON Schema of what may be written for `schema`, without the line that names the draft. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...form } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
  return form;
}
