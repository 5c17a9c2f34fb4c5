// Where a run writes: the six files of a report, each to a place of its own or all into one folder. Every place is
// tried before the run, by doing what the run will do (make the folder, open the file), and left as it was found.

import { mkdir, open, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemWords, UsageError } from './exit.ts';

/** The kinds of output, and the file that each is called in a folder. */
export const OUTPUT_FILES = {
  json: 'results.json',
  html: 'report.html',
  series: 'series.csv',
  latency: 'latency.csv',
  cost: 'cost.csv',
  provenance: 'provenance.json',
} as const;

type OutputKind = keyof typeof OUTPUT_FILES;

/** One file to write. */
export interface Output {
  /** As it is called in a folder; says which of the report's files it is. */
  readonly file: string;
  /** Where it goes, as the user gave it. */
  readonly path: string;
}

const KINDS = Object.keys(OUTPUT_FILES) as OutputKind[];
const FORMS = `${KINDS.join('=, ')}=, dir= or none`;

/**
 * The files that a run writes.
 * @param written the values of `--out`, in their order; none means `reports/<scenario>/`
 * @param scenario the scenario's name; made safe here, whatever it holds
 * @throws UsageError when one is no output, or two go to one place
 */
export function outputsOf(written: readonly string[], scenario: string): readonly Output[] {
  if (written.length === 0) return inFolder(join('reports', folderName(scenario)));
  if (written.includes('none')) {
    if (written.length === 1) return [];
    throw new UsageError('--out none: nothing is written, so no other --out can be given');
  }
  const outputs = written.flatMap(outputOf);
  const places = new Map<string, Output>();
  for (const output of outputs) {
    const same = places.get(resolve(output.path));
    if (same !== undefined)
      throw new UsageError(`--out: ${same.file} and ${output.file} would both go to ${output.path}`);
    places.set(resolve(output.path), output);
  }
  return outputs;
}

function outputOf(written: string): readonly Output[] {
  const [, kind = written, path = ''] = /^([^=]*)=(.*)$/s.exec(written) ?? [];
  const isKind = Object.hasOwn(OUTPUT_FILES, kind);
  if (kind !== 'dir' && !isKind) throw new UsageError(`--out ${written}: "${kind}" is no output: ${FORMS}`);
  if (path === '')
    throw new UsageError(`--out ${written}: where to? Write ${kind}=${isKind ? 'file' : 'folder'}`);
  if (path === '-') throw new UsageError(`--out ${written}: --json writes the result to stdout`);
  return isKind ? [{ file: OUTPUT_FILES[kind as OutputKind], path }] : inFolder(path);
}

function inFolder(folder: string): readonly Output[] {
  return KINDS.map((kind) => ({ file: OUTPUT_FILES[kind], path: join(folder, OUTPUT_FILES[kind]) }));
}

/** A name of one path segment that every file system takes, and that never leads elsewhere. */
function folderName(scenario: string): string {
  const safe = scenario.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+/, '');
  return safe === '' ? 'scenario' : safe.slice(0, 80);
}

/**
 * Tries every place, and leaves nothing behind.
 * @throws UsageError for the first that cannot be written
 */
export async function tryOutputs(outputs: readonly Output[]): Promise<void> {
  for (const { path } of outputs) {
    try {
      const made = await mkdir(dirname(path), { recursive: true });
      try {
        await tryFile(path);
      } finally {
        if (made !== undefined) await removeMade(dirname(resolve(path)), resolve(made));
      }
    } catch (error) {
      throw new UsageError(
        `cannot write ${path}: ${systemWords(error)}. Nothing was run; --out says where to write`,
      );
    }
  }
}

async function tryFile(path: string): Promise<void> {
  const existed = await stat(path).then(
    () => true,
    () => false,
  );
  const file = await open(path, 'a');
  await file.close();
  if (!existed) await unlink(path);
}

/** Removes the empty folders from `deepest` up to `highest`, which were made for the trial. */
async function removeMade(deepest: string, highest: string): Promise<void> {
  for (let folder = deepest; folder.length >= highest.length; folder = dirname(folder)) {
    await rmdir(folder).catch(() => {});
  }
}

/** Writes one output, with its folder. @throws Error in words when the system does not let it */
export async function writeOutput({ path }: Output, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new Error(`${path} could not be written: ${systemWords(error)}`);
  }
}
