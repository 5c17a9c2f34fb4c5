// Reads the components of a design through the catalogue: their types, their properties, the rules between those,
// the copies that `count` makes, and the components that AWS makes unasked.

import { z } from 'zod';
import { descriptionOf } from '../language/description.ts';
import { nearest } from '../language/nearest.ts';
import { NAME, NAME_IN_WORDS } from '../language/reference.ts';
import { count } from '../language/words.ts';
import type { ComponentType } from '../services/component.ts';
import type { Context, Locate } from './context.ts';
import { type Group, type Node, plain } from './tree.ts';
import type { ReadComponent } from './wires.ts';

/** Names with a meaning of their own. */
const TAKEN: ReadonlySet<string> = new Set(['cost', 'base']);
const COPIES = count({ min: 1, max: 100 });

export interface ReadComponents {
  readonly components: ReadonlyMap<string, ReadComponent>;
  /** Copies by the name that stands for all of them. */
  readonly copies: ReadonlyMap<string, readonly string[]>;
  /** The name and the given properties of each component that could be read, for the list of assumptions. */
  readonly given: ReadonlyMap<string, unknown>;
  /** Components that the scenario names and that are wrong: what looks at them is not told as well. */
  readonly unread: ReadonlySet<string>;
}

/** Whether a name may be given to a workload, a component or a variant; tells when not. */
export function checkName(name: string, at: Locate, path: readonly PropertyKey[], context: Context): boolean {
  const isTaken = TAKEN.has(name) || name in Object.prototype;
  const problem = isTaken ? `"${name}" is taken` : NAME.test(name) ? null : `"${name}" is no name`;
  if (problem === null) return true;
  context.add(at(path, 'key'), problem, { expected: isTaken ? 'another name' : NAME_IN_WORDS });
  return false;
}

/** Whether a type reads from another component: such a one may be told to be so many copies. */
export function mayBeCopied({ schema }: ComponentType): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  return Object.values(schema.shape).some(
    (field) => descriptionOf(field as z.ZodType)?.reference?.wire === 'from',
  );
}

/** Reads the group `components`. */
export function readComponents(
  all: Group,
  catalogue: readonly ComponentType[],
  context: Context,
  at: Locate,
): ReadComponents {
  const components = new Map<string, ReadComponent>();
  const copies = new Map<string, readonly string[]>();
  const given = new Map<string, unknown>();
  const unread = new Set<string>();
  for (const [name, { node }] of all.entries) {
    if (name.startsWith('x-')) continue;
    const here: Locate = (path, mark) => at([name, ...path], mark);
    const read = checkName(name, at, [name], context)
      ? readComponent(node, catalogue, context, here, nearest(name, namesBeside(name, all)))
      : undefined;
    if (read === undefined) {
      unread.add(name);
      continue;
    }
    const { type, config, raw, number } = read;
    const names = number === null ? [name] : Array.from({ length: number }, (_, i) => `${name}-${i + 1}`);
    if (number !== null) copies.set(name, names);
    for (const own of names) {
      if (components.has(own)) {
        context.add(at([name], 'key'), `"${own}" is a component already`);
        unread.add(name);
        continue;
      }
      components.set(own, { type, config, at: here, impliedBy: null });
      given.set(own, raw);
    }
  }
  for (const [name, component] of [...components]) {
    if (!addImplied(name, component, components, catalogue, context)) unread.add(name);
  }
  return { components: inOrder(components), copies, given, unread };
}

function namesBeside(name: string, all: Group): string[] {
  return [...all.entries.keys()].filter((other) => other !== name);
}

interface Read {
  readonly type: ComponentType;
  readonly config: unknown;
  readonly raw: unknown;
  /** How many copies; null for one component of its own name. */
  readonly number: number | null;
}

function readComponent(
  node: Node,
  catalogue: readonly ComponentType[],
  context: Context,
  at: Locate,
  near: string | undefined,
): Read | undefined {
  if (node.kind !== 'group') {
    context.add(at([]), 'a component is a group of properties', {
      expected: 'type: service.resource, and its properties',
    });
    return undefined;
  }
  const { type: name, ...rest } = plain(node) as Record<string, unknown>;
  if (name === undefined && near !== undefined) {
    // A variant or an option that means another component makes a new one, without a type.
    context.add(at([]), 'the component has no "type"', { didYouMean: near });
    return undefined;
  }
  const type = typeNamed(name, catalogue, context, at);
  if (type === undefined) return undefined;
  const raw = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('x-')));
  let number: number | null = null;
  if (mayBeCopied(type) && Object.hasOwn(raw, 'count')) {
    number = context.read(COPIES, raw.count, 'count', (path, mark) => at(['count', ...path], mark)) ?? 1;
    delete raw.count;
  }
  const config = context.read(type.schema, raw, type.name, at);
  if (config === undefined) return undefined;
  const refusals = type.check?.(config) ?? [];
  for (const { path, message, source } of refusals) context.add(at(path), message, { expected: source });
  return refusals.length > 0 ? undefined : { type, config, raw, number };
}

function typeNamed(
  name: unknown,
  catalogue: readonly ComponentType[],
  context: Context,
  at: Locate,
): ComponentType | undefined {
  const names = catalogue.map((type) => type.name as string);
  const found = catalogue.find((type) => type.name === name);
  if (found !== undefined) return found;
  const expected = `one of ${names.join(', ')}`;
  if (name === undefined) context.add(at([]), 'the component has no "type"', { expected });
  else {
    const near = typeof name === 'string' ? nearest(name, names) : undefined;
    context.add(at(['type']), `unknown type "${String(name)}"`, { expected, didYouMean: near });
  }
  return undefined;
}

/** Adds what AWS makes for a component, and for what it makes; false when that cannot be. */
function addImplied(
  owner: string,
  component: ReadComponent,
  components: Map<string, ReadComponent>,
  catalogue: readonly ComponentType[],
  context: Context,
): boolean {
  const implied = component.type.implies?.(owner, component.config) ?? {};
  let isWhole = true;
  for (const [name, { type: typeName, ...raw }] of Object.entries(implied)) {
    const here: Locate = () => component.at([]);
    const type = typeNamed(typeName, catalogue, context, here);
    const config = type === undefined ? undefined : context.read(type.schema, raw, type.name, here);
    if (type === undefined || config === undefined) isWhole = false;
    else if (components.has(name)) {
      context.add(component.at([]), `"${owner}" makes a component named "${name}", which there is already`);
      isWhole = false;
    } else {
      const made = { type, config, at: here, impliedBy: owner };
      components.set(name, made);
      if (!addImplied(name, made, components, catalogue, context)) isWhole = false;
    }
  }
  return isWhole;
}

/** Implied components follow the one that implies them. */
function inOrder(components: ReadonlyMap<string, ReadComponent>): ReadonlyMap<string, ReadComponent> {
  const ordered = new Map<string, ReadComponent>();
  const add = (name: string, component: ReadComponent): void => {
    ordered.set(name, component);
    for (const [other, implied] of components) if (implied.impliedBy === name) add(other, implied);
  };
  for (const [name, component] of components) if (component.impliedBy === null) add(name, component);
  return ordered;
}
