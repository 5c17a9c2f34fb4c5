import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepareExpressions } from '../../src/language/expression.ts';
import { assumed, optional, required, withDefault } from '../../src/language/field.ts';
import { readBy } from '../../src/language/reading.ts';
import { reference } from '../../src/language/reference.ts';
import {
  byteRate,
  count,
  decimal,
  duration,
  flag,
  hourlyPrice,
  money,
  oneOf,
  rate,
  share,
  size,
  text,
  wholeSeconds,
} from '../../src/language/words.ts';

beforeAll(() => prepareExpressions(['1 + 1']));

describe('a word', () => {
  it.each<[string, z.ZodType, unknown, unknown]>([
    ['duration', duration(), '1.5 ms', 1_500],
    ['duration, to the nearest microsecond', duration(), '1 s / 3', 333_333],
    ['wholeSeconds', wholeSeconds(), '1.5 min', 90_000_000],
    ['wholeSeconds, by arithmetic', wholeSeconds(), '1 min / 3', 20_000_000],
    ['size', size(), '4 KiB', 4_096],
    ['share', share(), '40%', 0.4],
    ['share, by arithmetic', share(), '1 - 40%', undefined],
    ['rate', rate(), '60/min', 1],
    ['byteRate', byteRate(), '2 MiB/s', 2_097_152],
    ['money', money(), '0.015 USD', 0.015],
    ['hourlyPrice', hourlyPrice(), '0.096 USD/h', 0.096],
    ['hourlyPrice, by the day', hourlyPrice(), '2.4 USD/d', 0.1],
    ['count', count(), 4, 4],
    ['count, in words', count(), '500 records', 500],
    ['decimal', decimal(), 1.25, 1.25],
    ['flag', flag(), true, true],
    ['text', text(), 'words', 'words'],
    ['oneOf', oneOf(['shared', 'enhanced-fan-out']), 'shared', 'shared'],
    ['reference', reference({ wire: 'to', ports: ['RecordSink'] }), 'clicks', 'clicks'],
  ])('%s reads YAML', (_, schema, written, value) => {
    const reading = readBy(schema, written);
    if (value === undefined) expect(reading.ok).toBe(false);
    else expect(reading).toEqual({ ok: true, value });
  });

  it.each<[string, z.ZodType, unknown, string, string | undefined]>([
    [
      'a bare number for a time',
      duration(),
      5,
      '5 has no unit',
      'a time: write 5 ms, or 5 s, or 5 min, or 5 h',
    ],
    [
      'a bare number for a size',
      size(),
      5,
      '5 has no unit',
      'a size in bytes: write 5 B, or 5 KiB, or 5 MiB',
    ],
    ['a bare number for a rate', rate(), 5, '5 has no unit', 'a rate: write 5/s'],
    ['a bare number for a share', share(), 0.4, '0.4 has no percent sign', 'write 40%'],
    ['a bare text for a share', share(), '0.4', '"0.4" has no percent sign', 'a share, as in 40%'],
    ['a negative time', duration(), '-1 s', '"-1 s" is negative', '0 or more'],
    ['a time beyond all runs', duration(), '1e12 s', '"1e12 s" is too large', 'at most 625000 h'],
    ['a time that is no number', duration(), '1e308 s', '"1e308 s" is too large', 'at most 625000 h'],
    [
      'parts of a second',
      wholeSeconds(),
      '1500 ms',
      '"1500 ms" is not in whole seconds',
      'whole seconds, as in 30 s',
    ],
    ['a negative rate', rate(), '-3200/s', '"-3200/s" is negative', '0 or more'],
    ['a time below its least', duration({ min: '24 h' }), '1 h', '1 h is too small', 'at least 24 h'],
    [
      'a size above its most',
      size({ max: '1 MiB', source: 'PutRecord' }),
      '2 MiB',
      '2 MiB is too large',
      'at most 1 MiB (PutRecord)',
    ],
    ['a count of none', count({ min: 1 }), 0, '0 is too small', 'at least 1'],
    ['half a record', count(), 0.5, '0.5 is not a whole number', undefined],
    ['NaN', decimal(), Number.NaN, 'NaN is not a number', 'a number, as in 1.5'],
    ['infinity', count(), Number.POSITIVE_INFINITY, 'Infinity is not a number', 'a number, as in 4'],
    ['more than all', share(), '140%', '140% is too large', 'at most 100%'],
    ['yes', flag(), 'yes', '"yes" is neither true nor false', 'write true'],
    ['no', flag(), 'no', '"no" is neither true nor false', 'write true or false'],
    ['a list for a time', duration(), ['1 s'], 'a list is not a time', 'as in 10 min'],
    ['nothing', duration(), null, 'the value is empty', undefined],
    ['a later word', oneOf(['none'], { later: ['full'] }), 'full', '"full" is not built yet', 'write none'],
    [
      'a number for a name',
      reference({ wire: 'to', ports: [] }),
      4,
      '4 is not a name',
      'the name of a component',
    ],
  ])('%s is refused, with how it is written', (_, schema, written, message, expected) => {
    const reading = readBy(schema, written);
    expect(reading.ok ? [] : reading.issues).toMatchObject([
      expected === undefined ? { message } : { message, expected },
    ]);
  });

  it('reads back what it wrote, exactly', () => {
    const positive = fc.double({ min: 0, max: 1e9, noNaN: true });
    const exact: [z.ZodType, fc.Arbitrary<number>][] = [
      [duration(), fc.nat({ max: 2 ** 40 })],
      [size(), fc.nat({ max: 2 ** 40 })],
      [share(), fc.double({ min: 0, max: 1, noNaN: true })],
      [rate(), positive],
      [byteRate(), positive],
      [money(), positive],
      [count(), fc.nat()],
      [decimal(), positive],
    ];
    for (const [schema, values] of exact) {
      fc.assert(
        fc.property(values, (value) => {
          expect(schema.parse(schema.encode(value))).toBe(value);
        }),
        { numRuns: 100 },
      );
    }
  });

  it('writes a value in the largest unit that holds it whole', () => {
    expect(duration().encode(90_000_000)).toBe('90 s');
    expect(duration().encode(7_200_000_000)).toBe('2 h');
    expect(duration().encode(1_500)).toBe('1500 us');
    expect(duration().encode(0)).toBe('0 us');
    expect(size().encode(4_096)).toBe('4 KiB');
    expect(size().encode(500)).toBe('500 B');
    expect(share().encode(0.07)).toBe('7%');
    expect(rate().encode(3_200)).toBe('3200/s');
    expect(byteRate().encode(2_097_152)).toBe('2 MiB/s');
  });

  it('has a JSON Schema of its YAML form, defaults and meanings included', () => {
    const schema = z.strictObject({
      retentionPeriod: withDefault(duration(), '24 h', 'How long.', 'a page'),
      linger: assumed(duration(), '100 ms', 'How long.', { why: 'w', low: '1 ms', high: '1 s' }),
      shardCount: required(count({ min: 1 }), 'Shards.'),
      mode: optional(oneOf(['a', 'b']), 'Which.'),
    });
    const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
    expect(json).toMatchObject({
      required: ['shardCount'],
      additionalProperties: false,
      properties: {
        retentionPeriod: { type: 'string', default: '24 h', description: 'How long.' },
        linger: { default: '100 ms', need: 'assumption', low: '1 ms' },
        shardCount: { type: ['integer', 'string'], minimum: 1 },
        mode: { enum: ['a', 'b'] },
      },
    });
  });
});

describe('reading by a schema', () => {
  const schema = z.strictObject({
    shardCount: required(count({ min: 1 }), ''),
    retentionPeriod: withDefault(duration(), '24 h', '', ''),
    idleTimeBetweenReads: withDefault(duration(), '1 s', '', ''),
    stream: optional(text(), ''),
    nested: optional(z.array(z.strictObject({ at: required(duration(), '') })), ''),
  });

  it.each([
    ['ShardCount', 'shardCount'],
    ['shard_count', 'shardCount'],
    ['shardcuont', 'shardCount'],
    ['RetentionPeriodHours', 'retentionPeriod'],
    ['IdleTimeBetweenReadsInMillis', 'idleTimeBetweenReads'],
    ['StreamARN', 'stream'],
    ['StreamName', 'stream'],
  ])('answers %s with %s', (written, ours) => {
    const reading = readBy(schema, { shardCount: 1, [written]: 1 });
    expect(reading.ok ? [] : reading.issues).toMatchObject([
      { message: `unknown property "${written}"`, didYouMean: ours, path: [written], unknown: true },
    ]);
  });

  it('tells every mistake at once, each with its path', () => {
    const reading = readBy(schema, { retentionPeriod: 3, nested: [{ at: '1 s' }, {}, { at: 'x', on: 1 }] });
    const paths = reading.ok ? [] : reading.issues.map(({ path }) => path?.join('.'));
    expect(paths.sort()).toEqual([
      'nested.1.at',
      'nested.2.at',
      'nested.2.on',
      'retentionPeriod',
      'shardCount',
    ]);
  });

  it('offers all names where none is near', () => {
    const reading = readBy(schema, { shardCount: 1, colour: 'red' });
    expect(reading.ok ? [] : reading.issues[0]?.expected).toBe(
      'one of shardCount, retentionPeriod, idleTimeBetweenReads, stream, nested',
    );
  });
});
