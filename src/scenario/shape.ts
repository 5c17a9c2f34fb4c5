// What stands where in a scenario, as far as merging needs it: which values have a short form, which are choices
// that replace each other whole, and which keys may be dotted. It follows the schemas, never a type's name.

import { z } from 'zod';
import { descriptionOf, schemaWithin, unwrapped } from '../language/description.ts';
import type { ComponentType } from '../services/component.ts';
import { workloadSchema } from '../workload/workload.ts';
import { group, type Node, plain, planted, within } from './tree.ts';

/** The form of one value. */
export interface Shape {
  /** How many segments of a dotted key make one name here: `cost.prices.kinesis.stream.shard-hour` has one of two. */
  readonly segments: number;
  /** Whether a list stands here. */
  readonly isList: boolean;
  /** The long form of a value; `overlay` when it is to be merged over another. */
  expand(node: Node, overlay: boolean): Node;
  /** Whether an overlay in long form is merged into the value below it, or takes its place. */
  merges(below: Node, overlay: Node): boolean;
  /** The form of a property or item; `below` is what an overlay is merged over. */
  within(node: Node, step: string | number, below?: Node): Shape;
}

const ANYTHING: Shape = {
  segments: 1,
  isList: false,
  expand: (node) => node,
  merges: () => true,
  within: () => ANYTHING,
};

const LIST: Shape = { ...ANYTHING, isList: true };

/** The form of a whole scenario. */
export function scenarioShape(catalogue: readonly ComponentType[]): Shape {
  const types = new Map(catalogue.map((type) => [type.name as string, schemaShape(type.schema)]));
  const component: Shape = {
    segments: 1,
    isList: false,
    expand: (node) => node,
    merges: (below, overlay) => {
      const type = typeOf(overlay);
      return type === undefined || type === typeOf(below);
    },
    within: (node, step, below) => {
      const type = typeOf(node) ?? (below === undefined ? undefined : typeOf(below));
      return types.get(type ?? '')?.within(node, step, below) ?? ANYTHING;
    },
  };
  return fixed({
    workloads: each(schemaShape(workloadSchema), 1),
    components: each(component, 1),
    cost: fixed({ prices: each(ANYTHING, 2) }),
    objectives: LIST,
    faults: LIST,
  });
}

/** A component's type as it is written, if it is. */
function typeOf(component: Node): string | undefined {
  const node = within(component, 'type');
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function fixed(properties: Readonly<Record<string, Shape>>): Shape {
  return {
    ...ANYTHING,
    within: (_, step) => (Object.hasOwn(properties, step) ? properties[step]! : ANYTHING),
  };
}

function each(inner: Shape, segments: number): Shape {
  return { ...ANYTHING, segments, within: () => inner };
}

/** The form that a schema gives to a value. */
function schemaShape(schema: z.ZodType): Shape {
  const choice = descriptionOf(schema)?.choice;
  const inner = unwrapped(schema);
  return {
    // The names in a record are the user's own: they may hold dots, where the record does not forbid it.
    segments: inner instanceof z.ZodRecord && mayHoldDots(inner) ? Number.POSITIVE_INFINITY : 1,
    isList: inner instanceof z.ZodArray,
    expand: (node, overlay) =>
      choice === undefined ? node : lengthened(node, choice.expand(plain(node), overlay)),
    merges: (below, overlay) => choice === undefined || choice.sameOption(plain(below), plain(overlay)),
    within: (node, step, below) => {
      const found =
        schemaWithin(schema, plain(node), step) ??
        (below === undefined ? undefined : schemaWithin(schema, plain(below), step));
      return found === undefined ? ANYTHING : schemaShape(found);
    },
  };
}

/** The node of a long form: what was written keeps its place, what was added stands where the short form did. */
function lengthened(node: Node, long: unknown): Node {
  if (typeof long !== 'object' || long === null || Array.isArray(long)) return node;
  if (node.kind !== 'group') return node.kind === 'scalar' ? planted(long, node.place) : node;
  const added = Object.entries(long).filter(([key]) => !node.entries.has(key));
  if (added.length === 0) return node;
  const front = added.map(
    ([key, value]) => [key, { key: node.place, node: planted(value, node.place) }] as const,
  );
  return group(node.place, new Map([...front, ...node.entries]));
}

function mayHoldDots({ keyType }: z.ZodRecord): boolean {
  return z.safeParse(keyType, 'a.b').success;
}
