// From the text of a scenario to its checked designs. Everything from outside (files, the environment, the catalogue)
// is handed in, so that this runs in a browser too. A scenario that is wrong never runs: all its mistakes are told.

import { prepareExpressions } from '../language/expression.ts';
import { nearest } from '../language/nearest.ts';
import type { ComponentType } from '../services/component.ts';
import { checkName } from './components.ts';
import { Context } from './context.ts';
import type { Design, Scenario } from './design.ts';
import { scenarioHash } from './hash.ts';
import { Mistakes, type Place, ScenarioError, source, wholeFile } from './mistake.ts';
import { expandAll, laid } from './overlay.ts';
import { type ReadDesign, readDesign, type Traces } from './read-design.ts';
import { scenarioShape } from './shape.ts';
import { readTrace, type Trace } from './trace.ts';
import { type Entry, type Group, group, type Node, placeOf, placesOf, textsOf, within } from './tree.ts';
import { type Reader, readYaml } from './yaml.ts';

/** A scenario file is larger than this only by mistake; what is larger is refused before it is parsed. */
export const LARGEST_SCENARIO_BYTES = 1024 * 1024;

/** What a scenario is loaded from. */
export interface ScenarioSource {
  readonly text: string;
  /** The file's path as the user gave it. */
  readonly file: string;
  /** Reads a text file whose path is relative to the scenario's; rejects when it cannot. */
  readFile(path: string): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `path=yaml`, the last layer. */
  readonly sets?: readonly string[];
  readonly catalogue: readonly ComponentType[];
  readonly seed?: string;
  readonly replications?: number;
  /** The names of the designs that are wanted; all when left out. */
  readonly designs?: readonly string[];
}

/**
 * Loads a scenario.
 * @throws ScenarioError with every mistake
 */
export async function loadScenario(from: ScenarioSource): Promise<Scenario> {
  const { file, text, environment, catalogue } = from;
  const whole = source(file, text.length > LARGEST_SCENARIO_BYTES ? '' : text);
  const mistakes = new Mistakes();
  const refuse = (message: string, expected?: string): never => {
    mistakes.add(wholeFile(whole), message, { expected });
    mistakes.throwIfAny();
    throw new ScenarioError([]);
  };
  if (text.length > LARGEST_SCENARIO_BYTES) return refuse(...tooLarge(text.length));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells another kind of file
  if (/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text))
    return refuse('this is no text file', 'a scenario in YAML');

  const taken = new Map<string, string>();
  const reader: Reader = { environment, taken, mistakes };
  const root = readYaml(text, whole, 0, reader);
  if (root?.kind === 'scalar' && root.value === null && mistakes.count === 0)
    return refuse('the file is empty', 'a scenario in YAML');
  if (root !== undefined && root.kind !== 'group' && mistakes.count === 0) {
    return refuse('this is no scenario', 'a group of properties: workloads, components, objectives');
  }
  const layers = lastLayers(from, reader);
  if (root?.kind !== 'group') {
    mistakes.throwIfAny();
    throw new ScenarioError([]);
  }
  const base = root;
  await prepareExpressions([...textsOf(base), ...layers.flatMap((layer) => [...textsOf(layer)])]);

  const designs = mergedDesigns(base, layers, catalogue, mistakes);
  const traces = await tracesOf(designs, from, mistakes);
  const read: ReadDesign[] = [];
  for (const { name, merged, own } of designs) {
    const context = new Context(mistakes, name === 'base' ? null : name, own);
    const design = readDesign(name, merged, catalogue, traces(context), context);
    if (design !== undefined) read.push(design);
  }
  const all = read.map(({ design }) => design);
  const wanted = chosen(
    all,
    designs.map(({ name }) => name),
    from.designs,
    mistakes,
  );
  mistakes.throwIfAny();
  const { name, description } = read[0]!.settings;
  return {
    name: name ?? nameOf(file),
    description,
    file,
    environment: Object.fromEntries([...taken].sort(([a], [b]) => (a < b ? -1 : 1))),
    hash: scenarioHash(all),
    designs: wanted,
  };
}

/** The mistake of a file that cannot be read at all: missing, a folder, too large. */
export function unreadable(file: string, message: string, expected?: string): ScenarioError {
  const mistakes = [
    { file, line: 1, column: 1, length: 1, message, expected: expected ?? null, didYouMean: null, text: '' },
  ];
  return new ScenarioError(mistakes);
}

/** What to say of a file of so many bytes, which is too large for a scenario. */
export function tooLarge(bytes: number): readonly [message: string, expected: string] {
  const size = (bytes / 1024 ** 2).toFixed(1);
  return [
    `the file is too large for a scenario (${size} MiB)`,
    `at most ${LARGEST_SCENARIO_BYTES / 1024 ** 2} MiB`,
  ];
}

/** The settings of the command line, each a tree that is laid over every design. */
function lastLayers({ sets = [], seed, replications }: ScenarioSource, reader: Reader): Group[] {
  const layers: Group[] = [];
  const add = (option: string, text: string, path: string, value: string): void => {
    const from = source(`--${option} ${text}`, text);
    const key: Place = { source: from, line: 1, column: 1, length: Math.max(1, path.length) };
    const node = readYaml(value, from, text.length - value.length, reader);
    if (node !== undefined) layers.push(group(key, new Map<string, Entry>([[path, { key, node }]])));
  };
  for (const set of sets) {
    const equals = set.indexOf('=');
    const path = equals < 0 ? set.trim() : set.slice(0, equals).trim();
    if (equals > 0 && path.split('.').every((step) => step !== '' && !(step in Object.prototype))) {
      add('set', set, path, set.slice(equals + 1));
    } else
      reader.mistakes.add(wholeFile(source(`--set ${set}`, set)), 'this sets nothing', {
        expected: '--set path=value',
      });
  }
  if (seed !== undefined) add('seed', seed, 'seed', JSON.stringify(seed));
  if (replications !== undefined)
    add('replications', String(replications), 'replications', String(replications));
  return layers;
}

interface MergedDesign {
  readonly name: string;
  readonly merged: Group;
  /** Places within the variant itself. */
  readonly own: ReadonlySet<Place>;
}

function mergedDesigns(
  root: Group,
  layers: readonly Group[],
  catalogue: readonly ComponentType[],
  mistakes: Mistakes,
): MergedDesign[] {
  const shape = scenarioShape(catalogue);
  const without = (key: string): Group =>
    group(root.place, new Map([...root.entries].filter(([name]) => name !== key)));
  const below = expandAll(without('variants'), shape);
  const layered = (bottom: Node): Group => {
    let merged = bottom;
    for (const layer of layers) merged = laid(merged, layer, shape, mistakes) ?? merged;
    return merged as Group;
  };
  const designs: MergedDesign[] = [{ name: 'base', merged: layered(below), own: new Set() }];
  const variants = within(root, 'variants');
  if (variants === undefined || (variants.kind === 'scalar' && variants.value === null)) return designs;
  const context = new Context(mistakes, null);
  const at = (path: readonly PropertyKey[], mark?: 'key' | 'value'): Place => placeOf(variants, path, mark);
  if (variants.kind !== 'group') {
    context.add(variants.place, 'variants are a group: a name, and what it changes');
    return designs;
  }
  for (const [name, { key, node }] of variants.entries) {
    if (name.startsWith('x-')) continue;
    if (!checkName(name, at, [name], context)) continue;
    if (node.kind !== 'group') {
      context.add(key, `variant "${name}" changes nothing`, {
        expected: 'as in { components.clicks.shardCount: 8 }',
      });
      continue;
    }
    if (node.entries.has('variants'))
      context.add(node.entries.get('variants')!.key, 'a variant has no variants of its own');
    const merged = laid(below, node, shape, mistakes) ?? below;
    designs.push({ name, merged: layered(merged), own: new Set(placesOf(node)) });
  }
  return designs;
}

/** Loads every trace that a design may name, each once. */
async function tracesOf(
  designs: readonly MergedDesign[],
  { readFile }: ScenarioSource,
  mistakes: Mistakes,
): Promise<(context: Context) => Traces> {
  const loaded = new Map<string, { readonly trace: Trace | undefined } | { readonly message: string }>();
  for (const file of designs.flatMap(({ merged }) => tracesIn(merged))) {
    if (loaded.has(file)) continue;
    try {
      loaded.set(file, { trace: readTrace(file, await readFile(file), mistakes) });
    } catch (error) {
      const missing = (error as { readonly code?: unknown }).code === 'ENOENT';
      loaded.set(file, { message: missing ? `there is no file "${file}"` : `"${file}" cannot be read` });
    }
  }
  return (context) => (file, at, path) => {
    const found = loaded.get(file);
    if (found === undefined) return undefined;
    if ('trace' in found) return found.trace;
    context.add(at(path), found.message, { expected: "a CSV file, relative to the scenario's folder" });
    return undefined;
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
