// From the text of a scenario to its checked designs. Everything from outside (files, the environment, the catalogue)
// is handed in, so that this runs in a browser too. A scenario that is wrong never runs: all its mistakes are told.

import { nearest } from '../language/nearest.ts';
import type { Axis } from './axis.ts';
import { Context } from './context.ts';
import type { Design, Scenario } from './design.ts';
import { scenarioHash } from './hash.ts';
import { ItemFiles } from './item-files.ts';
import { type MergedDesign, mergedDesigns } from './merged.ts';
import { Mistakes, ScenarioError, source, wholeFile } from './mistake.ts';
import { type Parsed, parseScenario, type ScenarioSource } from './parsed.ts';
import { type ReadDesign, readDesign } from './read-design.ts';
import type { Traces } from './read-workloads.ts';
import { sweepAxes, sweepData } from './sweep.ts';
import { readTrace } from './trace.ts';
import { type Group, within } from './tree.ts';

const FEW = 100;

/**
 * Loads a scenario.
 * @throws ScenarioError with every mistake
 */
export async function loadScenario(from: ScenarioSource): Promise<Scenario> {
  const mistakes = new Mistakes();
  const parsed = await parseScenario(from, mistakes);
  const axes = sweepAxes(parsed, mistakes);
  const scenario = await loadParsed(parsed, mistakes);
  if (scenario !== undefined)
    for (const layers of fewPoints(axes)) await loadLayered(parsed, layers, ['base'], mistakes);
  mistakes.throwIfAny();
  if (scenario === undefined) throw new ScenarioError([]);
  return scenario;
}

/** The points of a sweep that is small enough to be looked at whenever its scenario is; `sim sweep` looks at any. */
function fewPoints(axes: readonly Axis[]): readonly (readonly Group[])[] {
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (axes.length === 0 || size > FEW) return [];
  return axes.reduce<readonly (readonly Group[])[]>(
    (points, { values }) => points.flatMap((point) => values.map(({ layer }) => [...point, layer])),
    [[]],
  );
}

/** A parsed scenario: every design of it is made, and those are given that are wanted; undefined when one is wrong. */
export async function loadParsed(parsed: Parsed, mistakes: Mistakes): Promise<Scenario | undefined> {
  const { from, root, layers, taken } = parsed;
  const designs = mergedDesigns(root, layers, from.catalogue, mistakes);
  const read = await readDesigns(parsed, designs, mistakes);
  const all = read.map(({ design }) => design);
  const names = designs.map(({ name }) => name);
  const wanted = chosen(all, names, from.designs, mistakes);
  if (mistakes.count > 0) return undefined;
  const { name, description } = read[0]!.settings;
  return {
    name: name ?? nameOf(from.file),
    description,
    file: from.file,
    environment: Object.fromEntries([...taken].sort(([a], [b]) => (a < b ? -1 : 1))),
    hash: scenarioHash(all),
    designs: wanted,
    sweep: sweepData(parsed.root),
  };
}

/**
 * Designs of a parsed scenario with more laid over them than the command line did.
 * @param layers on top of all others, in their order
 * @param wanted the names of the designs
 * @returns fewer than are wanted when one is wrong: the mistakes say why
 */
export async function loadLayered(
  parsed: Parsed,
  layers: readonly Group[],
  wanted: readonly string[],
  mistakes: Mistakes,
): Promise<readonly Design[]> {
  const all = [...parsed.layers, ...layers];
  const designs = mergedDesigns(parsed.root, all, parsed.from.catalogue, mistakes, wanted);
  return (await readDesigns(parsed, designs, mistakes)).map(({ design }) => design);
}

/** The mistake of a file that cannot be read at all: missing, a folder, too large. */
export function unreadable(file: string, message: string, expected?: string): ScenarioError {
  const mistakes = [
    { file, line: 1, column: 1, length: 1, message, expected: expected ?? null, didYouMean: null, text: '' },
  ];
  return new ScenarioError(mistakes);
}

async function readDesigns(
  parsed: Parsed,
  designs: readonly MergedDesign[],
  mistakes: Mistakes,
): Promise<ReadDesign[]> {
  const traces = await tracesOf(designs, parsed, mistakes);
  const items = new ItemFiles((file) => parsed.from.readFile(file));
  const read: ReadDesign[] = [];
  for (const { name, merged, own } of designs) {
    const context = new Context(mistakes, name === 'base' ? null : name, own);
    const whole = await items.within(merged, context);
    if (whole === undefined) continue;
    const design = readDesign(name, whole, parsed.from.catalogue, traces(context), context);
    if (design !== undefined) read.push(design);
  }
  return read;
}

/** Loads every trace that a design may name, each once. */
async function tracesOf(
  designs: readonly MergedDesign[],
  { from, traces }: Parsed,
  mistakes: Mistakes,
): Promise<(context: Context) => Traces> {
  const failed = new Map<string, string | undefined>();
  for (const file of designs.flatMap(({ merged }) => tracesIn(merged))) {
    if (traces.has(file) || failed.has(file)) continue;
    try {
      const trace = readTrace(file, await from.readFile(file), mistakes);
      if (trace === undefined) failed.set(file, undefined);
      else traces.set(file, trace);
    } catch (error) {
      const missing = (error as { readonly code?: unknown }).code === 'ENOENT';
      failed.set(file, missing ? `there is no file "${file}"` : `"${file}" cannot be read`);
    }
  }
  return (context) => (file, at, path) => {
    const message = failed.get(file);
    if (message !== undefined)
      context.add(at(path), message, { expected: "a CSV file, relative to the scenario's folder" });
    return traces.get(file);
  };
}

function tracesIn(root: Group): string[] {
  const workloads = within(root, 'workloads');
  if (workloads?.kind !== 'group') return [];
  return [...workloads.entries.values()].flatMap(({ node }) => {
    const file = within(within(within(node, 'arrivals'), 'rate'), 'trace');
    return file?.kind === 'scalar' && typeof file.value === 'string' ? [file.value] : [];
  });
}

/** The designs that are wanted, in the order of the file. */
function chosen(
  designs: readonly Design[],
  known: readonly string[],
  wanted: readonly string[] | undefined,
  mistakes: Mistakes,
): readonly Design[] {
  if (wanted === undefined) return designs;
  for (const name of wanted) {
    if (known.includes(name)) continue;
    mistakes.add(wholeFile(source(`--design ${name}`, name)), `no design is named "${name}"`, {
      didYouMean: nearest(name, known),
      expected: `one of ${known.join(', ')}`,
    });
  }
  return designs.filter(({ name }) => wanted.includes(name));
}

/** A name for a scenario that gives none: its file's, without folder and ending. */
function nameOf(file: string): string {
  const bare = (file.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_-]/g, '-');
  return /^[A-Za-z]/.test(bare) ? bare : 'scenario';
}
