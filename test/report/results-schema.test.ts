// results.json against its own published schema. (What the shipped scenarios write is held against it where they are run:
// test/conformance/shipped.test.ts.)

import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/experiment/result.ts';
import { renderJson } from '../../src/report/json.ts';
import { resultsJsonSchema } from '../../src/report/results-schema.ts';
import { hotShard } from './fixture.ts';
import { mistakes, PUBLISHED } from './published-schema.ts';
import { noMonth, nothingAsked, nothingFinished, oneReplication, singleServer } from './variations.ts';

const parsed = (result: Result): unknown => JSON.parse(renderJson(result));

describe('the published schema of results.json', () => {
  it('is what the declaration says: `npm run schema` makes it', () => {
    expect(PUBLISHED).toEqual(resultsJsonSchema());
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
    expect(mistakes({ ...hotShard(), schemaVersion: 1 })).toEqual([
      '/schemaVersion must be equal to constant',
    ]);
    expect(mistakes({ ...hotShard(), host: 'mine' })).toEqual([' must NOT have additional properties']);
    const base = hotShard().designs[0]!;
    const odd = { ...hotShard(), designs: [{ ...base, events: 'many' }] };
    expect(mistakes(odd)).toEqual(['/designs/0/events must be integer']);
  });
});
