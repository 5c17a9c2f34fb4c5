// What a schema is, beyond what zod knows: words that hold other schemas, or name other components, note it here,
// so that the scenario's loader can expand shorthands, follow wires and list assumptions without asking which
// type a component has. Kept by zod's definition, which survives `.meta()` and `.optional()`.

import { z } from 'zod';

/** A value in one of several forms, each with properties of its own; raw values are YAML's data. */
export interface Choice {
  /**
   * The long form of what is written short: a bare name, a bare quantity; the value itself when it is long.
   * In an overlay (a variant) a tag that is left out stays out, so that the value merges with the one below.
   */
  expand(raw: unknown, overlay: boolean): unknown;
  /** Whether two values in long form are the same choice, so that one merges into the other. */
  sameOption(base: unknown, overlay: unknown): boolean;
  /** The properties of the option that a value in long form (or its output) has chosen. */
  optionOf(value: unknown): z.ZodObject | undefined;
}

export interface Description {
  readonly choice?: Choice;
  /** A property that names another component. */
  readonly reference?: {
    /** The property's own word: `to`, `from`, `calls`, `deadLetterTarget`. `from` reads, all others send. */
    readonly wire: string;
    /** The names of the ports of which the target must offer one. */
    readonly ports: readonly string[];
    /** What the target must be, in words; the ports when left out. */
    readonly what?: string;
    /** What is said of one that names its owner, and who says so; that records go round when left out. */
    readonly itself?: { readonly message: string; readonly source: string };
  };
  /** A property that names a component which sends to its owner. */
  readonly sender?: true;
}

const descriptions = new WeakMap<object, Description>();

/** Notes what a schema is, and returns it. */
export function described<S extends z.ZodType>(schema: S, description: Description): S {
  descriptions.set(schema._zod.def, description);
  return schema;
}

/** What is noted of a schema, itself or under its defaults and optionality. */
export function descriptionOf(schema: z.ZodType): Description | undefined {
  return descriptions.get(unwrapped(schema)._zod.def);
}

/** The schema under its defaults and its optionality. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  for (;;) {
    const definition = inner._zod.def as { readonly type: string; readonly innerType?: z.ZodType };
    if (!WRAPPERS.has(definition.type) || definition.innerType === undefined) return inner;
    inner = definition.innerType;
  }
}

const WRAPPERS: ReadonlySet<string> = new Set(['optional', 'prefault', 'default', 'nullable', 'readonly']);

/** The schema of a property or an item of a value in long form; undefined where there is none of that name. */
export function schemaWithin(
  schema: z.ZodType,
  value: unknown,
  step: string | number,
): z.ZodType | undefined {
  const option = descriptionOf(schema)?.choice?.optionOf(value);
  const inner = option ?? unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    return Object.hasOwn(inner.shape, step) ? (inner.shape[step] as z.ZodType) : undefined;
  }
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
  return undefined;
}
