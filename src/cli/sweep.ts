// `sim sweep`: the product of values over worker threads, a table of all points, and cost against latency with the
// frontier marked. A killed sweep goes on where it was; a part of it (`--shard`) is joined with the others by `sim merge`.

import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SweepPoint, SweepResult } from '../experiment/sweep.ts';
import { UsageError } from './exit.ts';
import { gathered, wholeNumber } from './options.ts';
import { addQuestion, answer, patienceOf, type QuestionArguments } from './question.ts';
import { renderSweepFiles, SWEEP_FILES } from './sweep-outputs.ts';

interface Shard {
  readonly part: number;
  readonly of: number;
}

interface SweepArguments extends QuestionArguments {
  readonly param?: readonly string[];
  readonly list?: readonly string[];
  readonly maxPoints: number;
  readonly shard?: Shard;
  readonly points?: string;
}

const MOST_POINTS = 10_000;

/** Adds the command. @param version the simulator's own */
export function addSweep(program: Command, version: string): void {
  const command = program
    .command('sweep')
    .summary('a grid of values, and cost against latency')
    .description(
      "Runs every combination of the scenario's `sweep` and of the values given here: of the base, or of --design's.",
    )
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addQuestion(command, SWEEP_FILES)
    .addOption(
      new Option('-P, --param <path=first:last[:step]>', 'a range of values; repeatable').argParser(gathered),
    )
    .addOption(new Option('-L, --list <path=a,b>', 'a list of values; repeatable').argParser(gathered))
    .option('--shard <i/n>', 'run only the i-th of n parts, and keep its points for sim merge', shardOf)
    .option(
      '--points <folder>',
      'where each point is kept as it finishes, to go on from (default: points/ beside the results)',
    )
    .option('--max-points <n>', 'how many points there may be', wholeNumber(10_000_000), MOST_POINTS)
    .action(async (file: string, options: SweepArguments) => {
      process.exitCode = await askSweep(file, options, version);
    });
}

function shardOf(text: string): Shard {
  const [, part = '0', of = '0'] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of) return shard;
  throw new InvalidArgumentError('write part/parts, from 1/n to n/n, as in 2/8.');
}

async function askSweep(file: string, options: SweepArguments, version: string): Promise<number> {
  const [
    { loadGrid },
    { outputsOf },
    { planSweep, runPoints, sweepResult },
    { renderSweep },
    { renderData },
    kept,
  ] = await Promise.all([
    import('./scenario-file.ts'),
    import('./outputs.ts'),
    import('../experiment/sweep.ts'),
    import('../report/terminal/sweep.ts'),
    import('../report/data.ts'),
    import('./points-folder.ts'),
  ]);
  const { param: ranges = [], list: lists = [], maxPoints, shard } = options;
  const grid = await loadGrid(file, options, { ranges, lists, withSweep: true, mostPoints: maxPoints });
  const { scenario } = grid;
  if (grid.axes.length === 0)
    throw new UsageError(`${file} has no sweep: give it one, or -P components.clicks.shardCount=2:16:2`);
  const outputs = outputsOf(options.out ?? [], scenario.name, SWEEP_FILES, 'sweep');
  const folder =
    options.points ?? (outputs[0] === undefined ? null : join(dirname(outputs[0].path), 'points'));
  if (shard !== undefined && folder === null)
    throw new UsageError('--shard: its points must be kept; name a folder with --points');
  const patience = patienceOf(options, 'as written');
  const plan = planSweep(grid, version, patience);
  const points = folder === null ? null : await kept.PointsFolder.begin(folder, plan);
  const mine = Array.from({ length: grid.size }, (_, i) => i).filter(
    (index) => shard === undefined || index % shard.of === shard.part - 1,
  );
  return answer<SweepResult>(
    {
      file,
      scenario,
      version,
      patience,
      outputs: shard === undefined ? outputs : [],
      ask: async (bench, say) => {
        const done = new Map<number, SweepPoint>(await points?.points());
        const before = mine.filter((index) => done.has(index)).length;
        if (before > 0)
          process.stderr.write(`going on: ${before} of ${mine.length} points are there already\n`);
        const tell = (): void =>
          say(`${mine.filter((index) => done.has(index)).length} of ${mine.length} points`);
        tell();
        const left = mine.filter((index) => !done.has(index));
        await runPoints(grid, left, bench, async (point) => {
          await points?.keep(point);
          // As it will be read again, so that a sweep in one go and one that was resumed are the same.
          done.set(point.index, JSON.parse(JSON.stringify(point)) as SweepPoint);
          tell();
        });
        const shown = shard === undefined ? done.values() : mine.flatMap((index) => done.get(index) ?? []);
        return sweepResult(plan, [...shown]);
      },
      summary: (result, screen) => renderSweep(result, screen, shard),
      json: renderData,
      render: renderSweepFiles,
      isMet: () => true,
    },
    options,
  );
}
