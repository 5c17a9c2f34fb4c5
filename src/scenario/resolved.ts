// The scenario as it will run, in the form of the language: every default filled in, every layer applied. Loading it
// gives the same designs (with nothing left to assume); `sim config` prints it.

import { z } from 'zod';
import { writtenDuration, writtenMoney, writtenShare } from '../language/written.ts';
import type { ComponentType } from '../services/component.ts';
import { fault } from '../services/fault.ts';
import { accountFields } from '../services/index.ts';
import { workloadSchema } from '../workload/workload.ts';
import type { Design, Scenario } from './design.ts';

type Data = Readonly<Record<string, unknown>>;

/** YAML's data for a scenario; print it with any YAML writer. */
export function resolvedScenario(
  { name, description, designs, sweep }: Scenario,
  catalogue: readonly ComponentType[],
): Data {
  const [base, ...variants] = designs.map((design) => resolvedDesign(design, catalogue));
  const changes = variants.map((variant, i) => [designs[i + 1]!.name, difference(base!, variant)] as const);
  return {
    name,
    description,
    ...base,
    ...(changes.length > 0 ? { variants: Object.fromEntries(changes) } : {}),
    ...(Object.keys(sweep).length > 0 ? { sweep } : {}),
  };
}

function resolvedDesign(design: Design, catalogue: readonly ComponentType[]): Data {
  const {
    region,
    durationUs,
    warmupUs,
    autoWarmup,
    seed,
    load,
    workloads,
    components,
    objectives,
    cost,
    relevant,
    faults = [],
    account,
  } = design;
  const named = Object.entries(components).filter(([, { impliedBy }]) => impliedBy === undefined);
  return {
    region,
    duration: writtenDuration(durationUs),
    warmup: autoWarmup !== undefined ? 'auto' : writtenDuration(warmupUs),
    seed,
    ...writtenRuns(design),
    load: writtenShare(load),
    ...(relevant === null ? {} : { relevant: writtenShare(relevant) }),
    workloads: mapped(workloads, (workload) => z.encode(workloadSchema, workload)),
    components: mapped(Object.fromEntries(named), ({ type, config }) => {
      const { schema } = catalogue.find((known) => known.name === type)!;
      return { type, ...(z.encode(schema, config) as object) };
    }),
    objectives: objectives.map(({ text }) => text),
    ...(faults.length > 0 ? { faults: faults.map((one) => z.encode(fault(), one.fault)) } : {}),
    ...(account === undefined ? {} : { account: z.encode(z.strictObject(accountFields), account) }),
    cost: {
      ...(cost.meanLoad === null ? {} : { meanLoad: writtenShare(cost.meanLoad) }),
      prices: mapped(cost.prices, (prices) => mapped(prices, writtenMoney)),
    },
  };
}

function writtenRuns({ replications, stopping }: Design): Data {
  if (stopping === undefined) return { replications };
  if (stopping.kind === 'looks') return { replications: { min: replications, max: stopping.max } };
  const { text, relative, within, unit, max } = stopping;
  const amount = relative ? writtenShare(within) : writtenAmount(within, unit);
  return { replications, precision: { metric: text, within: amount, max } };
}

/** An amount in the unit of a result, as the language has it. */
function writtenAmount(value: number, unit: string): string {
  switch (unit) {
    case 'seconds':
      return `${value} s`;
    case 'milliseconds':
      return `${value} ms`;
    case 'bytes':
      return `${value} B`;
    case 'bytes/s':
      return `${value} B/s`;
    case 'count/s':
      return `${value}/s`;
    case 'USD':
      return writtenMoney(value);
    default:
      return String(value);
  }
}

function mapped<A, B>(record: Readonly<Record<string, A>>, form: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, form(value)]));
}

/** The properties that name a choice: where they differ, the whole value is given. */
const TAGS = ['type', 'distribution', 'process'];

/** What to lay over `base` to get `wanted`. */
function difference(base: Data, wanted: Data): Data {
  const changes: Record<string, unknown> = {};
  for (const key of Object.keys(base)) if (!Object.hasOwn(wanted, key)) changes[key] = null;
  for (const [key, value] of Object.entries(wanted)) {
    const before = base[key];
    if (same(before, value)) continue;
    changes[key] =
      isGroup(before) && isGroup(value) && mergeable(before, value) ? difference(before, value) : value;
  }
  return changes;
}

function mergeable(before: Data, after: Data): boolean {
  return TAGS.every((tag) => before[tag] === after[tag]);
}

function isGroup(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
