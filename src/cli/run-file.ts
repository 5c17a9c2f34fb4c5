// What `sim run` does, in its order: everything that can be wrong is looked at first, then the run, then the summary,
// then the files.

import { performance } from 'node:perf_hooks';
import type { WantedRecord } from '../experiment/record-trace.ts';
import type { Result } from '../experiment/result.ts';
import { runScenario } from '../experiment/run-scenario.ts';
import { ReplicationError } from '../experiment/task.ts';
import { renderSummary } from '../report/terminal.ts';
import type { Scenario } from '../scenario/design.ts';
import { EXIT } from './exit.ts';
import { failureWords } from './failure.ts';
import { gateOf, passes } from './gate.ts';
import { Interrupt } from './interrupt.ts';
import { largeRunWords } from './large-run.ts';
import { outputsFor, printResult, tryOutputs, writeOutputs } from './outputs.ts';
import { ProgressLine } from './progress-line.ts';
import { renderProvenance } from './provenance.ts';
import { type Layers, loadFile } from './scenario-file.ts';
import { checkTraces, tracedLives } from './trace.ts';

/** The options of `sim run`. */
export interface RunArguments extends Layers {
  readonly out?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly gate?: string | undefined;
  readonly allowIndicative?: boolean | undefined;
  readonly trace?: readonly WantedRecord[] | undefined;
  readonly traceReplication: number;
  readonly workers: number;
  readonly color: boolean;
}

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
  const wanted = options.trace ?? [];
  checkTraces(wanted, scenario.designs);
  const outputs = outputsFor(options.out ?? [], scenario.name, options.json === true);

  const interrupt = new Interrupt((message) => process.stderr.write(message));
  try {
    await tryOutputs(outputs.files);
    process.stderr.write(largeRunWords(scenario.designs) ?? '');
    const startedAt = new Date();
    const startMs = performance.now();
    const result = await simulate(scenario, options, version, interrupt);
    if (result === null) return EXIT.failed;
    const wallMs = performance.now() - startMs;
    if (result.designs.length === 0) {
      process.stderr.write('no replication was complete: nothing is written\n');
      return interrupt.exitCode ?? EXIT.failed;
    }
    printResult(result, outputs, options, renderSummary);
    if (wanted.length > 0) {
      const lives = await tracedLives(wanted, options.traceReplication, scenario.designs, result, {
        file,
        signal: interrupt.signal,
      });
      (options.json === true ? process.stderr : process.stdout).write(`${lives}\n`);
    }
    const { workers } = options;
    const run = { version, file, scenarioHash: scenario.hash, workers, startedAt, wallMs };
    const context = { file, gated, allowIndicative: options.allowIndicative === true };
    await writeOutputs(result, outputs, { ...context, provenance: renderProvenance(run) });
    return interrupt.exitCode ?? (passes(result, context) ? EXIT.ok : EXIT.missed);
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
