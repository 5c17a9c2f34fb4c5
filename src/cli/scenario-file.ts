// From a path on the command line to a checked scenario. A file that is no scenario at all (a folder, a recording, a
// picture) is told before anything is parsed, in the same form as a mistake within one.

import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '../language/nearest.ts';
import { openCases } from '../scenario/assumption-cases.ts';
import type { Scenario } from '../scenario/design.ts';
import { excerpts } from '../scenario/excerpt.ts';
import { type Grid, openGrid, type Variation } from '../scenario/grid.ts';
import { loadScenario, unreadable } from '../scenario/load.ts';
import { ScenarioError } from '../scenario/mistake.ts';
import { LARGEST_SCENARIO_BYTES, type ScenarioSource, tooLarge } from '../scenario/parsed.ts';
import { catalogue } from '../services/index.ts';
import { systemWords, UsageError } from './exit.ts';

/** What the command line lays over a file. */
export interface Layers {
  /** `path=yaml`, in their order. */
  readonly set?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly replications?: number | undefined;
  /** The designs that are wanted; all when left out. */
  readonly design?: readonly string[] | undefined;
}

const LARGEST_TRACE_BYTES = 64 * 1024 * 1024;
/** Stands for what comes in on stdin. */
const STDIN = '-';

/**
 * Reads and checks a scenario.
 * @param path a file, or `-` for stdin
 * @throws UsageError with every mistake, each with its place
 */
export async function loadFile(path: string, layers: Layers = {}): Promise<Scenario> {
  return inUsersWords(async () => loadScenario(await sourceOf(path, layers)));
}

/**
 * Reads a scenario's points.
 * @param path a file, or `-` for stdin
 * @throws UsageError with every mistake, in the scenario and at any point, each with its place
 */
export async function loadGrid(path: string, layers: Layers, variation: Variation): Promise<Grid> {
  return inUsersWords(async () => openGrid(await sourceOf(path, layers), variation));
}

/**
 * Reads a scenario and its assumptions at both ends of their ranges.
 * @param path a file, or `-` for stdin
 * @throws UsageError with every mistake
 */
export async function loadCases(path: string, layers: Layers) {
  return inUsersWords(async () => openCases(await sourceOf(path, layers)));
}

/** What a scenario is loaded from: the file, and what the command line lays over it. @throws ScenarioError */
async function sourceOf(path: string, layers: Layers): Promise<ScenarioSource> {
  const file = path === STDIN ? 'stdin' : path;
  const folder = path === STDIN ? '.' : dirname(path);
  return {
    text: await textOf(path, file),
    file,
    readFile: (trace) => traceOf(resolve(folder, trace)),
    environment: process.env,
    sets: layers.set ?? [],
    catalogue,
    ...(layers.seed === undefined ? {} : { seed: layers.seed }),
    ...(layers.replications === undefined ? {} : { replications: layers.replications }),
    ...(layers.design === undefined ? {} : { designs: layers.design }),
  };
}

async function inUsersWords<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(excerpts(error));
    throw error;
  }
}

async function textOf(path: string, file: string): Promise<string> {
  const most = LARGEST_SCENARIO_BYTES;
  try {
    const bytes = await readBytes(path, most);
    if (bytes.length <= most) return bytes.toString();
    const size = path === STDIN ? 0 : (await stat(path)).size;
    throw unreadable(file, ...tooLarge(Math.max(size, bytes.length)));
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    throw unreadable(file, systemWords(error), await suggestion(path));
  }
}

/** A trace; whatever is wrong with it is told at the property that names it. */
async function traceOf(path: string): Promise<string> {
  const bytes = await readBytes(path, LARGEST_TRACE_BYTES);
  if (bytes.length <= LARGEST_TRACE_BYTES) return bytes.toString();
  throw new RangeError('the trace is too large');
}

/** A file's bytes, but only just more than `most` of one that has more: pipes and devices may never end. */
async function readBytes(path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of path === STDIN ? process.stdin : createReadStream(path)) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

/** The nearest name in the same folder, for a file that is not there. */
async function suggestion(path: string): Promise<string | undefined> {
  const names = await readdir(dirname(path)).catch((): string[] => []);
  if (names.includes(basename(path))) return undefined;
  const near = nearest(basename(path), names);
  return near === undefined ? undefined : `did you mean "${join(dirname(path), near)}"?`;
}
