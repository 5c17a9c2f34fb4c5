// What `sim compare` does, in its order: everything that can be wrong is looked at first, then the runs, then the
// comparison, then the files.

import { performance } from 'node:perf_hooks';
import { compareScenarios } from '../experiment/compare-scenarios.ts';
import type { Result } from '../experiment/result.ts';
import { ReplicationError } from '../experiment/task.ts';
import { allPass } from '../report/judged.ts';
import { renderComparison } from '../report/terminal-comparison.ts';
import { changeLimitsOf } from './change-limits.ts';
import { EXIT } from './exit.ts';
import { failureWords } from './failure.ts';
import { Interrupt } from './interrupt.ts';
import { largeRunWords } from './large-run.ts';
import { type Outputs, outputsFor, printResult, tryOutputs, writeOutputs } from './outputs.ts';
import { ProgressLine } from './progress-line.ts';
import { renderProvenance } from './provenance.ts';
import type { Layers } from './scenario-file.ts';
import { type Sides, sidesOf } from './sides.ts';

/** The options of `sim compare`. */
export interface CompareArguments extends Layers {
  readonly compareTo?: string | undefined;
  readonly failOn?: readonly string[] | undefined;
  readonly allowIndicative?: boolean | undefined;
  readonly out?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly workers: number;
  readonly color: boolean;
}

/**
 * Compares files.
 * @returns the exit code
 * @throws UsageError before anything was run or written
 */
export async function compareFiles(
  files: readonly string[],
  options: CompareArguments,
  version: string,
): Promise<number> {
  const all = options.compareTo === undefined ? files : [options.compareTo, ...files];
  const found = await sidesOf(all, options);
  const wanted = await changeLimitsOf(options.failOn ?? [], found.sides);
  const outputs: Outputs = outputsFor(options.out ?? ['none'], found.title, options.json === true);

  const interrupt = new Interrupt((message) => process.stderr.write(message));
  try {
    await tryOutputs(outputs.files);
    const live = found.sides.flatMap((side) => ('scenario' in side ? [side.design] : []));
    process.stderr.write(largeRunWords(live) ?? '');
    const startedAt = new Date();
    const startMs = performance.now();
    const result = await simulate(found, wanted, options, version, interrupt);
    if (result === null) return EXIT.failed;
    const wallMs = performance.now() - startMs;
    if (result.tables.length === 0) {
      process.stderr.write('no two designs were complete: nothing is written\n');
      return interrupt.exitCode ?? EXIT.failed;
    }
    printResult(result, outputs, options, renderComparison);
    const file = all.at(-1)!;
    const run = { version, file, scenarioHash: result.scenario.hash, workers: options.workers };
    const context = { file, gated: [], allowIndicative: options.allowIndicative === true };
    await writeOutputs(result, outputs, {
      ...context,
      provenance: renderProvenance({ ...run, startedAt, wallMs }),
    });
    return interrupt.exitCode ?? (allPass(result, context) ? EXIT.ok : EXIT.missed);
  } finally {
    interrupt.close();
  }
}

async function simulate(
  { sides, matches, title }: Sides,
  wanted: Awaited<ReturnType<typeof changeLimitsOf>>,
  options: CompareArguments,
  version: string,
  interrupt: Interrupt,
): Promise<Result | null> {
  const total = sides.reduce((sum, side) => sum + ('scenario' in side ? side.design.replications : 0), 0);
  const progress = new ProgressLine(title, total, process.stderr);
  try {
    return await compareScenarios(sides, matches, {
      ...wanted,
      version,
      workers: options.workers,
      signal: interrupt.signal,
      onProgress: (done) => progress.update(done),
    });
  } catch (error) {
    if (!(error instanceof ReplicationError)) throw error;
    progress.erase();
    const failed = sides.find((side) => 'scenario' in side && side.design.name === error.design);
    const scenario = failed !== undefined && 'scenario' in failed ? failed.scenario : null;
    process.stderr.write(failureWords(error, scenario ?? { environment: {} }, options.set ?? []));
    return null;
  } finally {
    progress.erase();
  }
}
