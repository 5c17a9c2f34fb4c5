// A results.json read back: of this version of the form, and whole. What is wrong with one is said in a line, because it
// is a file of another program or of another version, never something to mend by hand.

import type { Result } from '../experiment/result.ts';
import { resultsSchema, SCHEMA_VERSION } from './results-schema.ts';

/** A saved result, or why the text is none. */
export function readSaved(text: string): { readonly result: Result } | { readonly mistake: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { mistake: 'this is no JSON' };
  }
  const version = (data as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  if (version === undefined) return { mistake: 'this is no results.json: it has no schemaVersion' };
  if (version !== SCHEMA_VERSION) {
    return {
      mistake: `these are results of schema version ${JSON.stringify(version)}; this simulator reads version ${SCHEMA_VERSION}: run the scenario again`,
    };
  }
  const read = resultsSchema.safeParse(data);
  if (read.success) return { result: data as Result };
  const [issue] = read.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return {
    mistake: `this is no whole results.json: ${place === '' ? '' : `${place}: `}${issue?.message ?? ''}`,
  };
}
