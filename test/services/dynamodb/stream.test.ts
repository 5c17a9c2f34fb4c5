// The stream of a table: what is written comes out of it, once and in order, to functions that poll it four times a second and to
// consumers; what changes nothing does not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import type { ScenarioError } from '../../../src/scenario/mistake.ts';
import { recordBytes } from '../../../src/services/dynamodb/stream/stream-schema.ts';
import { StreamShards } from '../../../src/services/dynamodb/stream/stream-shards.ts';
import { catalogue } from '../../../src/services/index.ts';
import { poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const MANY = { distribution: 'uniform', keys: 20_000 };
const STREAM = { streamSpecification: { streamViewType: 'NEW_IMAGE' } };

function streamed(
  {
    operations = { PutItem: '100%' },
    table = {},
    seconds = 300,
    rate = '50/s',
  }: {
    readonly operations?: Properties;
    readonly table?: Properties;
    readonly seconds?: number;
    readonly rate?: string;
  },
  reader: { readonly type: string } & Properties,
) {
  return run({
    workloads: { requests: poisson(rate, '500 B', MANY) },
    components: {
      users: { type: 'dynamodb.client', workload: 'requests', to: 'orders', operations },
      orders: { type: 'dynamodb.table', billingMode: 'PAY_PER_REQUEST', ...STREAM, ...table },
      reader,
    },
    seconds,
    warmupSeconds: 10,
  });
}

const FUNCTION = {
  type: 'lambda.function',
  duration: { perBatch: '1 ms' },
  eventSourceMappings: [{ from: 'orders' }],
};

describe('a write that is answered late', () => {
  const late = { requestLatency: { PutItem: { distribution: 'uniform', min: '10 ms', max: '10 min' } } };
  it.each([
    ['to a client', { type: 'dynamodb.client', client: late }],
    ['to a source of one’s own', { type: 'custom.source' }],
  ])('%s has been read by then, and is one record in the books', (_to, users) => {
    const seen = run({
      workloads: { requests: poisson('50/s', '500 B', MANY) },
      components: {
        users: { ...users, workload: 'requests', to: 'orders' },
        orders: { type: 'dynamodb.table', billingMode: 'PAY_PER_REQUEST', ...STREAM },
        reader: { type: 'kinesis.consumer', from: 'orders' },
      },
      seconds: 20,
    });
    for (const to of ['orders', 'reader']) {
      const { produced, fates } = seen.flow(to);
      expect(produced).toBeGreaterThan(500);
      expect(fates.delivered! + (fates.inFlight ?? 0), to).toBe(produced);
    }
    // The stream tells of it at half of the time that the call takes.
    expect(seen.flow('reader').fates.delivered).toBeGreaterThanOrEqual(seen.flow('orders').fates.delivered!);
  });
});

describe('a function on the stream of a table', () => {
  it('gets each write once, 213 ms ± 25 % after it was begun in the median', () => {
    // Published: 118, 213, 341 and 552 ms (bitesizedserverless.com, September 2022).
    const seen = streamed({ rate: '5/s', seconds: 1200 }, FUNCTION);
    const { produced, fates } = seen.flow('reader');
    expect(fates.delivered! + (fates.inFlight ?? 0)).toBe(produced);
    const told = percentile(mergeSamples([seen.distribution('reader', 'latency.delivered')]), 0.5);
    const median = told.kind === 'told' ? told.value / 1000 : Number.NaN;
    expect(median).toBeGreaterThan(0.75 * 213);
    expect(median).toBeLessThan(1.25 * 213);
  });

  it('is not told of reads, nor of writes whose condition fails', () => {
    const seen = streamed({ operations: { GetItem: '60%', PutItem: '40%' } }, FUNCTION);
    const { produced, fates } = seen.flow('reader');
    expect(fates.filtered! / produced).toBeCloseTo(0.6, 1);
    expect(fates.filtered! + fates.delivered! + (fates.inFlight ?? 0)).toBe(produced);
    const table = seen.flow('orders');
    expect(table.fates.delivered! + (table.fates.inFlight ?? 0)).toBe(table.produced);
  });

  it('polls without being billed, and a consumer is billed for each call', () => {
    expect(streamed({}, FUNCTION).usage('orders', 'streams-read-request-unit')).toBe(0);
    const consumer = {
      type: 'kinesis.consumer',
      from: 'orders',
      idleTimeBetweenReads: '1 s',
      processing: { perRecord: '0 s' },
    };
    const seen = streamed({}, consumer);
    // Four shards, a call a second and the call’s own 100 ms.
    const calls = seen.usage('orders', 'streams-read-request-unit');
    expect(calls).toBeGreaterThan((4 * 300) / 1.25);
    expect(calls).toBeLessThan(4 * 300);
    const { produced, fates } = seen.flow('reader');
    expect(fates.delivered! + (fates.inFlight ?? 0)).toBe(produced);
  });

  it('goes on when partitions are split: each write once', () => {
    const seen = streamed(
      { rate: '1500/s', seconds: 240, table: { partitions: 1, heatTime: '1 min', growthTime: '1 h' } },
      { ...FUNCTION, eventSourceMappings: [{ from: 'orders', batchSize: 1000 }] },
    );
    expect(seen.sum('orders', 'SplitsForHeat')).toBeGreaterThan(0);
    const { produced, fates } = seen.flow('reader');
    const all = Object.values(fates).reduce((sum, count) => sum + count, 0);
    expect(all).toBe(produced);
    expect(fates.delivered).toBeGreaterThan(0.6 * produced);
  });
});

describe('the shards of a stream', () => {
  it('are one a partition at all times, each split one a parent of two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (first, splits) => {
        const sealed: number[] = [];
        const shards = new StreamShards({ opened: () => {}, sealed: (shard) => sealed.push(shard) });
        for (let partition = 0; partition < first; partition++) shards.begin(partition);
        let partitions = first;
        for (const draw of splits) {
          const parent = shards.logOf(draw % partitions);
          shards.split(draw % partitions, partitions, 0);
          const number = shards.logs.indexOf(parent);
          expect(shards.children(number)).toHaveLength(2);
          for (const child of shards.children(number)) expect(shards.parents(child)).toEqual([number]);
          partitions++;
        }
        const open = Array.from({ length: partitions }, (_, partition) => shards.logOf(partition));
        expect(new Set(open).size).toBe(partitions);
        expect(open.every(({ sealed: isSealed }) => !isSealed)).toBe(true);
        expect(shards.logs).toHaveLength(first + 2 * splits.length);
        expect(shards.open).toBe(partitions);
        expect(sealed).toHaveLength(splits.length);
      }),
    );
  });

  it.each([
    ['KEYS_ONLY', 10],
    ['NEW_IMAGE', 310],
    ['OLD_IMAGE', 210],
    ['NEW_AND_OLD_IMAGES', 510],
  ] as const)('have records of the view %s with %i B', (view, bytes) => {
    expect(recordBytes(view, 10, 200, 300)).toBe(bytes);
  });
});

describe('the readers of a stream', () => {
  const mistakes = async (components: string) => {
    const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, partitionKey: { distribution: uniform, keys: 10 }, size: 1 KiB }
components:
  users: { type: dynamodb.client, workload: w, to: orders }
  orders: { type: dynamodb.table, billingMode: PAY_PER_REQUEST, streamSpecification: { streamViewType: NEW_IMAGE } }
${components}
`;
    const readFile = () => Promise.reject(new Error('no files'));
    return loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue }).then(
      () => [],
      (error: ScenarioError) => error.mistakes,
    );
  };
  const reader = (name: string, mode = 'shared') =>
    `  ${name}: { type: kinesis.consumer, from: orders, mode: ${mode}, processing: { perRecord: 0 s } }`;

  it('are two at most', async () => {
    expect(await mistakes([reader('a'), reader('b')].join('\n'))).toEqual([]);
    expect(await mistakes([reader('a'), reader('b'), reader('c')].join('\n'))).toMatchObject([
      { line: 9, message: expect.stringMatching(/3 readers, and no more than 2/) },
    ]);
  });

  it('are not pushed to', async () => {
    expect(await mistakes(reader('a', 'enhanced-fan-out'))).toMatchObject([
      { line: 7, message: 'the stream of "orders" has no enhanced fan-out' },
    ]);
  });
});
