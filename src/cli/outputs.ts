// Where a run writes: the six files of a report, each to a place of its own or all into one folder, and what a CI job
// reads. Every place is tried before the run, by doing what the run will do (make the folder, open the file), and left
// as it was found.

import { appendFile, mkdir, open, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Result } from '../experiment/result.ts';
import { renderReports } from '../report/files.ts';
import { renderJson } from '../report/json.ts';
import type { ReportContext } from '../report/judged.ts';
import type { SummaryOptions } from '../report/terminal.ts';
import { drawingOf } from './colour.ts';
import { systemWords, UsageError } from './exit.ts';

/** The files of a report, by kind, as they are called in a folder. */
const FOLDER_FILES = {
  json: 'results.json',
  html: 'report.html',
  series: 'series.csv',
  latency: 'latency.csv',
  cost: 'cost.csv',
  provenance: 'provenance.json',
} as const;

/** All kinds of output; those that no folder holds are for CI jobs. */
const OUTPUT_FILES = {
  ...FOLDER_FILES,
  markdown: 'comment.md',
  junit: 'junit.xml',
  annotations: 'annotations.txt',
  summary: 'summary.md',
} as const;

/** Kind of output → the file that it is called in a folder. */
export type OutputFiles = Readonly<Record<string, string>>;

const STDOUT = '-';
const TO_STDOUT: readonly string[] = ['markdown', 'annotations'];
/** Jobs add to one summary, step after step. */
const ADDED_TO: readonly string[] = [OUTPUT_FILES.summary];

/** One file to write. */
export interface Output {
  /** As it is called in a folder; says which of the report's files it is. */
  readonly file: string;
  /** Where it goes, as the user gave it. */
  readonly path: string;
}

/** Where everything goes. */
export interface Outputs {
  /** Those that go to files. */
  readonly files: readonly Output[];
  /** The report's files that are printed on stdout, after the summary. */
  readonly printed: readonly string[];
}

/**
 * Where a command writes.
 * @param written the values of `--out`, in their order; none means `reports/<scenario>/`
 * @param scenario the scenario's name; made safe here, whatever it holds
 * @param json whether the result itself goes to stdout
 * @throws UsageError when one is no output, or two go to one place
 */
export function outputsFor(written: readonly string[], scenario: string, json: boolean): Outputs {
  const all = outputsAmong(written, join('reports', folderName(scenario)), OUTPUT_FILES, FOLDER_FILES);
  const printed = all.filter(({ path }) => path === STDOUT).map(({ file }) => file);
  if (json && printed.includes(OUTPUT_FILES.markdown))
    throw new UsageError('--out markdown=-: --json writes the result to stdout');
  return { files: all.filter(({ path }) => path !== STDOUT), printed };
}

/**
 * Where a question's answer goes.
 * @param files the kinds that there are
 * @param within the folder in the scenario's own that all of them go to without an `--out`
 * @throws UsageError when one is no output, or two go to one place
 */
export function outputsOf(
  written: readonly string[],
  scenario: string,
  files: OutputFiles,
  within: string,
): readonly Output[] {
  return outputsAmong(written, join('reports', folderName(scenario), within), files, files);
}

/** @param folderKinds those that a folder gets */
function outputsAmong(
  written: readonly string[],
  folder: string,
  kinds: OutputFiles,
  folderKinds: OutputFiles,
): readonly Output[] {
  if (written.length === 0) return inFolder(folder, folderKinds);
  if (written.includes('none')) {
    if (written.length === 1) return [];
    throw new UsageError('--out none: nothing is written, so no other --out can be given');
  }
  const outputs = written.flatMap((one) => outputOf(one, kinds, folderKinds));
  const places = new Map<string, Output>();
  for (const output of outputs) {
    const same = places.get(resolve(output.path));
    if (same !== undefined)
      throw new UsageError(`--out: ${same.file} and ${output.file} would both go to ${output.path}`);
    places.set(resolve(output.path), output);
  }
  return outputs;
}

function outputOf(written: string, kinds: OutputFiles, folderKinds: OutputFiles): readonly Output[] {
  const [, kind = written, path = ''] = /^([^=]*)=(.*)$/s.exec(written) ?? [];
  const isKind = Object.hasOwn(kinds, kind);
  if (kind !== 'dir' && !isKind) {
    const forms = `${Object.keys(kinds).join('=, ')}=, dir= or none`;
    throw new UsageError(`--out ${written}: "${kind}" is no output: ${forms}`);
  }
  if (path === '')
    throw new UsageError(`--out ${written}: where to? Write ${kind}=${isKind ? 'file' : 'folder'}`);
  if (path === STDOUT && !TO_STDOUT.includes(kind)) {
    const how = kind === 'json' ? '--json writes the result to stdout' : 'it goes to a file';
    throw new UsageError(`--out ${written}: ${how}`);
  }
  return isKind ? [{ file: kinds[kind]!, path }] : inFolder(path, folderKinds);
}

function inFolder(folder: string, files: OutputFiles): readonly Output[] {
  return Object.values(files).map((file) => ({ file, path: join(folder, file) }));
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

/** How an answer is printed. */
export interface Printing {
  readonly json?: boolean | undefined;
  readonly color: boolean;
}

/** Prints an answer: the summary on stdout, or on stderr where stdout is for a program to read; and the result there. */
export function printAnswer(
  summary: (screen: SummaryOptions) => string,
  json: () => string,
  printing: Printing,
  busy = printing.json === true,
): void {
  const stream = busy ? process.stderr : process.stdout;
  stream.write(summary(drawingOf(stream, printing.color)));
  if (printing.json === true) process.stdout.write(json());
}

/** Prints a run or a comparison. */
export function printResult(
  result: Result,
  { printed }: Outputs,
  printing: Printing,
  render: (result: Result, options: SummaryOptions) => string,
): void {
  const busy = printing.json === true || printed.includes(OUTPUT_FILES.markdown);
  printAnswer(
    (screen) => render(result, screen),
    () => renderJson(result),
    printing,
    busy,
  );
}

/** Makes and writes every output. @throws Error in words when the system does not let it */
export async function writeOutputs(
  result: Result,
  { files, printed }: Outputs,
  context: ReportContext & { readonly provenance: string },
): Promise<void> {
  const wanted = new Set([...files.map(({ file }) => file), ...printed]);
  if (wanted.size === 0) return;
  const texts = new Map([[OUTPUT_FILES.provenance as string, context.provenance]]);
  for (const { name, text } of await renderReports(result, context, wanted)) texts.set(name, text);
  for (const name of printed) process.stdout.write(texts.get(name)!);
  await writeTexts(files, texts);
}

/** Writes every output, each with its folder. @param texts one a file @throws Error in words */
export async function writeTexts(
  outputs: readonly Output[],
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  for (const output of outputs) await writeOutput(output, texts.get(output.file)!);
  if (outputs.length > 0) process.stderr.write(`wrote ${outputs.map(({ path }) => path).join(', ')}\n`);
}

async function writeOutput({ path, file }: Output, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (ADDED_TO.includes(file)) await appendFile(path, text);
    else await writeFile(path, text);
  } catch (error) {
    throw new Error(`${path} could not be written: ${systemWords(error)}`);
  }
}
