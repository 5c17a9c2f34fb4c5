// Which designs a comparison is of. Several files give one design each (or each of --design); a single file gives its
// base and its variants. Everything that can be wrong is told here, before anything runs.

import { readFile } from 'node:fs/promises';
import type { Match, Side } from '../experiment/compare-scenarios.ts';
import type { Result } from '../experiment/result.ts';
import { shareWorkload, type Traffic, trafficOf } from '../experiment/traffic.ts';
import { nearest } from '../language/nearest.ts';
import { readSaved } from '../report/saved.ts';
import type { Scenario } from '../scenario/design.ts';
import { systemWords, UsageError } from './exit.ts';
import { type Layers, loadFile } from './scenario-file.ts';

/** The designs, and which is compared with which. */
export interface Sides {
  readonly sides: readonly Side[];
  readonly matches: readonly Match[];
  /** What it is called, for messages, the hidden tag of a comment and the folder of an output. */
  readonly title: string;
}

type Input = { readonly file: string; readonly name: string } & (
  | { readonly scenario: Scenario }
  | { readonly saved: Result }
);

const BASE = 'base';
const SAVED = /\.json$/i;

/**
 * Reads the files and picks the designs.
 * @throws UsageError with everything that is wrong
 */
export async function sidesOf(files: readonly string[], layers: Layers): Promise<Sides> {
  const { design: wanted, ...rest } = layers;
  const inputs: Input[] = [];
  for (const file of files) {
    inputs.push(SAVED.test(file) ? await savedInput(file) : await scenarioInput(file, rest));
  }
  if (inputs.every((input) => 'saved' in input)) refuseLayers(rest);
  const found = inputs.length === 1 ? within(inputs[0]!, wanted) : across(inputs, wanted ?? [BASE]);
  for (const { base, other } of found.matches) {
    const [one, two] = [found.sides[base]!, found.sides[other]!];
    if (!shareWorkload(trafficAt(one), trafficAt(two)))
      throw new UsageError(
        `${one.name} and ${two.name} share no workload: ${workloads(one)} here, ${workloads(two)} there. They answer different questions`,
      );
  }
  return { ...found, title: inputs.at(-1)!.name };
}

async function scenarioInput(file: string, layers: Layers): Promise<Input> {
  const scenario = await loadFile(file, layers);
  return { file, name: scenario.name, scenario };
}

async function savedInput(file: string): Promise<Input> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file}: ${systemWords(error)}`);
  });
  const read = readSaved(text);
  if ('mistake' in read) throw new UsageError(`${file}: ${read.mistake}`);
  if (read.result.designs.length === 0) throw new UsageError(`${file}: there is no design in it`);
  return { file, name: read.result.scenario.name, saved: read.result };
}

function refuseLayers({ set, seed, replications }: Layers): void {
  const given = [
    ...(set === undefined ? [] : ['--set']),
    ...(seed === undefined ? [] : ['--seed']),
    ...(replications === undefined ? [] : ['--replications']),
  ];
  if (given.length > 0)
    throw new UsageError(`${given.join(', ')}: nothing is run, all that is compared was saved`);
}

type Found = Omit<Sides, 'title'>;

/** One file: its base with its variants, or the first design that is named with the others. */
function within(input: Input, wanted: readonly string[] | undefined): Found {
  const names = namesOf(input);
  for (const name of wanted ?? []) known(input, name);
  const [first, ...others] =
    wanted === undefined ? [BASE, ...names.filter((name) => name !== BASE)] : [...new Set(wanted)];
  const chosen = others.length === 0 && wanted !== undefined ? [BASE, first!] : [first!, ...others];
  known(input, chosen[0]!);
  if (new Set(chosen).size < 2)
    throw new UsageError(
      `${input.file} has nothing to compare ${chosen[0]} with: give a second file, or variants`,
    );
  return {
    sides: chosen.map((name) => sideOf(input, name, name)),
    matches: chosen.slice(1).map((_, i) => ({ base: 0, other: i + 1 })),
  };
}

/** Several files: each design that is wanted of the first with the same of every other. */
function across(inputs: readonly Input[], wanted: readonly string[]): Found {
  const labels = labelsOf(inputs);
  const sides: Side[] = [];
  const matches: Match[] = [];
  for (const name of new Set(wanted)) {
    const begin = sides.length;
    for (const [i, input] of inputs.entries()) {
      known(input, name);
      sides.push(sideOf(input, name, name === BASE ? labels[i]! : `${labels[i]}/${name}`));
      if (i > 0) matches.push({ base: begin, other: begin + i });
    }
  }
  return { sides, matches };
}

/** What tells the files apart: the scenarios' names where they do, else the files' own, else their places. */
function labelsOf(inputs: readonly Input[]): readonly string[] {
  const distinct = (labels: readonly string[]) => new Set(labels).size === labels.length;
  const names = inputs.map(({ name }) => name);
  if (distinct(names)) return names;
  const files = withoutFolder(inputs.map(({ file }) => file));
  return distinct(files) ? files : files.map((file, i) => `${file} (${i + 1})`);
}

/** Paths without the folders that all have in common: where a checkout lies says nothing of a design. */
function withoutFolder(files: readonly string[]): readonly string[] {
  const steps = files.map((file) => file.split(/[\\/]/));
  const shortest = Math.min(...steps.map(({ length }) => length)) - 1;
  let alike = 0;
  while (alike < shortest && steps.every((path) => path[alike] === steps[0]![alike])) alike++;
  return steps.map((path) => path.slice(alike).join('/'));
}

function namesOf(input: Input): readonly string[] {
  return ('saved' in input ? input.saved.designs : input.scenario.designs).map(({ name }) => name);
}

function known(input: Input, name: string): void {
  const names = namesOf(input);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const hint = near === undefined ? `one of ${names.join(', ')}` : `did you mean "${near}"?`;
  throw new UsageError(`${input.file}: no design is named "${name}": ${hint}`);
}

function sideOf(input: Input, design: string, name: string): Side {
  return 'saved' in input
    ? { name, saved: input.saved, design: input.saved.designs.find((one) => one.name === design)! }
    : { name, scenario: input.scenario, design: input.scenario.designs.find((one) => one.name === design)! };
}

function trafficAt(side: Side): Traffic {
  return 'saved' in side ? side.design.comparable.traffic : trafficOf(side.design);
}

function workloads(side: Side): string {
  return Object.keys(trafficAt(side).arrivals).join(', ');
}
