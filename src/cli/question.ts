// What limit, size, sweep and sensitivity have in common: they take a scenario, run many designs made of it, show an
// answer and write it. Everything that can be wrong is looked at before the first of them runs.

import { performance } from 'node:perf_hooks';
import { type Command, Option } from 'commander';
import type { Bench, Patience } from '../experiment/trial.ts';
import type { Scenario } from '../scenario/design.ts';
import { EXIT } from './exit.ts';
import { addLayers, gathered, wholeNumber, workers } from './options.ts';
import type { Output, OutputFiles } from './outputs.ts';
import type { Layers } from './scenario-file.ts';

/** The options of every question. */
export interface QuestionArguments extends Layers {
  readonly out?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly maxReplications?: number | undefined;
  readonly workers: number;
  readonly color: boolean;
}

const PROVENANCE = 'provenance.json';

/** Adds the options. @param files the kinds of output that the command has */
export function addQuestion(command: Command, files: OutputFiles): Command {
  const kinds = Object.keys(files);
  return addLayers(command)
    .option(
      '--max-replications <n>',
      "how many runs a design gets at most while an objective is undecided (default: the scenario's maximum, or 4 times its number)",
      wholeNumber(10_000),
    )
    .addOption(
      new Option(
        '--out <kind=target>',
        `where to write; repeatable. ${kinds.join(', ')}: a file; dir: a folder for all; none: nothing. Without it, all go to reports/<scenario>/${command.name()}/`,
      ).argParser(gathered),
    )
    .option('--json', 'the result as JSON on stdout, the summary on stderr')
    .addOption(workers())
    .option('--no-color', 'no colours (so do NO_COLOR and what is no terminal)');
}

/** How often a design is looked at: so many times at most, or as the command has it where no number is given. */
export function patienceOf({ maxReplications }: QuestionArguments, otherwise: Patience): Patience {
  return maxReplications ?? otherwise;
}

/** A question that is ready to be asked. */
export interface Question<R> {
  readonly file: string;
  readonly scenario: Scenario;
  readonly version: string;
  readonly outputs: readonly Output[];
  readonly patience: Patience;
  /** Asks it. @param say tells how far it has come */
  ask(bench: Bench, say: (words: string) => void): Promise<R>;
  /** The result's files by name; those that are wanted. */
  render(result: R, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  summary(result: R, screen: { readonly colour: boolean; readonly width: number }): string;
  json(result: R): string;
  /** Whether the answer is what was hoped for: exit code 0, else 99. */
  isMet(result: R): boolean;
}

/** Asks a question, shows and writes its answer. @returns the exit code */
export async function answer<R>(question: Question<R>, options: QuestionArguments): Promise<number> {
  const [
    { openPool },
    { typesByName },
    { Interrupt },
    { largeRunWords },
    { ProgressLine },
    { TrialError },
    outputs,
  ] = await Promise.all([
    import('../experiment/workshop.ts'),
    import('../experiment/component-catalogue.ts'),
    import('./interrupt.ts'),
    import('./large-run.ts'),
    import('./progress-line.ts'),
    import('../experiment/trial.ts'),
    import('./outputs.ts'),
  ]);
  const { scenario, file, version } = question;
  await outputs.tryOutputs(question.outputs);
  const interrupt = new Interrupt((message) => process.stderr.write(message));
  process.stderr.write(largeRunWords(scenario.designs) ?? '');
  const progress = new ProgressLine(scenario.name, 0, process.stderr);
  const [startedAt, startMs] = [new Date(), performance.now()];
  const pool = await openPool(options.workers, true);
  try {
    let runs = 0;
    let words = '';
    const tell = (): void => progress.say(`${scenario.name}  ${words}  ${runs} replications`);
    const say = (said: string): void => {
      words = said;
      tell();
    };
    const bench: Bench = {
      types: typesByName,
      pool,
      file: scenario.file,
      patience: question.patience,
      signal: interrupt.signal,
      onReplication: () => {
        runs++;
        tell();
      },
    };
    const result = await question.ask(bench, say);
    const wallMs = performance.now() - startMs;
    progress.erase();
    outputs.printAnswer(
      (screen) => question.summary(result, screen),
      () => question.json(result),
      options,
    );
    const wanted = new Set(question.outputs.map((output) => output.file));
    const texts = new Map(await question.render(result, wanted));
    if (wanted.has(PROVENANCE)) {
      const { renderProvenance } = await import('./provenance.ts');
      const run = { version, file, scenarioHash: scenario.hash, workers: options.workers, startedAt, wallMs };
      texts.set(PROVENANCE, renderProvenance(run));
    }
    await outputs.writeTexts(question.outputs, texts);
    return interrupt.exitCode ?? (question.isMet(result) ? EXIT.ok : EXIT.missed);
  } catch (error) {
    if (!(error instanceof TrialError)) throw error;
    progress.erase();
    const { failureWords } = await import('./failure.ts');
    process.stderr.write(failureWords(error.failure, scenario, [...(options.set ?? []), ...error.settings]));
    return EXIT.failed;
  } finally {
    progress.erase();
    interrupt.close();
    await pool.close();
  }
}
