// What only shows once components are wired: too many consumers that a stream pushes to, and records above what it takes.
// Lines and columns by hand.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/mistake.ts';
import { catalogue } from '../../../src/services/index.ts';

/** The mistakes of a scenario whose components begin in line 5. */
async function mistakesOf(components: string, size = '500 B', rest = ''): Promise<ScenarioError['mistakes']> {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, size: ${size} }
components:
${components}
${rest}`;
  const readFile = () => Promise.reject(new Error('no files'));
  try {
    await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes;
  }
}

const WEB = '  web: { type: kinesis.producer, workload: w, to: clicks }';
const CLICKS = '  clicks: { type: kinesis.stream }';
const QUOTAS = 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';

/** So many consumers of a stream, one a line. */
function readers(number: number, mode: string, from = 'clicks', prefix = 'r'): string {
  return Array.from(
    { length: number },
    (_, i) => `  ${prefix}${i}: { type: kinesis.consumer, from: ${from}, mode: ${mode} }`,
  ).join('\n');
}

describe('consumers with enhanced fan-out', () => {
  it('may be twenty of a stream', async () => {
    expect(await mistakesOf(`${WEB}\n${CLICKS}\n${readers(20, 'enhanced-fan-out')}`)).toEqual([]);
  });

  it('are refused from the 21st on, where its mode stands', async () => {
    // web 5, clicks 6, r0 7, …, r20 27.
    const mode = '  r20: { type: kinesis.consumer, from: clicks, mode: '.length + 1;
    expect(await mistakesOf(`${WEB}\n${CLICKS}\n${readers(21, 'enhanced-fan-out')}`)).toMatchObject([
      {
        file: 'x.yaml',
        line: 27,
        column: mode,
        message: '"clicks" has 21 consumers with enhanced fan-out; a stream has 20 at most',
        expected: QUOTAS,
      },
    ]);
  });

  it('are counted one by one where count makes them, and refused where it stands', async () => {
    const copies = (count: number) =>
      `${WEB}\n${CLICKS}\n  app: { type: kinesis.consumer, from: clicks, mode: enhanced-fan-out, count: ${count} }`;
    expect(await mistakesOf(copies(20))).toEqual([]);
    const column =
      '  app: { type: kinesis.consumer, from: clicks, mode: enhanced-fan-out, count: '.length + 1;
    expect(await mistakesOf(copies(21))).toMatchObject([
      {
        line: 7,
        column,
        message: '"clicks" has 21 consumers with enhanced fan-out; a stream has 20 at most',
      },
    ]);
  });

  it('are counted for each stream by itself, and shared consumers not at all', async () => {
    const two = `${WEB}\n${CLICKS}\n  other: { type: kinesis.stream }
  more: { type: kinesis.producer, workload: w, to: other }
${readers(20, 'enhanced-fan-out')}
${readers(20, 'enhanced-fan-out', 'other', 'o')}
${readers(20, 'shared', 'clicks', 's')}`;
    expect(await mistakesOf(two)).toEqual([]);
  });

  it('are told of a variant that makes them too many, in the variant', async () => {
    const base = `${WEB}\n${CLICKS}\n  app: { type: kinesis.consumer, from: clicks, mode: enhanced-fan-out }`;
    const variants = 'variants:\n  many: { components.app.count: 21 }\n';
    expect(await mistakesOf(base, '500 B', variants)).toMatchObject([
      { line: 9, column: '  many: { components.app.count: '.length + 1 },
    ]);
  });
});

describe('packed records', () => {
  const web = (client: string) =>
    `  web: { type: kinesis.producer, workload: w, to: clicks, client: ${client} }`;
  const stream = (size: string) => `  clicks: { type: kinesis.stream, maxRecordSize: ${size} }`;

  it('may be as large as the stream takes, less the byte of their key', async () => {
    const fits = '{ type: kpl, aggregationMaxSize: 1048575 B }';
    expect(await mistakesOf(`${web(fits)}\n${CLICKS}`)).toEqual([]);
    const large = '{ type: kpl, aggregationMaxSize: 2 MiB }';
    expect(await mistakesOf(`${web(large)}\n${stream('3 MiB')}`)).toEqual([]);
  });

  it('are refused where they may be larger', async () => {
    for (const [size, words] of [
      ['1 MiB', '1,048,576 B'],
      ['2 MiB', '2,097,152 B'],
    ]) {
      const components = `${web(`{ type: kpl, aggregationMaxSize: ${size} }`)}\n${CLICKS}`;
      const column = web('{ type: kpl, aggregationMaxSize: ').length - ' }'.length + 1;
      expect(await mistakesOf(components)).toMatchObject([
        {
          line: 5,
          column,
          message: `packed records may have ${words} and a key of 1 B, and "clicks" takes 1,048,576 B a record, key included (maxRecordSize): one above it fails its whole call`,
          expected: expect.stringContaining('large-records.html'),
        },
      ]);
    }
  });

  it('do not come without aggregation', async () => {
    const off = '{ type: kpl, aggregationEnabled: false, aggregationMaxSize: 2 MiB }';
    expect(await mistakesOf(`${web(off)}\n${CLICKS}`)).toEqual([]);
  });
});

describe('records that are all too large', () => {
  const message =
    'every record of "w" has 2,097,152 B of data at least, and "clicks" takes 1,048,576 B a record, key included (maxRecordSize)';

  it.each([
    '2 MiB',
    '{ distribution: uniform, min: 2 MiB, max: 3 MiB }',
    '{ distribution: pareto, min: 2 MiB, alpha: 2 }',
    '{ distribution: empirical, values: [1 B, 2 MiB], weights: [0, 1] }',
  ])('are refused: %s', async (size) => {
    const column = '  web: { type: kinesis.producer, workload: '.length + 1;
    expect(await mistakesOf(`${WEB}\n${CLICKS}`, size)).toMatchObject([{ line: 5, column, message }]);
  });

  it('are refused from a byte on that leaves no room for a key', async () => {
    expect(await mistakesOf(`${WEB}\n${CLICKS}`, '1048575 B')).toEqual([]);
    expect((await mistakesOf(`${WEB}\n${CLICKS}`, '1 MiB')).length).toBe(1);
  });

  it('are not, where some of them fit, the stream takes more, or the agent cuts them', async () => {
    expect(await mistakesOf(`${WEB}\n${CLICKS}`, '{ distribution: exponential, mean: 2 MiB }')).toEqual([]);
    expect(
      await mistakesOf(`${WEB}\n  clicks: { type: kinesis.stream, maxRecordSize: 3 MiB }`, '2 MiB'),
    ).toEqual([]);
    const agent = '  web: { type: kinesis.producer, workload: w, to: clicks, client: agent }';
    expect(await mistakesOf(`${agent}\n${CLICKS}`, '2 MiB')).toEqual([]);
  });
});
