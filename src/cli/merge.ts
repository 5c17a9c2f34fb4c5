// `sim merge`: joins the parts of a sweep that ran apart. The result is the same, byte for byte, as if it had run in one
// go: it is drawn from the plan and the points, and nothing else.

import type { Command } from 'commander';
import type { SweepPoint } from '../experiment/sweep.ts';
import { EXIT, UsageError } from './exit.ts';
import { gathered } from './options.ts';
import type { PointsFolder } from './points-folder.ts';
import { renderSweepFiles, SWEEP_FILES } from './sweep-outputs.ts';

interface MergeArguments {
  readonly out?: readonly string[];
  readonly json?: boolean;
  readonly color: boolean;
}

/** The files of a merged sweep: it ran elsewhere, so there is no provenance. */
const FILES = { json: SWEEP_FILES.json, csv: SWEEP_FILES.csv, html: SWEEP_FILES.html } as const;
const SHOWN = 10;

export function addMerge(program: Command): void {
  program
    .command('merge')
    .summary('join the parts of a sweep that ran apart')
    .description('Joins the points that sim sweep --shard left in folders, and reports the sweep as a whole.')
    .argument('<folders...>', 'the folders of the parts')
    .option('--out <kind=target>', 'where to write: json, csv, html: a file; dir: a folder; none', gathered)
    .option('--json', 'the result as JSON on stdout, the summary on stderr')
    .option('--no-color', 'no colours (so do NO_COLOR and what is no terminal)')
    .action(async (folders: readonly string[], options: MergeArguments) => {
      await merge(folders, options);
      process.exitCode = EXIT.ok;
    });
}

async function merge(folders: readonly string[], options: MergeArguments): Promise<void> {
  const [
    { PointsFolder },
    { outputsOf, printAnswer, tryOutputs, writeTexts },
    { sweepResult },
    { renderSweep },
    { renderData },
  ] = await Promise.all([
    import('./points-folder.ts'),
    import('./outputs.ts'),
    import('../experiment/sweep.ts'),
    import('../report/terminal/sweep.ts'),
    import('../report/data.ts'),
  ]);
  const parts: PointsFolder[] = [];
  for (const folder of folders) parts.push(await PointsFolder.of(folder));
  const [first] = parts;
  const plan = first!.plan;
  const stranger = parts.find((part) => renderData(part.plan) !== renderData(plan));
  if (stranger !== undefined)
    throw new UsageError(`${stranger.folder} is of another sweep than ${first!.folder}: nothing was merged`);
  const points = await joined(parts);
  const missing = Array.from({ length: plan.points }, (_, i) => i).filter((index) => !points.has(index));
  if (missing.length > 0) {
    const shown = missing.slice(0, SHOWN).join(', ');
    const more = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more` : '';
    throw new UsageError(
      `${missing.length} of ${plan.points} points are missing (${shown}${more}): run their parts first. Nothing was merged`,
    );
  }
  const outputs = outputsOf(options.out ?? [], plan.scenario.name, FILES, 'sweep');
  await tryOutputs(outputs);
  const result = sweepResult(plan, [...points.values()]);
  printAnswer(
    (screen) => renderSweep(result, screen),
    () => renderData(result),
    options,
  );
  const texts = await renderSweepFiles(result, new Set(outputs.map(({ file }) => file)));
  await writeTexts(outputs, texts);
}

/** All points of all parts. @throws UsageError when two parts hold one point differently */
async function joined(parts: readonly PointsFolder[]): Promise<ReadonlyMap<number, SweepPoint>> {
  const points = new Map<number, SweepPoint>();
  for (const part of parts) {
    for (const [index, point] of await part.points()) {
      const known = points.get(index);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(point))
        throw new UsageError(
          `point ${index} in ${part.folder} is another than in a part before it: nothing was merged`,
        );
      points.set(index, point);
    }
  }
  return points;
}
