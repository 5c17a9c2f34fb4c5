import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { descriptionOf } from '../../src/language/description.ts';
import { assumed, required, withDefault } from '../../src/language/field.ts';
import { inputSchema } from '../../src/language/json-form.ts';
import { readBy } from '../../src/language/reading.ts';
import { tagged } from '../../src/language/tagged.ts';
import { count, duration, size } from '../../src/language/words.ts';

const client = tagged(
  'type',
  {
    sdk: z.strictObject({
      linger: assumed(duration(), '100 ms', 'How long.', { why: 'w', low: '1 ms', high: '1 s' }),
    }),
    kpl: z.strictObject({ recordTtl: required(duration(), 'How long.') }),
  },
  { default: 'sdk', later: ['agent'] },
);

const sizes = tagged(
  'distribution',
  {
    constant: z.strictObject({ value: required(size(), 'v') }),
    uniform: z.strictObject({ min: required(size(), 'm'), max: required(size(), 'm') }),
  },
  { bare: { option: 'constant', property: 'value' } },
);

describe('a tagged value', () => {
  it('may be a bare name, may leave its tag out, and may be given in full', () => {
    const sdk = { ok: true, value: { type: 'sdk', linger: 100_000 } };
    expect(readBy(client, 'sdk')).toEqual(sdk);
    expect(readBy(client, {})).toEqual(sdk);
    expect(readBy(client, { type: 'sdk', linger: '100 ms' })).toEqual(sdk);
    expect(readBy(client, { type: 'kpl', recordTtl: '30 s' })).toEqual({
      ok: true,
      value: { type: 'kpl', recordTtl: 30_000_000 },
    });
  });

  it('may be a bare quantity where one is understood', () => {
    expect(readBy(sizes, '500 B')).toEqual({ ok: true, value: { distribution: 'constant', value: 500 } });
  });

  it.each<[string, z.ZodType, unknown, object]>([
    ['a misspelt name', client, 'kpll', { message: '"kpll" is not known here', didYouMean: 'kpl' }],
    ['a misspelt tag', client, { type: 'sdkk' }, { path: ['type'], didYouMean: 'sdk' }],
    ['a later option', client, 'agent', { message: '"agent" is not built yet' }],
    ['a later tag', client, { type: 'agent' }, { path: ['type'], message: '"agent" is not built yet' }],
    ['a name that needs properties', client, 'kpl', { path: ['recordTtl'], absent: true }],
    [
      "another option's property",
      client,
      { type: 'sdk', recordTtl: '1 s' },
      { path: ['recordTtl'], unknown: true },
    ],
    ['a wrong property', client, { linger: 3 }, { path: ['linger'], message: '3 has no unit' }],
    ['no tag and no default', sizes, { min: '1 B' }, { message: '"distribution" is missing' }],
    ['a bare number without unit', sizes, 500, { path: ['value'], message: '500 has no unit' }],
    ['a list', client, [], { message: 'a list is not known here' }],
    ['a name from Object', client, 'constructor', { message: '"constructor" is not known here' }],
    ['a tag from Object', client, { type: 'toString' }, { path: ['type'] }],
  ])('%s is refused at its place', (_, schema, written, issue) => {
    const reading = readBy(schema, written);
    expect(reading.ok ? [] : reading.issues).toMatchObject([issue]);
  });

  it('reads back what it wrote, defaults included', () => {
    const written = client.encode({ type: 'sdk', linger: 5_000 });
    expect(written).toEqual({ type: 'sdk', linger: '5 ms' });
    expect(client.parse(written)).toEqual({ type: 'sdk', linger: 5_000 });
  });

  it('in an overlay keeps a tag that was left out, so that it merges with what is below', () => {
    const choice = descriptionOf(withDefault(client, 'sdk', '', ''))!.choice!;
    expect(choice.expand({ linger: '1 s' }, true)).toEqual({ linger: '1 s' });
    expect(choice.expand({ linger: '1 s' }, false)).toEqual({ type: 'sdk', linger: '1 s' });
    expect(choice.sameOption({ linger: '1 s' }, { type: 'sdk' })).toBe(true);
    expect(choice.sameOption({ linger: '1 s' }, { type: 'kpl' })).toBe(false);
  });

  it('has a JSON Schema with its short forms and one form an option', () => {
    const numbered = tagged('kind', {
      a: z.strictObject({ n: withDefault(count(), 1, '', '') }),
      b: z.strictObject({ n: required(count(), '') }),
    });
    expect(inputSchema(numbered)).toMatchObject({
      anyOf: [
        { type: 'string', enum: ['a'] },
        { properties: { kind: { const: 'a' } }, required: ['kind'], additionalProperties: false },
        { properties: { kind: { const: 'b' } }, required: ['kind', 'n'] },
      ],
    });
  });
});
