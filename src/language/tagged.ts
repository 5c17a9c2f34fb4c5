// A choice that has properties of its own is a tagged value: `client: { type: kpl, aggregationEnabled: false }`.
// A name alone is short for an option without properties of its own choosing (`client: kpl`), the tag may be left
// out where there is a default, and a bare quantity may be short for one option (`size: 500 B` is `constant`).

import { z } from 'zod';
import { type Choice, described } from './description.ts';
import { inputSchema, type JsonSchema } from './json-form.ts';
import { QuantityError } from './quantity-error.ts';
import { readBy } from './reading.ts';
import { shown } from './shown.ts';
import { type WordIssue, word } from './word.ts';
import { notOneOf } from './words.ts';

type Options = Readonly<Record<string, z.ZodObject>>;

/** What a tagged value gives: the option's own properties, and the tag. */
export type TaggedOutput<Tag extends string, O extends Options> = {
  [Name in keyof O & string]: { readonly [T in Tag]: Name } & z.output<O[Name]>;
}[keyof O & string];

/** What may be written for it. */
export type TaggedInput<Tag extends string, O extends Options> =
  | string
  | number
  | { [Name in keyof O & string]: { readonly [T in Tag]?: Name } & z.input<O[Name]> }[keyof O & string];

interface TaggedForm<O extends Options> {
  /** The option that is meant when the tag is left out. */
  readonly default?: keyof O & string;
  /** A bare quantity (or any text that names no option) is short for one property of one option. */
  readonly bare?: { readonly option: keyof O & string; readonly property: string };
  /** Options that are refused by name, as not built yet. */
  readonly later?: readonly string[];
}

/**
 * A tagged value.
 * @param tag the property that names the option: `type`, `distribution`, `process`
 * @param options the properties of each option, without the tag, as strict objects
 */
export function tagged<const Tag extends string, const O extends Options>(
  tag: Tag,
  options: O,
  form: TaggedForm<O> = {},
): z.ZodType<TaggedOutput<Tag, O>, TaggedInput<Tag, O>> {
  type Out = TaggedOutput<Tag, O>;
  const names = Object.keys(options);
  const expand = (raw: unknown, overlay = false): unknown => expanded(raw, tag, names, form, overlay);

  const schema = word<Out, TaggedInput<Tag, O>>({
    json: () => ({ anyOf: [...shortForms(names, options, form), ...longForms(tag, options, form.default)] }),
    decode: (raw, issues) => {
      const long = expand(raw);
      if (!isGroup(long)) {
        throw notOneOf(raw, names, form.later ?? []);
      }
      const { [tag]: option = form.default, ...properties } = long;
      if (option === undefined) {
        throw new QuantityError(`"${tag}" is missing`, { expected: `${tag}: ${names.join(' | ')}` });
      }
      if (typeof option !== 'string' || !Object.hasOwn(options, option)) {
        issues.push({ ...asIssue(option, names, form.later ?? []), path: [tag] });
        return undefined;
      }
      const reading = readBy(options[option]!, properties);
      if (reading.ok) return { [tag]: option, ...reading.value } as unknown as Out;
      issues.push(...reading.issues);
      return undefined;
    },
    encode: (value) => {
      const { [tag]: option, ...properties } = value as Record<string, unknown>;
      const name = option as string;
      return { [tag]: name, ...(z.encode(options[name]!, properties as never) as object) } as TaggedInput<
        Tag,
        O
      >;
    },
  });
  const named = (value: unknown): unknown =>
    isGroup(value) ? (Object.hasOwn(value, tag) ? value[tag] : form.default) : undefined;
  const choice: Choice = {
    expand,
    sameOption: (base, overlay) => {
      if (!isGroup(base) || !isGroup(overlay)) return false;
      return !Object.hasOwn(overlay, tag) || named(base) === overlay[tag];
    },
    optionOf: (value) => {
      const option = named(value);
      return typeof option === 'string' && Object.hasOwn(options, option) ? options[option] : undefined;
    },
  };
  return described(schema, { choice });
}

function expanded<O extends Options>(
  raw: unknown,
  tag: string,
  names: readonly string[],
  form: TaggedForm<O>,
  overlay: boolean,
): unknown {
  if (typeof raw === 'string' && names.includes(raw)) return { [tag]: raw };
  const isBare = typeof raw === 'string' || typeof raw === 'number';
  if (isBare && form.bare !== undefined && !form.later?.includes(String(raw))) {
    return looksLikeName(raw, names) ? raw : { [tag]: form.bare.option, [form.bare.property]: raw };
  }
  if (isGroup(raw) && form.default !== undefined && !overlay) {
    return Object.hasOwn(raw, tag) ? raw : { [tag]: form.default, ...raw };
  }
  return raw;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that begins with a letter is meant as a name where options have names, never as a quantity. */
function looksLikeName(raw: string | number, names: readonly string[]): boolean {
  return typeof raw === 'string' && names.length > 1 && /^[A-Za-z][\w-]*$/.test(raw);
}

function asIssue(option: unknown, names: readonly string[], later: readonly string[]): WordIssue {
  const { message, expected, didYouMean } = notOneOf(option, names, later);
  return {
    message: typeof option === 'string' ? message : `${shown(option)} is not a name`,
    ...(expected === undefined ? {} : { expected }),
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
}

/** The names of the options that need no property, and a bare quantity where one is understood. */
function shortForms<O extends Options>(
  names: readonly string[],
  options: O,
  form: TaggedForm<O>,
): JsonSchema[] {
  const alone = names.filter((name) => z.safeParse(options[name]!, {}).success);
  const short: JsonSchema[] = alone.length > 0 ? [{ type: 'string', enum: alone }] : [];
  if (form.bare !== undefined)
    short.push({ type: ['string', 'number'], description: `short for ${form.bare.option}` });
  return short;
}

function longForms<O extends Options>(tag: string, options: O, preset: string | undefined): JsonSchema[] {
  return Object.entries(options).map(([name, option]) => {
    const schema = inputSchema(option);
    const properties = { [tag]: { const: name }, ...(schema.properties as object) };
    const needed = [...(name === preset ? [] : [tag]), ...((schema.required as string[] | undefined) ?? [])];
    return { ...schema, properties, ...(needed.length > 0 ? { required: needed } : {}) };
  });
}
