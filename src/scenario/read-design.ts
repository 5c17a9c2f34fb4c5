// From a merged tree to a design: settings, workloads, components, wires, objectives, in that order, and every mistake
// of each. What hangs on something that is wrong itself is not told as well.

import { nearest } from '../language/nearest.ts';
import { propertiesOf, unknownProperty } from '../language/reading.ts';
import type { ComponentType } from '../services/component.ts';
import { checkApart } from './apart.ts';
import { assumptionsOf } from './assumptions.ts';
import { checkClosed } from './closed.ts';
import { type ReadComponents, readComponents } from './components.ts';
import type { Context, Locate } from './context.ts';
import type { Assumption, ComponentDesign, Design, Objective } from './design.ts';
import { readFaults } from './faults.ts';
import { neededGroup } from './needed-group.ts';
import { readObjective } from './objective.ts';
import type { Measurable } from './path.ts';
import { type ChangeInTime, timingOf } from './question.ts';
import { readWorkloads, type Traces } from './read-workloads.ts';
import { LATER, PARTS, type Settings, settingsSchema } from './settings.ts';
import { readRuns } from './stopping.ts';
import { type Group, type Node, placeOf, plain, within } from './tree.ts';
import { checkWired } from './wired.ts';
import { checkWires } from './wires.ts';

/** A design, and what the scenario says of all designs. */
export interface ReadDesign {
  readonly design: Design;
  readonly settings: Settings;
}

/** Reads one design. @returns undefined when it is wrong: the mistakes are in the context */
export function readDesign(
  name: string,
  root: Group,
  catalogue: readonly ComponentType[],
  traces: Traces,
  context: Context,
): ReadDesign | undefined {
  const at: Locate = (path, mark) => placeOf(root, path, mark);
  const settings = readSettings(root, context, at);
  const objectives = within(root, 'objectives');
  const group = neededGroup(root, 'components', context);
  const read = group && readComponents(group, catalogue, context, under(at, 'components'));
  const workloads = readWorkloads(root, read, settings, traces, context);
  if (settings !== undefined) checkPrices(settings, catalogue, context, at);
  if (read === undefined || workloads === undefined) return undefined;
  const { names } = workloads;
  const carried = { names, complete: workloads.complete, at: under(at, 'workloads') };
  const wires = checkWires(read, carried, context);
  if (wires !== null) {
    checkWired(read, wires, workloads.configs, settings?.account ?? {}, context);
    checkApart(read.components, wires, context);
  }
  checkClosed(workloads.configs, read, context);
  if (settings !== undefined) checkPlanned(read, settings.duration, context);
  const measurable: Measurable = { ...read, durationUs: settings?.duration };
  const checked = readObjectives(objectives, measurable, context);
  const runs = settings === undefined ? undefined : readRuns(settings, measurable, at, context);
  const faulted = { read, workloads: workloads.configs, workloadNames: names };
  const faults = settings === undefined ? [] : readFaults(settings, faulted, context, under(at, 'faults'));
  if (settings === undefined || runs === undefined || read.unread.size > 0 || !workloads.complete)
    return undefined;

  const { duration: durationUs, warmup, region, seed, load, cost, relevant } = settings;
  const { freeTier: _, ...account } = settings.account;
  const components: Record<string, ComponentDesign> = {};
  for (const [component, { type, config, impliedBy }] of read.components) {
    components[component] = { type: type.name, config, ...(impliedBy === null ? {} : { impliedBy }) };
  }
  const { question, periodUs, whyNoMonth } = timingOf(
    workloads.configs,
    [...changesIn(read), ...(faults.length > 0 ? [{ path: 'faults', once: true, keepsBill: false }] : [])],
    durationUs,
  );
  if (warmup === 'auto' && question.kind === 'terminating') {
    context.add(
      at(['warmup']),
      `${listed(question.triggers)} ${question.triggers.length > 1 ? 'change' : 'changes'} with time: there is no steady state to warm up to`,
      {
        expected: 'a time, as in 1 min',
      },
    );
    return undefined;
  }
  const design: Design = {
    name,
    region,
    seed,
    durationUs,
    warmupUs: warmup === 'auto' ? 0 : warmup,
    ...(warmup === 'auto' ? { autoWarmup: 'wanted' as const } : {}),
    ...runs,
    load,
    workloads: workloads.configs,
    components,
    objectives: checked,
    ...(faults.length > 0 ? { faults } : {}),
    ...(Object.keys(account).length > 0 ? { account } : {}),
    cost: { meanLoad: cost.meanLoad ?? null, prices: cost.prices ?? {} },
    relevant: relevant ?? null,
    question,
    assumptions: [...workloads.assumptions, ...componentAssumptions(read)],
    periodUs,
    whyNoMonth,
  };
  return { design, settings };
}

function under(at: Locate, part: string): Locate {
  return (path, mark) => at([part, ...path], mark);
}

function readSettings(root: Group, context: Context, at: Locate): Settings | undefined {
  const raw: Record<string, unknown> = {};
  const known = [...propertiesOf(settingsSchema), ...PARTS];
  for (const [key, { node }] of root.entries) {
    if (key.startsWith('x-') || (PARTS as readonly string[]).includes(key)) continue;
    if (LATER.scenario!.includes(key)) context.add(at([key], 'key'), `"${key}" is not built yet`);
    else if (!known.includes(key)) {
      const { message, expected, didYouMean } = unknownProperty([key], key, known);
      context.add(at([key], 'key'), `${message} of the scenario`, { expected, didYouMean });
    } else raw[key] = key === 'account' ? builtAccount(node, context, at) : plain(node);
  }
  return context.read(settingsSchema, raw, 'scenario', at);
}

/** What `account` holds, less what is refused by name; `lambda.concurrentExecutions` is short for nested groups. */
function builtAccount(node: Node, context: Context, at: Locate): unknown {
  if (node.kind !== 'group') return plain(node);
  const built: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) {
    const [word, property, ...more] = key.split('.');
    const value = plain(entry.node);
    if (LATER.account!.includes(word!))
      context.add(at(['account', key], 'key'), `"account.${key}" is not built yet`);
    else if (property === undefined || more.length > 0) built[key] = value;
    else built[word!] = { ...(built[word!] as object | undefined), [property]: value };
  }
  return built;
}

function componentAssumptions({ components, given }: ReadComponents): Assumption[] {
  return [...components].flatMap(([name, { type, config }]) => {
    const unused = type.unused?.(config) ?? [];
    const all = assumptionsOf(name, type.schema, given.get(name) ?? {});
    return all.filter(({ property }) => !unused.includes(property));
  });
}

/** What in the components changes in the course of a run. */
function changesIn({ components }: ReadComponents): readonly ChangeInTime[] {
  return [...components].flatMap(([name, { type, config }]) =>
    (type.triggers?.(config) ?? []).map(({ property, once, keepsBill = false }) => ({
      path: `components.${name}.${property}`,
      once,
      keepsBill,
    })),
  );
}

/** What is planned for after the window never happens: told as a mistake, like a fault that begins then. */
function checkPlanned({ components }: ReadComponents, durationUs: number, context: Context): void {
  for (const { type, config, at } of components.values()) {
    const planned = (type.triggers?.(config) ?? []).flatMap((trigger) => trigger.planned ?? []);
    for (const { path, atUs } of planned) {
      if (atUs < durationUs) continue;
      context.add(at(path), `${String(path.at(-1))}: this is after the measured window`, {
        expected: 'a time before the duration is over',
      });
    }
  }
}

function listed(paths: readonly string[]): string {
  return paths.length > 2 ? `${paths[0]} and ${paths.length - 1} more` : paths.join(' and ');
}

function readObjectives(node: Node | undefined, read: Measurable, context: Context): readonly Objective[] {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
  if (node.kind !== 'list') {
    context.add(node.place, 'objectives are a list', { expected: 'as in - dashboard.latency.p99 < 1 s' });
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') {
      return readObjective(item.value, item.place, read, context);
    }
    context.add(item.place, 'an objective is text', { expected: 'as in dashboard.latency.p99 < 1 s' });
    return [];
  });
}

function checkPrices(
  { cost }: Settings,
  catalogue: readonly ComponentType[],
  context: Context,
  at: Locate,
): void {
  for (const [typeName, prices] of Object.entries(cost.prices ?? {})) {
    const type = catalogue.find(({ name }) => name === typeName);
    if (type === undefined) {
      const names = catalogue.map(({ name }) => name as string);
      context.add(at(['cost', 'prices', typeName], 'key'), `unknown type "${typeName}"`, {
        didYouMean: nearest(typeName, names),
        expected: `one of ${names.join(', ')}`,
      });
      continue;
    }
    const meters = type.meters.map(({ name }) => name);
    for (const meter of Object.keys(prices)) {
      if (meters.includes(meter)) continue;
      context.add(at(['cost', 'prices', typeName, meter], 'key'), `${typeName} has no meter "${meter}"`, {
        didYouMean: nearest(meter, meters),
        expected: `one of ${meters.join(', ')}`,
      });
    }
  }
}
