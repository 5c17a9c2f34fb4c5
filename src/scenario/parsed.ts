// A scenario's text as a tree, with what the command line lays over it: parsed once, however many designs are made of
// it afterwards. Whatever is no scenario at all (empty, of another kind, too large) is told here.

import { prepareExpressions } from '../language/expression.ts';
import type { ComponentType } from '../services/component.ts';
import type { Trace } from '../workload/trace.ts';
import { type Mistakes, type Place, placeAt, ScenarioError, source, wholeFile } from './mistake.ts';
import { type Entry, type Group, group, type Node, textsOf } from './tree.ts';
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

/** A scenario's tree and its last layers. */
export interface Parsed {
  readonly from: ScenarioSource;
  readonly root: Group;
  readonly layers: readonly Group[];
  /** Variables that were taken from the environment. */
  readonly taken: ReadonlyMap<string, string>;
  /** Traces that were read, by the name that the scenario gives them: each is read once. */
  readonly traces: Map<string, Trace>;
}

/**
 * Parses a scenario.
 * @throws ScenarioError with every mistake so far
 */
export async function parseScenario(from: ScenarioSource, mistakes: Mistakes): Promise<Parsed> {
  const { file } = from;
  // A byte order mark is no part of the text: the first property stands in column 1.
  const text = from.text.replace(/^\ufeff/, '');
  const whole = source(file, text.length > LARGEST_SCENARIO_BYTES ? '' : text);
  const refuse = (message: string, expected?: string, place = wholeFile(whole)): never => {
    mistakes.add(place, message, { expected });
    mistakes.throwIfAny();
    throw new ScenarioError([]);
  };
  if (text.length > LARGEST_SCENARIO_BYTES) return refuse(...tooLarge(text.length));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells another kind of file
  const odd = /[\u0000-\u0008\u000e-\u001f\ufffd]/.exec(text);
  if (odd !== null)
    return refuse('this is no text file', 'a scenario in YAML', placeAt(whole, text, odd.index));
  // YAML's parser counts lines by line feeds, and would take the whole file for one line.
  const alone = /\r(?!\n)/.exec(text);
  if (alone !== null)
    return refuse(
      'lines end in a carriage return alone',
      'lines that end in LF, or in CR and LF',
      placeAt(whole, text, alone.index),
    );

  const taken = new Map<string, string>();
  const reader: Reader = { environment: from.environment, taken, mistakes };
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
  await prepareExpressions([...textsOf(root), ...layers.flatMap((layer) => [...textsOf(layer)])]);
  return { from, root, layers, taken, traces: new Map() };
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
  const layers: (Group | undefined)[] = [];
  for (const set of sets) {
    const equals = set.indexOf('=');
    const path = equals < 0 ? set.trim() : set.slice(0, equals).trim();
    if (equals > 0 && isPath(path)) {
      layers.push(settingLayer(`--set ${set}`, set, path, set.slice(equals + 1), reader));
    } else
      reader.mistakes.add(wholeFile(source(`--set ${set}`, set)), 'this sets nothing', {
        expected: '--set path=value',
      });
  }
  if (seed !== undefined)
    layers.push(settingLayer(`--seed ${seed}`, seed, 'seed', JSON.stringify(seed), reader));
  if (replications !== undefined) {
    const text = String(replications);
    layers.push(settingLayer(`--replications ${text}`, text, 'replications', text, reader));
    // Exactly so many, whatever the scenario says of precision.
    layers.push(settingLayer(`--replications ${text}`, text, 'precision', 'null', reader));
  }
  return layers.filter((layer) => layer !== undefined);
}

/** Whether a dotted path can be laid over a scenario. */
export function isPath(path: string): boolean {
  return path.split('.').every((step) => step !== '' && !(step in Object.prototype));
}

/**
 * One setting as a layer.
 * @param name what the text is called in messages: the option as it was written
 * @param text what the excerpt of a message shows, with the value at its end
 * @param value YAML
 */
export function settingLayer(
  name: string,
  text: string,
  path: string,
  value: string,
  reader: Reader,
): Group | undefined {
  const from = source(name, text);
  const key: Place = { source: from, line: 1, column: 1, length: Math.max(1, path.length) };
  const node = readYaml(value, from, Math.max(0, text.length - value.length), reader);
  return node === undefined ? undefined : layerOf(key, path, node);
}

/** A value at a dotted path, as a layer. */
export function layerOf(key: Place, path: string, node: Node): Group {
  return group(key, new Map<string, Entry>([[path, { key, node }]]));
}
