// The published schema of results.json, asked by another library than the one that it was declared in.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

export const PUBLISHED: unknown = JSON.parse(
  readFileSync(new URL('../../src/report/results.schema.json', import.meta.url), 'utf8'),
);

const validate = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(PUBLISHED as object);

/** What a result has that the schema does not take. */
export function mistakes(result: unknown): readonly string[] {
  validate(result);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
