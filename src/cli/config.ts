// `sim config`: prints the scenario as it will run, as YAML: every default filled in, every layer applied.

import type { Command } from 'commander';
import { addLayers } from './options.ts';
import type { Layers } from './scenario-file.ts';

export function addConfig(program: Command): void {
  const command = program
    .command('config')
    .summary('print a scenario as it will run')
    .description(
      'Prints a scenario as it will run: every default filled in, every --set applied. It is a scenario itself.',
    )
    .argument('<file>', 'a scenario in YAML; - for stdin');
  addLayers(command).action(async (file: string, layers: Layers) => {
    const [{ loadFile }, { resolvedScenario }, { catalogue }, { stringify }] = await Promise.all([
      import('./scenario-file.ts'),
      import('../scenario/resolved.ts'),
      import('../services/index.ts'),
      import('yaml'),
    ]);
    const scenario = await loadFile(file, layers);
    process.stdout.write(
      stringify(resolvedScenario(scenario, catalogue), { lineWidth: 110, flowCollectionPadding: true }),
    );
  });
}
