// Reads a value by a schema and tells every mistake in the words of the language: what zod found is put in terms
// of properties, with the nearest right name. A place is a path within the value; what stands there is the caller's.

import { z } from 'zod';
import { unwrapped } from './description.ts';
import { nearest } from './nearest.ts';
import { shown } from './shown.ts';
import { MISSING, type WordIssue } from './word.ts';

/** What came of reading a value. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly WordIssue[] };

/** Reads `raw` (YAML's data) by `schema`. Never throws for what a user can write. */
export function readBy<S extends z.ZodType>(schema: S, raw: unknown): Reading<z.output<S>> {
  const parsed = z.safeParse(schema, raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: parsed.error.issues.flatMap((issue) => inWords(issue, schema, raw)) };
}

function inWords(issue: z.core.$ZodIssue, schema: z.ZodType, raw: unknown): WordIssue[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = propertiesOf(schemaAt(schema, path));
    return issue.keys.map((key) => unknownProperty([...path, key], key, known));
  }
  // What a word says stands for itself: its path may lead into a long form that was not written.
  const isWord = issue.code === 'custom' && issue.message !== MISSING;
  if (isWord) return [{ ...issue.params, path, message: issue.message }];
  if (issue.message === MISSING || isAbsent(raw, path)) {
    return [{ path, message: `missing "${String(path.at(-1) ?? '')}"`, absent: true }];
  }
  const value = valueAt(raw, path);
  if (issue.code === 'invalid_type') {
    const wanted = TYPES.get(issue.expected) ?? issue.expected;
    return [{ path, message: `${shown(value)} is not ${wanted}`, expected: wanted }];
  }
  if (issue.code === 'too_small' && Array.isArray(value)) {
    return [
      {
        path,
        message: `${value.length === 0 ? 'the list is empty' : 'the list is too short'}`,
        expected: `at least ${issue.minimum}`,
      },
    ];
  }
  return [{ path, message: issue.message }];
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['object', 'a group of properties'],
  ['record', 'a group of properties'],
  ['array', 'a list'],
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** What to say of a property that does not exist. */
export function unknownProperty(
  path: readonly PropertyKey[],
  key: string,
  known: readonly string[],
): WordIssue {
  const near = nearestProperty(key, known);
  const hint =
    near !== undefined
      ? { didYouMean: near }
      : known.length > 0
        ? { expected: `one of ${known.join(', ')}` }
        : {};
  return { path, message: `unknown property "${key}"`, unknown: true, ...hint };
}

const AWS_SUFFIX =
  /(?:In)?(?:Seconds|Millis|Milliseconds|Minutes|Hours|Days|MBs|MB|KB|KBs|Bytes)$|Arns?$|ARN$|Name$/;

/** The property that is meant by a misspelt one, or by AWS's full name (`RetentionPeriodHours`, `StreamARN`). */
function nearestProperty(key: string, known: readonly string[]): string | undefined {
  const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
  for (const spelling of [key, key.replace(AWS_SUFFIX, '')]) {
    const found = known.find((name) => plain(name) === plain(spelling));
    if (found !== undefined) return found;
  }
  if (RESOURCE_NAME.test(key)) return ['from', 'to'].find((wire) => known.includes(wire));
  return nearest(key, known) ?? nearest(key.replace(AWS_SUFFIX, ''), known) ?? kinOf(key, known);
}

/** AWS names another resource by an ARN or a name (`StreamARN`, `QueueName`): here a wire does. */
const RESOURCE_NAME = /^[A-Z]\w*(?:Arns?|ARNs?|Name)$/;

/** The only property that shares a whole word with the name: `shards` and `shardCount`, `StreamModeDetails`. */
function kinOf(key: string, known: readonly string[]): string | undefined {
  const words = (name: string): string[] =>
    name.split(/(?=[A-Z])|[-_]/).map((part) => part.toLowerCase().replace(/s$/, ''));
  const own = words(key);
  const sharing = (name: string): number =>
    words(name).filter((word) => word.length > 3 && own.includes(word)).length;
  const most = Math.max(0, ...known.map(sharing));
  const kin = known.filter((name) => most > 0 && sharing(name) === most);
  return kin.length === 1 ? kin[0] : undefined;
}

/** The names of an object schema's properties; none where the schema is no object. */
export function propertiesOf(schema: z.ZodType | undefined): readonly string[] {
  const inner = schema === undefined ? undefined : unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let inner: z.ZodType | undefined = unwrapped(schema);
  for (const step of path) {
    if (inner instanceof z.ZodObject) inner = inner.shape[String(step)] as z.ZodType | undefined;
    else if (inner instanceof z.ZodArray) inner = inner.element as z.ZodType;
    else if (inner instanceof z.ZodRecord) inner = inner.valueType as z.ZodType;
    else return undefined;
    if (inner === undefined) return undefined;
    inner = unwrapped(inner);
  }
  return inner;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function isAbsent(raw: unknown, path: readonly PropertyKey[]): boolean {
  return path.length > 0 && valueAt(raw, path) === undefined;
}
