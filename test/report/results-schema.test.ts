// results.json against its own published schema, by another library than the one that it was declared in.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/exit.ts';
import { loadFile } from '../../src/cli/scenario-file.ts';
import type { Result } from '../../src/experiment/result.ts';
import { runScenario } from '../../src/experiment/run-scenario.ts';
import { renderJson } from '../../src/report/json.ts';
import { resultsJsonSchema } from '../../src/report/results-schema.ts';
import type { Scenario } from '../../src/scenario/design.ts';
import { hotShard } from './fixture.ts';
import { noMonth, nothingAsked, nothingFinished, oneReplication, singleServer } from './variations.ts';

const published = new URL('../../src/report/results.schema.json', import.meta.url);
const validate = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(JSON.parse(readFileSync(published, 'utf8')));

function mistakes(result: unknown): readonly string[] {
  validate(result);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const folder = new URL('../../scenarios/', import.meta.url);
const SCENARIOS = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** A shipped scenario, of two seconds where it allows that. */
async function short(file: string): Promise<Scenario> {
  const path = fileURLToPath(new URL(file, folder));
  try {
    return await loadFile(path, { replications: 3, set: ['duration=2 s', 'warmup=0 s'] });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return loadFile(path, { replications: 1 });
  }
}

const parsed = (result: Result): unknown => JSON.parse(renderJson(result));

describe('the published schema of results.json', () => {
  it('is what the declaration says: `npm run schema` makes it', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(resultsJsonSchema());
  });

  it.each([
    ['three designs', hotShard()],
    ['nothing asked', nothingAsked()],
    ['nothing finished', nothingFinished()],
    ['one replication', oneReplication()],
    ['no monthly bill', noMonth()],
    ['a server', singleServer()],
  ])('takes a result with %s', (_name, result) => {
    expect(mistakes(parsed(result))).toEqual([]);
  });

  it.each(SCENARIOS)('takes the result of %s', async (file) => {
    const result = await runScenario(await short(file), { workers: 1, version: '0.1.0' });
    expect(result.designs.length).toBeGreaterThan(0);
    expect(mistakes(parsed(result))).toEqual([]);
  });

  it('refuses what is missing, of another kind, or unknown, and says where', () => {
    const { partial: _, ...without } = hotShard();
    expect(mistakes(without)).toEqual([" must have required property 'partial'"]);
    expect(mistakes({ ...hotShard(), schemaVersion: 2 })).toEqual([
      '/schemaVersion must be equal to constant',
    ]);
    expect(mistakes({ ...hotShard(), host: 'mine' })).toEqual([' must NOT have additional properties']);
    const base = hotShard().designs[0]!;
    const odd = { ...hotShard(), designs: [{ ...base, events: 'many' }] };
    expect(mistakes(odd)).toEqual(['/designs/0/events must be integer']);
  });
});
