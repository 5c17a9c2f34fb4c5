// `sim sensitivity`: every assumption of a design at the low and at the high end of its range, one at a time, and
// whether a verdict hangs on it.

import type { Command } from 'commander';
import type { SensitivityResult } from '../experiment/sensitivity.ts';
import { UsageError } from './exit.ts';
import { addQuestion, answer, patienceOf, type QuestionArguments } from './question.ts';

const FILES = { json: 'sensitivity.json', provenance: 'provenance.json' } as const;

/** Adds the command. @param version the simulator's own */
export function addSensitivity(program: Command, version: string): void {
  const command = program
    .command('sensitivity')
    .summary('whether a verdict hangs on an assumption')
    .description(
      "Runs each assumption of a design (the base, or --design's) at both ends of its range, one at a time. Exit code 99 when a verdict flips.",
    )
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addQuestion(command, FILES).action(async (file: string, options: QuestionArguments) => {
    process.exitCode = await askSensitivity(file, options, version);
  });
}

async function askSensitivity(file: string, options: QuestionArguments, version: string): Promise<number> {
  const [
    { loadCases },
    { outputsOf },
    { sensitivityOf },
    { headingOf },
    { renderSensitivity },
    { renderData },
  ] = await Promise.all([
    import('./scenario-file.ts'),
    import('./outputs.ts'),
    import('../experiment/sensitivity.ts'),
    import('../experiment/heading.ts'),
    import('../report/terminal/sensitivity.ts'),
    import('../report/data.ts'),
  ]);
  const { scenario, designs: cases } = await loadCases(file, options);
  for (const { name, objectives } of scenario.designs) {
    if (objectives.length === 0)
      throw new UsageError(`${file}: ${name} has no objectives, so there is no verdict to flip`);
  }
  return answer<SensitivityResult>(
    {
      file,
      scenario,
      version,
      patience: patienceOf(options, 'while undecided'),
      outputs: outputsOf(options.out ?? [], scenario.name, FILES, 'sensitivity'),
      ask: async (bench, say) => {
        const designs = [];
        for (const one of cases) {
          say(`${one.cases.length} assumptions of ${one.design.name}`);
          designs.push(await sensitivityOf(one, bench));
        }
        const partial = designs.some((design) => design.partial);
        return { ...headingOf('sensitivity', scenario, version, bench.patience), partial, designs };
      },
      summary: renderSensitivity,
      json: renderData,
      render: async (result) => new Map([[FILES.json, renderData(result)]]),
      isMet: ({ designs }) => designs.every(({ assumptions }) => assumptions.every(({ flips }) => !flips)),
    },
    options,
  );
}
