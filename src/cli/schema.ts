// `sim schema`: the JSON Schema of scenarios, for editors; with --results that of results.json, for whoever reads them.
// The committed copies are made by it.

import type { Command } from 'commander';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of scenarios, or of results')
    .description(
      'Prints the JSON Schema (draft 7) of scenarios, by which editors complete and explain; or that of results.json.',
    )
    .option('--results', 'the schema of results.json')
    .action(async ({ results }: { readonly results?: boolean }) => {
      const schema = results === true ? await schemaOfResults() : await schemaOfScenarios();
      process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
}

async function schemaOfResults(): Promise<unknown> {
  const { resultsJsonSchema } = await import('../report/results-schema.ts');
  return resultsJsonSchema();
}

async function schemaOfScenarios(): Promise<unknown> {
  const [{ scenarioJsonSchema }, { catalogue }] = await Promise.all([
    import('../scenario/json-schema.ts'),
    import('../services/index.ts'),
  ]);
  return scenarioJsonSchema(catalogue);
}
