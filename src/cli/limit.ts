// `sim limit`: the largest load at which every objective of a design is shown to hold, and what gives way beyond.

import type { Command } from 'commander';
import type { LimitResult } from '../experiment/limit.ts';
import { UsageError } from './exit.ts';
import { shareBetween } from './options.ts';
import { addQuestion, answer, patienceOf, type QuestionArguments } from './question.ts';

interface LimitArguments extends QuestionArguments {
  readonly within: number;
  readonly lowest?: number;
  readonly highest?: number;
}

const FILES = { json: 'limit.json', provenance: 'provenance.json' } as const;

/** Adds the command. @param version the simulator's own */
export function addLimit(program: Command, version: string): void {
  const command = program
    .command('limit')
    .summary('the largest load that a design bears, and what gives way first')
    .description(
      "Looks for the largest `load` at which every objective is shown to hold: of the base, or of --design's. Exit code 99 when there is none.",
    )
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addQuestion(command, FILES)
    .option('--within <share>', 'how near to a load that does not hold', shareBetween(0.1, 50), 0.02)
    .option(
      '--lowest <load>',
      'the smallest load to try (default: a 64th of its own)',
      shareBetween(0.001, 1e6),
    )
    .option(
      '--highest <load>',
      'the largest load to try (default: 16 times its own)',
      shareBetween(0.001, 1e6),
    )
    .action(async (file: string, options: LimitArguments) => {
      process.exitCode = await askLimit(file, options, version);
    });
}

async function askLimit(file: string, options: LimitArguments, version: string): Promise<number> {
  const [{ loadFile }, { outputsOf }, { limitOf }, { headingOf }, { renderLimit }, { renderData }] =
    await Promise.all([
      import('./scenario-file.ts'),
      import('./outputs.ts'),
      import('../experiment/limit.ts'),
      import('../experiment/heading.ts'),
      import('../report/terminal/limit.ts'),
      import('../report/data.ts'),
    ]);
  const scenario = await loadFile(file, { ...options, design: options.design ?? ['base'] });
  for (const { name, objectives, load } of scenario.designs) {
    if (objectives.length === 0)
      throw new UsageError(`${file}: ${name} has no objectives, so no load is too much for it`);
    if (load === 0) throw new UsageError(`${file}: ${name} has a load of 0, which cannot be raised`);
  }
  const { within, lowest = null, highest = null } = options;
  if (lowest !== null && highest !== null && lowest > highest)
    throw new UsageError('--lowest lies above --highest: no load is left to try');
  return answer<LimitResult>(
    {
      file,
      scenario,
      version,
      patience: patienceOf(options, 'while undecided'),
      outputs: outputsOf(options.out ?? [], scenario.name, FILES, 'limit'),
      ask: async (bench, say) => {
        say('looking for the largest load');
        const designs = await Promise.all(
          scenario.designs.map((design) => limitOf(design, bench, { within, lowest, highest })),
        );
        const partial = designs.some((design) => design.partial);
        return { ...headingOf('limit', scenario, version, bench.patience), within, partial, designs };
      },
      summary: renderLimit,
      json: renderData,
      render: async (result) => new Map([[FILES.json, renderData(result)]]),
      isMet: (result) => result.designs.every(({ load }) => load !== null),
    },
    options,
  );
}
