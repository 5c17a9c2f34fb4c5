// `sim run`: simulates a scenario, judges its objectives, shows the summary and writes the reports. What it says goes
// to stdout, how it goes along to stderr.

import { type Command, Option } from 'commander';
import { addLayers, addOutputs, wantedRecords, wholeNumber } from './options.ts';
import type { RunArguments } from './run-file.ts';

/** Adds the command. @param version the simulator's own */
export function addRun(program: Command, version: string): void {
  const command = program
    .command('run')
    .summary('simulate a scenario and judge its objectives')
    .description('Simulates the base and every variant of a scenario, and judges its objectives.')
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addOutputs(addLayers(command), 'Without it, the first six go to reports/<scenario>/')
    .addOption(
      new Option(
        '--trace <component:number>',
        'tell the life of one record, as in web-servers:12345: the number in the workload that it carries; repeatable',
      ).argParser(wantedRecords),
    )
    .option('--trace-replication <n>', 'the replication whose records are traced', wholeNumber(10_000), 1)
    .option('--gate <design>', 'whose objectives decide the exit code: a design, or all (default: base)')
    .option('--allow-indicative', 'let a run of one or two replications pass the gate')
    .addHelpText(
      'after',
      `
Exit codes:
  0    every objective of the base holds (of --gate's designs)
  99   one does not, or is undecided
  2    the scenario, an option or an output is wrong; nothing was run or written
  1    the simulator failed; the message says how to see it again
  130  interrupted (143 by SIGTERM); what is complete is written and marked partial`,
    )
    .action(async (file: string, options: RunArguments) => {
      const { runFile } = await import('./run-file.ts');
      process.exitCode = await runFile(file, options, version);
    });
}
