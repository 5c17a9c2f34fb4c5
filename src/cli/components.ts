// `sim components`: what a scenario can be made of; with a type, everything that the type declares.

import type { Command } from 'commander';
import { UsageError } from './exit.ts';

export function addComponents(program: Command): void {
  program
    .command('components')
    .summary('list the component types, or explain one')
    .description(
      'Lists the component types. With a type: its properties, metrics, limits, prices and an example.',
    )
    .argument('[type]', 'as in kinesis.stream')
    .action(async (name: string | undefined) => {
      const { catalogue } = await import('../services/index.ts');
      if (name === undefined) {
        const widest = Math.max(...catalogue.map((type) => type.name.length));
        const rows = catalogue.map((type) => `${type.name.padEnd(widest)}  ${type.summary}\n`);
        process.stdout.write(`${rows.join('')}\nsim components TYPE explains one, with an example.\n`);
        return;
      }
      const type = catalogue.find((known) => known.name === name);
      if (type === undefined) {
        const { nearest } = await import('../language/nearest.ts');
        const names = catalogue.map((known) => known.name as string);
        const near = nearest(name, names);
        const hint = near === undefined ? `one of ${names.join(', ')}` : `did you mean "${near}"?`;
        throw new UsageError(`no component type is named "${name}": ${hint}`);
      }
      const { renderComponent } = await import('./component-page.ts');
      process.stdout.write(await renderComponent(type));
    });
}
