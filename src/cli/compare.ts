// `sim compare`: which design is better, and by how much. Designs come from scenario files, from variants of one, or
// from results that were saved.

import type { Command } from 'commander';
import type { CompareArguments } from './compare-files.ts';
import { addLayers, addOutputs, gathered } from './options.ts';

/** Adds the command. @param version the simulator's own */
export function addCompare(program: Command, version: string): void {
  const command = program
    .command('compare')
    .summary('set designs beside each other, figure by figure')
    .description(
      'Compares designs: the first file with each other one, or the base of a single file with its variants. ' +
        'A file is a scenario, or the results.json of an earlier run.',
    )
    .argument('<files...>', 'scenarios in YAML, or results in JSON')
    .option('--compare-to <file>', 'compare with this: a scenario, or the results.json of an earlier run')
    .option(
      '--fail-on <change>',
      "what must not happen, as in 'dashboard.latency.p99 > +10%', '< -5%' or '> +20 ms'; repeatable",
      gathered,
    )
    .option('--allow-indicative', 'let a comparison of one or two replications pass --fail-on');
  addOutputs(addLayers(command), 'Without it nothing is written.')
    .addHelpText(
      'after',
      `
With several files, --design picks the designs that are taken from each (base when left out); with one file, those
that are compared, the first of several with the others.

Exit codes:
  0    no --fail-on is exceeded
  99   one is, or is undecided
  2    a file, an option or an output is wrong; nothing was run or written
  1    the simulator failed; the message says how to see it again
  130  interrupted (143 by SIGTERM); what is complete is written and marked partial`,
    )
    .action(async (files: readonly string[], options: CompareArguments) => {
      const { compareFiles } = await import('./compare-files.ts');
      process.exitCode = await compareFiles(files, options, version);
    });
}
