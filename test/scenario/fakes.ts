// A small catalogue for the tests of the language: a source, a stream, readers and a queue, with nothing to simulate.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../src/language/field.ts';
import { reference } from '../../src/language/reference.ts';
import { tagged } from '../../src/language/tagged.ts';
import { count, duration, flag, oneOf, size, text } from '../../src/language/words.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { type Mistake, ScenarioError } from '../../src/scenario/mistake.ts';
import type { ScenarioSource } from '../../src/scenario/parsed.ts';
import type { ComponentType } from '../../src/services/component.ts';
import { port } from '../../src/services/ports/port.ts';

const sink = port<unknown>('RecordSink');
const log = port<unknown>('RecordLog');
const base = { summary: 'A fake.', example: '', limits: {}, meters: [], prices: {} } as const;
const refuse = (): never => {
  throw new Error('a fake is never built');
};

const linger = assumed(duration(), '100 ms', 'How long a batch waits.', {
  why: 'a guess',
  low: '1 ms',
  high: '1 s',
});

const sourceSchema = z.strictObject({
  workload: required(text(), 'What it sends.'),
  to: required(reference({ wire: 'to', ports: ['RecordSink'] }), 'Where to.'),
  hosts: withDefault(count({ min: 1 }), 1, 'Hosts.', 'a page'),
  client: withDefault(
    tagged(
      'type',
      {
        sdk: z.strictObject({ linger, retries: withDefault(count(), 3, 'Retries.', 'a page') }),
        kpl: z.strictObject({ recordTtl: withDefault(duration(), '30 s', 'How long.', 'a page') }),
      },
      { default: 'sdk', later: ['agent'] },
    ),
    'sdk',
    'What sends.',
    'a page',
  ),
});

const streamSchema = z.strictObject({
  shardCount: withDefault(count({ min: 1, max: 100 }), 1, 'Shards.', 'a page'),
  retentionPeriod: withDefault(duration({ min: '24 h' }), '24 h', 'How long.', 'a page'),
  maxRecordSize: withDefault(size({ max: '10 MiB' }), '1 MiB', 'How large.', 'a page'),
  encrypted: withDefault(flag(), false, 'Whether.', 'a page'),
});

const readerSchema = z.strictObject({
  from: required(reference({ wire: 'from', ports: ['RecordLog'] }), 'What it reads.'),
  to: optional(reference({ wire: 'to', ports: ['RecordSink'] }), 'Where it sends.'),
  mode: withDefault(oneOf(['shared', 'fan-out'], { later: ['express'] }), 'shared', 'How.', 'a page'),
  leases: withDefault(flag(), false, 'Whether it keeps leases in a table of its own.', 'a page'),
});

const queueSchema = z.strictObject({
  deadLetterTarget: optional(
    reference({ wire: 'deadLetterTarget', ports: ['RecordSink'] }),
    'Where failures go.',
  ),
});

const source: ComponentType<typeof sourceSchema> = {
  ...base,
  name: 'fake.source',
  schema: sourceSchema,
  metrics: () => ({ Sent: { kind: 'counter', unit: 'count', description: 'Sent.' } }),
  offers: () => [],
  build: refuse,
};

const stream: ComponentType<typeof streamSchema> = {
  ...base,
  name: 'fake.stream',
  schema: streamSchema,
  partKind: 'shard',
  meters: [
    { name: 'shard-hour', unit: 'shard-hour', kind: 'standing', description: 'Shards.', source: 'a page' },
  ],
  metrics: () => ({
    IncomingBytes: { kind: 'counter', unit: 'bytes', description: 'Stored.', perPart: true },
    'Put.Throttled': {
      kind: 'counter',
      unit: 'count',
      description: 'Refused.',
      per: 'IncomingBytes',
      perPart: true,
    },
    Age: { kind: 'distribution', unit: 'milliseconds', description: 'Age.' },
    Utilization: { kind: 'level', unit: 'ratio', description: 'Load.' },
  }),
  parts: ({ shardCount }) => Array.from({ length: shardCount }, (_, i) => `shard-${i}`),
  offers: () => [sink, log],
  check: ({ shardCount, retentionPeriod }) =>
    shardCount === 13 && retentionPeriod > 0
      ? [{ path: ['shardCount'], message: 'AWS has no 13 shards', source: 'CreateStream' }]
      : [],
  build: refuse,
};

const reader: ComponentType<typeof readerSchema> = {
  ...base,
  name: 'fake.reader',
  schema: readerSchema,
  metrics: () => ({
    latency: { kind: 'distribution', unit: 'seconds', description: 'Latency.' },
    lost: { kind: 'counter', unit: 'count', description: 'Lost.', per: 'lost', wholeWindow: true },
  }),
  offers: () => [],
  triggers: ({ leases }) => (leases ? [{ property: 'leases', once: false }] : []),
  implies: (name, { leases }) => (leases ? { [`${name}-leases`]: { type: 'fake.queue' } } : {}),
  build: refuse,
};

const queue: ComponentType<typeof queueSchema> = {
  ...base,
  name: 'fake.queue',
  schema: queueSchema,
  metrics: () => ({}),
  offers: () => [sink],
  build: refuse,
};

/** The fakes, as a catalogue. */
export const fakes: readonly ComponentType[] = [source, stream, reader, queue];

/** A scenario in order, one property a line, so that a test can change one. */
export const GOOD = `name: example
duration: 5 min
warmup: 1 min
workloads:
  views:
    arrivals: { process: poisson, rate: 3200/s }
    partitionKey: { distribution: hot, keys: 100, hotKeys: 1, hotShare: 40% }
    size: 500 B
components:
  web:
    type: fake.source
    workload: views
    to: clicks
  clicks:
    type: fake.stream
    shardCount: 4
  board:
    type: fake.reader
    from: clicks
objectives:
  - board.latency.p99 < 1 s
`;

/** Loads a text over the fakes. */
export function load(text: string, more: Partial<ScenarioSource> = {}) {
  const readFile = (path: string): Promise<string> =>
    Promise.reject(Object.assign(new Error(`no ${path}`), { code: 'ENOENT' }));
  return loadScenario({ text, file: 'a.yaml', readFile, environment: {}, catalogue: fakes, ...more });
}

/** The mistakes of a text; fails when there are none. */
export async function mistakes(
  text: string,
  more: Partial<ScenarioSource> = {},
): Promise<readonly Mistake[]> {
  return (await failure(text, more)).mistakes;
}

/** The error of a text; fails when it loads. */
export async function failure(text: string, more: Partial<ScenarioSource> = {}): Promise<ScenarioError> {
  try {
    await load(text, more);
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error('the scenario was taken');
}

/** GOOD with one line replaced (the first that holds `line`), or with lines added at its end. */
export function changed(line: string, by: string): string {
  if (!GOOD.includes(line)) throw new Error(`no "${line}" in the scenario`);
  return GOOD.replace(line, by);
}
