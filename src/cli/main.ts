#!/usr/bin/env node
// The command `sim`. Each command stands in a file of its own, which says what it takes and loads the simulator only
// when it runs, so that --help and a mistyped option answer at once.

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addCheck } from './check.ts';
import { addCompare } from './compare.ts';
import { addComponents } from './components.ts';
import { addConfig } from './config.ts';
import { EXIT, UsageError } from './exit.ts';
import { addLimit } from './limit.ts';
import { addMerge } from './merge.ts';
import { addRun } from './run.ts';
import { addSchema } from './schema.ts';
import { addSensitivity } from './sensitivity.ts';
import { addSize } from './size.ts';
import { addSweep } from './sweep.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

// A reader that has seen enough (`| head`) ends the printing, not the run.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('sim')
  .description('Simulates AWS streaming designs: throughput, latency, throttling and what a month costs.')
  .version(version, '-V, --version', 'print the version')
  .showHelpAfterError('(--help says what can be written)')
  .exitOverride();
addRun(program, version);
addCompare(program, version);
addLimit(program, version);
addSize(program, version);
addSweep(program, version);
addMerge(program);
addSensitivity(program, version);
addCheck(program);
addConfig(program);
addSchema(program);
addComponents(program);
program.addHelpText(
  'after',
  `
Begin with:
  sim run scenarios/hot-shard.yaml     simulate a scenario and judge its objectives
  sim compare old.yaml new.yaml        set designs beside each other
  sim components                       what a scenario can be made of

Exit codes: 0 every objective holds, 99 one does not, 2 the input is wrong, 1 the simulator failed.`,
);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrong;
  } else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT.wrong;
  } else {
    process.stderr.write(
      `sim failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = EXIT.failed;
  }
}
