// `sim size`: the cheapest values of some properties at which every objective of a design is shown to hold.

import { type Command, Option } from 'commander';
import type { SizeResult } from '../experiment/size.ts';
import { UsageError } from './exit.ts';
import { gathered, wholeNumber } from './options.ts';
import { addQuestion, answer, patienceOf, type QuestionArguments } from './question.ts';

interface SizeArguments extends QuestionArguments {
  readonly param?: readonly string[];
  readonly list?: readonly string[];
  readonly everyPoint?: boolean;
  readonly maxPoints: number;
}

const FILES = { json: 'size.json', provenance: 'provenance.json' } as const;
const MOST_POINTS = 10_000;

/** Adds the command. @param version the simulator's own */
export function addSize(program: Command, version: string): void {
  const command = program
    .command('size')
    .summary('the cheapest values that hold every objective')
    .description(
      'Looks for the cheapest values at which every objective of a design (the base, or --design) is shown to hold. Exit code 99 when none are.',
    )
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addQuestion(command, FILES)
    .addOption(
      new Option(
        '-P, --param <path=first:last[:step]>',
        'a property of which more is no worse, as in components.clicks.shardCount=2:64; repeatable',
      ).argParser(gathered),
    )
    .addOption(
      new Option('-L, --list <path=a,b>', 'alternatives, each sized by itself; repeatable').argParser(
        gathered,
      ),
    )
    .option('--every-point', 'try every combination, whatever the others say')
    .option('--max-points <n>', 'how many combinations there may be', wholeNumber(10_000_000), MOST_POINTS)
    .action(async (file: string, options: SizeArguments) => {
      process.exitCode = await askSize(file, options, version);
    });
}

async function askSize(file: string, options: SizeArguments, version: string): Promise<number> {
  const { param: ranges = [], list: lists = [], design = ['base'], maxPoints, everyPoint = false } = options;
  if (ranges.length + lists.length === 0)
    throw new UsageError('what is to be sized? -P components.clicks.shardCount=2:64');
  if (design.length > 1) throw new UsageError('--design: one design is sized at a time');
  const [{ loadGrid }, { outputsOf }, { sizeOf }, { headingOf }, { renderSize }, { renderData }] =
    await Promise.all([
      import('./scenario-file.ts'),
      import('./outputs.ts'),
      import('../experiment/size.ts'),
      import('../experiment/heading.ts'),
      import('../report/terminal/size.ts'),
      import('../report/data.ts'),
    ]);
  const variation = { ranges, lists, withSweep: false, mostPoints: maxPoints };
  const grid = await loadGrid(file, { ...options, design }, variation);
  const { scenario } = grid;
  if (scenario.designs[0]!.objectives.length === 0)
    throw new UsageError(`${file}: ${design[0]} has no objectives, so any values hold`);
  return answer<SizeResult>(
    {
      file,
      scenario,
      version,
      patience: patienceOf(options, 'while undecided'),
      outputs: outputsOf(options.out ?? [], scenario.name, FILES, 'size'),
      ask: async (bench, say) => {
        say(`looking among ${grid.size} combinations`);
        const sizing = await sizeOf(grid, ranges.length, bench, everyPoint);
        const axes = grid.axes.map(({ path, values }) => ({ path, values: values.map(({ text }) => text) }));
        return {
          ...headingOf('size', scenario, version, bench.patience),
          design: design[0]!,
          axes,
          sizing,
        };
      },
      summary: renderSize,
      json: renderData,
      render: async (result) => new Map([[FILES.json, renderData(result)]]),
      isMet: ({ sizing }) => sizing.outcome === 'found',
    },
    options,
  );
}
