// A word is a zod schema with a form in YAML and a meaning in plain data, and the way back between them. Every
// word of the language is made here, so that all mistakes have one form and all words one JSON Schema.

import { z } from 'zod';
import type { JsonSchema } from './json-form.ts';
import { QuantityError } from './quantity-error.ts';

/** What an issue of a word's carries beside its message; found in zod's issue under `params`. */
interface IssueParams {
  readonly expected?: string;
  readonly didYouMean?: string;
  /** The property at the end of the path does not exist in the schema: the mark goes under its name. */
  readonly unknown?: boolean;
  /** The property at the end of the path must be given and is not: the mark goes under what should hold it. */
  readonly absent?: boolean;
}

/** One issue found while reading a value, at a path within it. */
export interface WordIssue extends IssueParams {
  readonly path?: readonly PropertyKey[];
  readonly message: string;
}

export interface WordDefinition<Out, In> {
  /** The JSON Schema of the YAML form; made anew at each call. */
  json(): JsonSchema;
  /** From YAML to data. Throws QuantityError, or pushes what it found and returns undefined. */
  decode(raw: unknown, issues: WordIssue[]): Out | undefined;
  /** From data to YAML. */
  encode(value: Out): In;
}

/** Makes a word. `raw` is never undefined: a property that is missing is said to be so. */
export function word<Out, In>(definition: WordDefinition<Out, In>): z.ZodType<Out, In> {
  const yaml = z.unknown() as unknown as z.ZodType<In, In>;
  yaml._zod.toJSONSchema = () => definition.json();
  const data = z.any() as unknown as z.ZodType<Out, Out>;
  return z.codec(yaml, data, {
    decode: (raw, context) => {
      const found: WordIssue[] = [];
      const value = read(definition, raw, found);
      for (const { path, message, ...params } of found) {
        context.issues.push({ code: 'custom', input: raw, message, path: [...(path ?? [])], params });
      }
      return found.length > 0 ? (z.NEVER as Out) : (value as Out);
    },
    encode: (value) => definition.encode(value) as never,
  }) as unknown as z.ZodType<Out, In>;
}

function read<Out, In>(
  definition: WordDefinition<Out, In>,
  raw: unknown,
  issues: WordIssue[],
): Out | undefined {
  if (raw === undefined) {
    issues.push({ message: MISSING });
    return undefined;
  }
  if (raw === null) {
    issues.push({ message: 'the value is empty', expected: 'a value, or leave the property out' });
    return undefined;
  }
  try {
    return definition.decode(raw, issues);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    issues.push(issueOf(error));
    return undefined;
  }
}

/** The message of a property that must be given and is not. */
export const MISSING = 'missing';

/** A QuantityError as an issue. */
export function issueOf({ message, expected, didYouMean }: QuantityError): WordIssue {
  return {
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
}
