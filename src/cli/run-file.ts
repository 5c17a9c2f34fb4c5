// What `sim run` does, in its order: everything that can be wrong is looked at first, then the run, then the summary,
// then the files.

import { performance } from 'node:perf_hooks';
import type { Result } from '../experiment/result.ts';
import { runScenario } from '../experiment/run-scenario.ts';
import { ReplicationError } from '../experiment/task.ts';
import { renderReports } from '../report/files.ts';
import { renderJson } from '../report/json.ts';
import { renderSummary } from '../report/terminal.ts';
import type { Scenario } from '../scenario/design.ts';
import { EXIT } from './exit.ts';
import { failureWords } from './failure.ts';
import { gateOf, passes } from './gate.ts';
import { Interrupt } from './interrupt.ts';
import { OUTPUT_FILES, type Output, outputsOf, tryOutputs, writeOutput } from './outputs.ts';
import { ProgressLine } from './progress-line.ts';
import { renderProvenance } from './provenance.ts';
import type { RunArguments } from './run.ts';
import { loadFile } from './scenario-file.ts';

const PLAIN_WIDTH = 80;

/**
 * Runs a scenario file.
 * @returns the exit code
 * @throws UsageError before anything was run or written
 */
export async function runFile(file: string, options: RunArguments, version: string): Promise<number> {
  const scenario = await loadFile(file, options);
  const gated = gateOf(
    options.gate,
    scenario.designs.map(({ name }) => name),
  );
  const outputs = outputsOf(options.out ?? [], scenario.name);

  const interrupt = new Interrupt((message) => process.stderr.write(message));
  try {
    await tryOutputs(outputs);
    const startedAt = new Date();
    const startMs = performance.now();
    const result = await simulate(scenario, options, version, interrupt);
    if (result === null) return EXIT.failed;
    const wallMs = performance.now() - startMs;
    if (result.designs.length === 0) {
      process.stderr.write('no replication was complete: nothing is written\n');
      return interrupt.exitCode ?? EXIT.failed;
    }
    show(result, options);
    const { workers } = options;
    const run = { version, file, scenarioHash: scenario.hash, workers, startedAt, wallMs };
    await write(result, outputs, renderProvenance(run));
    return (
      interrupt.exitCode ?? (passes(result, gated, options.allowIndicative === true) ? EXIT.ok : EXIT.missed)
    );
  } finally {
    interrupt.close();
  }
}

async function simulate(
  scenario: Scenario,
  options: RunArguments,
  version: string,
  interrupt: Interrupt,
): Promise<Result | null> {
  const total = scenario.designs.reduce((sum, { replications }) => sum + replications, 0);
  const progress = new ProgressLine(scenario.name, total, process.stderr);
  try {
    return await runScenario(scenario, {
      workers: options.workers,
      version,
      signal: interrupt.signal,
      onProgress: (done) => progress.update(done),
    });
  } catch (error) {
    if (!(error instanceof ReplicationError)) throw error;
    progress.erase();
    process.stderr.write(failureWords(error, scenario, options.set ?? []));
    return null;
  } finally {
    progress.erase();
  }
}

function show(result: Result, { json, color }: RunArguments): void {
  const stream = json === true ? process.stderr : process.stdout;
  const width = stream.isTTY ? stream.columns : PLAIN_WIDTH;
  stream.write(renderSummary(result, { colour: color && wantsColour(stream), width }));
  if (json === true) process.stdout.write(renderJson(result));
}

/** NO_COLOR and FORCE_COLOR, as no-color.org and Node have them; else colours where there is a terminal. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

async function write(result: Result, outputs: readonly Output[], provenance: string): Promise<void> {
  if (outputs.length === 0) return;
  const wanted = new Set(outputs.map(({ file }) => file));
  const texts = new Map([[OUTPUT_FILES.provenance as string, provenance]]);
  for (const { name, text } of await renderReports(result, wanted)) texts.set(name, text);
  for (const output of outputs) await writeOutput(output, texts.get(output.file)!);
  process.stderr.write(`wrote ${listed(outputs)}\n`);
}

function listed(outputs: readonly Output[]): string {
  return outputs.map(({ path }) => path).join(', ');
}
