// results.json against its own published schema, by another library than the one that it was declared in.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/experiment/result.ts';
import { renderJson } from '../../src/report/json.ts';
import { resultsJsonSchema } from '../../src/report/results-schema.ts';
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
