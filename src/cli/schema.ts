// `sim schema`: the JSON Schema of scenarios, for editors. The committed copy is made by it.

import type { Command } from 'commander';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of scenarios')
    .description('Prints the JSON Schema (draft 7) of scenarios, by which editors complete and explain.')
    .action(async () => {
      const [{ scenarioJsonSchema }, { catalogue }] = await Promise.all([
        import('../scenario/json-schema.ts'),
        import('../services/index.ts'),
      ]);
      process.stdout.write(`${JSON.stringify(scenarioJsonSchema(catalogue), null, 2)}\n`);
    });
}
