// Wires between components: each leads to a component that exists and offers what is asked of it; records never go
// round in a ring; nothing stands where no record can reach it. The wire `from` reads, all others send.

import type { z } from 'zod';
import { descriptionOf, schemaWithin } from '../language/description.ts';
import { nearest } from '../language/nearest.ts';
import type { ComponentType } from '../services/component.ts';
import type { Context, Locate } from './context.ts';

/** A component that has been read. */
export interface ReadComponent {
  readonly type: ComponentType;
  readonly config: unknown;
  readonly at: Locate;
  /** The component that AWS makes it for, unasked; null for what the scenario itself names. */
  readonly impliedBy: string | null;
}

/** A property of `owner` that names `target`. */
export interface Wire {
  readonly owner: string;
  readonly path: readonly (string | number)[];
  readonly wire: string;
  readonly ports: readonly string[];
  readonly what?: string | undefined;
  readonly itself?: { readonly message: string; readonly source: string } | undefined;
  readonly target: string;
  /** Names a component that sends here, and is no wire itself. */
  readonly isSender?: true;
}

type Components = ReadonlyMap<string, ReadComponent>;

/** The components of a design, as far as they could be read. */
export interface WiredDesign {
  readonly components: Components;
  /** Copies by the name that stands for all of them. */
  readonly copies: ReadonlyMap<string, readonly string[]>;
  readonly unread: ReadonlySet<string>;
}

/**
 * Checks every wire of a design; tells what is wrong. What could not be read is not followed.
 * @returns the wires, or null where something is wrong that they hang on
 */
export function checkWires(
  design: WiredDesign,
  workloads: { readonly names: readonly string[]; readonly complete: boolean; readonly at: Locate },
  context: Context,
): readonly Wire[] | null {
  const { components, unread } = design;
  const wires: Wire[] = [];
  const senders: Wire[] = [];
  const carried = new Set<string>();
  const sources = new Set<string>();
  let isWhole = unread.size === 0 && workloads.complete;
  for (const [owner, { type, config, at }] of components) {
    for (const found of wiresOf(type.schema, config, owner)) {
      if (found.isSender) senders.push(found);
      else if (checkTarget(found, design, at, context)) wires.push(found);
      else isWhole = false;
    }
    if (type.sendsUnasked) sources.add(owner);
    const workload = (config as { readonly workload?: unknown }).workload;
    if (typeof workload !== 'string') continue;
    sources.add(owner);
    if (workloads.names.includes(workload)) {
      carried.add(workload);
      continue;
    }
    isWhole = false;
    context.add(at(['workload']), `no workload is named "${workload}"`, {
      didYouMean: nearest(workload, workloads.names),
      expected: workloads.names.length > 0 ? `one of ${workloads.names.join(', ')}` : undefined,
    });
  }
  if (!isWhole) return null;
  checkSenders(senders, wires, components, context);
  for (const name of workloads.names) {
    if (carried.has(name)) continue;
    context.add(workloads.at([name], 'key'), `no component carries workload "${name}"`, {
      expected: `a component with workload: ${name}`,
    });
  }
  const flow = wires.map((wire) =>
    wire.wire === 'from'
      ? { ...wire, tail: wire.target, head: wire.owner }
      : { ...wire, tail: wire.owner, head: wire.target },
  );
  checkRings(flow, components, context);
  checkReach(flow, sources, components, context);
  return wires;
}

function checkTarget(
  { path, wire, ports, what, target }: Wire,
  { components, copies, unread }: WiredDesign,
  at: Locate,
  context: Context,
): boolean {
  const place = at(path);
  const all = copies.get(target);
  if (all !== undefined) {
    context.add(place, `"${target}" is ${all.length} components`, {
      expected: `one of them: ${all.join(', ')}`,
    });
    return false;
  }
  const found = components.get(target);
  if (found === undefined) {
    if (unread.has(target)) return false;
    const known = [...components.keys()];
    const near = nearest(target, known);
    context.add(place, `no component is named "${target}"`, {
      didYouMean: near,
      expected: `one of ${known.join(', ')}`,
    });
    return false;
  }
  const offered = found.type.offers(found.config).map(({ name }) => name);
  if (ports.some((name) => offered.includes(name))) return true;
  const fitting = [...components].filter(([, { type, config }]) =>
    type.offers(config).some(({ name }) => ports.includes(name)),
  );
  const why =
    what === undefined
      ? `${found.type.name} offers no ${ports.join(' or ')}`
      : `it leads to ${what}, and ${found.type.name} is none`;
  context.add(place, `"${String(path.at(-1) ?? wire)}" cannot lead to "${target}": ${why}`, {
    expected: fitting.length > 0 ? `one of ${fitting.map(([name]) => name).join(', ')}` : undefined,
  });
  return false;
}

function checkSenders(
  senders: readonly Wire[],
  wires: readonly Wire[],
  components: Components,
  context: Context,
): void {
  for (const { owner, path, target } of senders) {
    const sending = wires
      .filter((one) => one.target === owner && one.wire !== 'from')
      .map((one) => one.owner);
    if (sending.includes(target)) continue;
    context.add(components.get(owner)!.at(path), `"${target}" does not send to "${owner}"`, {
      didYouMean: nearest(target, sending),
      expected: sending.length > 0 ? `one of ${sending.join(', ')}` : undefined,
    });
  }
}

interface Flow extends Wire {
  readonly tail: string;
  readonly head: string;
}

function checkRings(flow: readonly Flow[], components: Components, context: Context): void {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(name);
    if (seen >= 0) {
      const ring = [...trail.slice(seen), name];
      const closing = flow.find(({ tail, head }) => tail === ring.at(-2) && head === name)!;
      const place = components.get(closing.owner)!.at(closing.path);
      if (ring.length > 2) context.add(place, `records go round: ${ring.join(' → ')}`);
      else
        context.add(place, closing.itself?.message ?? `"${name}" leads to itself`, {
          expected: closing.itself?.source,
        });
      return;
    }
    if (done.has(name)) return;
    for (const { tail, head } of flow) if (tail === name) visit(head, [...trail, name]);
    done.add(name);
  };
  for (const name of components.keys()) visit(name, []);
}

function checkReach(
  flow: readonly Flow[],
  sources: ReadonlySet<string>,
  components: Components,
  context: Context,
): void {
  const reached = new Set(sources);
  const front = [...sources];
  for (let name = front.pop(); name !== undefined; name = front.pop()) {
    for (const { tail, head } of flow) {
      if (tail !== name || reached.has(head)) continue;
      reached.add(head);
      front.push(head);
    }
  }
  for (const [name, { at, impliedBy }] of components) {
    if (reached.has(name) || impliedBy !== null) continue;
    // A component behind one that nothing reaches is not told apart: one mistake for one cause.
    const isFed = flow.some(({ head, tail }) => head === name && tail !== name);
    if (isFed) continue;
    context.add(at([]), `nothing reaches "${name}": no component sends to it`);
  }
}

/** The wires in a configuration, by its schema. */
function* wiresOf(
  schema: z.ZodType,
  value: unknown,
  owner: string,
  path: readonly (string | number)[] = [],
): Generator<Wire> {
  if (value === undefined || value === null) return;
  const { reference, sender } = descriptionOf(schema) ?? {};
  if (sender) {
    yield { owner, path, wire: '', ports: [], target: String(value), isSender: true };
    return;
  }
  if (reference !== undefined) {
    yield { owner, path, ...reference, target: String(value) };
    return;
  }
  if (typeof value !== 'object') return;
  const steps = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  for (const step of steps) {
    const inner = schemaWithin(schema, value, step);
    if (inner !== undefined)
      yield* wiresOf(inner, (value as Record<string | number, unknown>)[step], owner, [...path, step]);
  }
}
