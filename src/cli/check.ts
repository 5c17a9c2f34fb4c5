// `sim check`: says of each file whether it is a scenario that can run, with every mistake, and runs nothing.

import type { Command } from 'commander';
import type { Scenario } from '../scenario/design.ts';
import { EXIT, UsageError } from './exit.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('check scenarios without running them')
    .description(
      'Checks scenarios and tells every mistake, with its place. Nothing is run. Exit code 2 when one is wrong.',
    )
    .argument('<files...>', 'scenarios in YAML')
    .action(async (files: readonly string[]) => {
      const { loadFile } = await import('./scenario-file.ts');
      for (const file of files) {
        try {
          process.stdout.write(`${file}: ok (${contents(await loadFile(file))})\n`);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          process.stderr.write(`${error.message}\n`);
          process.exitCode = EXIT.wrong;
        }
      }
    });
}

function contents({ designs }: Scenario): string {
  const objectives = designs[0]?.objectives.length ?? 0;
  return `${counted(designs.length, 'design')}, ${counted(objectives, 'objective')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
