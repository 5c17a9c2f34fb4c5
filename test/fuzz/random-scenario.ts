// A scenario at random that can run. Each draws for itself which types it is made of and how much of them is written out, so
// that some have much of one thing; what the loader then refuses is taken out, by the places that it tells.

import type { Scenario } from '../../src/scenario/design.ts';
import type { ComponentType } from '../../src/services/component.ts';
import { catalogue } from '../../src/services/index.ts';
import { expectedRecords } from '../../src/workload/volume.ts';
import { answerTo } from './answer.ts';
import { Chance } from './chance.ts';
import type { Draft } from './draft.ts';
import type { Data } from './presets.ts';
import { isSource } from './references.ts';
import { pathAt } from './repair.ts';
import { questions, settings } from './settings.ts';
import { textOf, workload } from './traffic.ts';
import { wired } from './wiring.ts';
import { without } from './without.ts';

const MOST_REPAIRS = 60;
const MOST_DRAWS = 100;
/** More records in a design make a run long. */
const MOST_RECORDS = 3_000;

/** A scenario that can run. */
export interface Drawn {
  readonly data: Data;
  readonly text: string;
  readonly scenario: Scenario;
  /** How many were drawn that no repair made right, before this one. */
  readonly draws: number;
}

/**
 * Draws a scenario.
 * @param name of the case
 * @param must a type that is among its components
 */
export async function randomScenario(name: string, must: ComponentType): Promise<Drawn> {
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const chance = new Chance(`${name}/${draws}`);
    const data = design(chance, must);
    const base = await repaired(data);
    if (base === undefined || !has(base, must)) continue;
    Object.assign(data, questions(base.designs[0]!, data, chance));
    lighten(data, base);
    const scenario = await repaired(data);
    if (scenario !== undefined && has(scenario, must) && recordsOf(scenario) <= MOST_RECORDS)
      return { data, text: textOf(data), scenario, draws };
  }
  throw new Error(`no scenario comes of ${name}`);
}

function has({ designs }: Scenario, { name }: ComponentType): boolean {
  return Object.values(designs[0]!.components).some(({ type }) => type === name);
}

/** Traffic and components. */
function design(chance: Chance, must: ComponentType): Data {
  const density = chance.pick([0, 0.1, 0.25, 0.5]);
  const swarm = [must, ...chance.shuffled(catalogue).slice(0, chance.integer(1, catalogue.length))];
  const sources = swarm.filter(({ schema }) => isSource(schema)).slice(0, 2);
  const others = swarm.filter(({ schema }) => !isSource(schema)).slice(0, chance.integer(1, 5));
  const drafts = wired([...sources, ...others], chance, density);
  const workloads: Data = {};
  for (const { type, data } of drafts) {
    if (!isSource(type.schema)) continue;
    const names = Object.keys(workloads);
    const known = names.length > 0 && chance.happens(0.2) ? chance.pick(names) : `w${names.length + 1}`;
    workloads[known] ??= workload(chance, density);
    data.workload = known;
  }
  return { ...settings(chance), workloads, components: componentsOf(drafts, chance) };
}

/** As they are written: the components by name, in any order. */
function componentsOf(drafts: readonly Draft[], chance: Chance): Data {
  for (const { data } of drafts) nameOperations(data, drafts, chance);
  return Object.fromEntries(
    chance.shuffled(drafts).map(({ name, type, data }) => [name, { type: type.name, ...data }]),
  );
}

/** The actions that calls name are those of what they call, and the indexes that requests name those of their table. */
function nameOperations(value: unknown, drafts: readonly Draft[], chance: Chance): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Data;
  if (typeof holder.to === 'string' && holder.operation !== undefined) {
    const known = operationsOf(holder.to, drafts) ?? [];
    if (known.length > 0) holder.operation = chance.pick(known);
    else delete holder.operation;
  }
  const { operations } = holder;
  if (typeof holder.to === 'string' && typeof operations === 'object' && operations !== null) {
    const target = drafts.find(({ name }) => name === holder.to)?.data ?? {};
    const known = Object.keys({
      ...(target.globalSecondaryIndexes as Data),
      ...(target.localSecondaryIndexes as Data),
    });
    for (const one of Object.values(operations)) {
      if (typeof one !== 'object' || one === null || !('index' in one)) continue;
      if (known.length > 0) one.index = chance.pick(known);
      else delete one.index;
    }
  }
  for (const inner of Object.values(holder)) nameOperations(inner, drafts, chance);
}

/** The actions of a component; undefined where it says of none. */
function operationsOf(component: string, drafts: readonly Draft[]): readonly string[] | undefined {
  const target = drafts.find(({ name }) => name === component);
  return target?.type.operations?.(target.type.schema.safeParse(target.data).data, (other) =>
    operationsOf(other, drafts),
  );
}

/** The scenario that is left when everything that is refused has been taken out; undefined when that is none. */
async function repaired(data: Data): Promise<Scenario | undefined> {
  for (let round = 0; round < MOST_REPAIRS; round++) {
    const text = textOf(data);
    const answer = await answerTo(text);
    if (answer.kind === 'valid') return answer.scenario;
    const paths = answer.mistakes.map((mistake) => pathAt(text, mistake));
    // From the last on, so that positions in lists still hold; not what lies within what was taken out.
    const told = new Map(paths.map((path) => [JSON.stringify(path), path]));
    const apart = [...told.values()].filter(
      (path) => ![...told.values()].some((other) => other.length < path.length && isWithin(path, other)),
    );
    if (apart.some((path) => path.length < 1)) return undefined;
    for (const path of apart.reverse()) without(data, path);
  }
  return undefined;
}

function isWithin(path: readonly unknown[], other: readonly unknown[]): boolean {
  return other.every((step, i) => path[i] === step);
}

/** Records of the design that has most. */
export function recordsOf({ designs }: Scenario): number {
  return Math.max(
    ...designs.map(({ workloads, components, warmupUs, durationUs, load, replications, stopping }) => {
      const runs = Math.max(replications, stopping?.max ?? 0);
      const carried = Object.values(components).flatMap(({ config }) => {
        const { workload } = config as { readonly workload?: string };
        return workload === undefined ? [] : [workloads[workload]!];
      });
      return carried.reduce((sum, one) => sum + runs * expectedRecords(one, warmupUs + durationUs, load), 0);
    }),
  );
}

/** Less load, where a run would take long. */
function lighten(data: Data, scenario: Scenario): void {
  const records = recordsOf(scenario) * (data.precision === undefined ? 1 : 6);
  if (records > MOST_RECORDS)
    data.load = `${((scenario.designs[0]!.load * MOST_RECORDS * 80) / records).toFixed(3)}%`;
}
