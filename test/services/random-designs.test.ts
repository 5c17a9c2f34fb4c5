// Designs that nobody would draw: a source, a stream, a queue or a topic, a function that is mapped to it and calls others,
// competing readers, dead letters, and faults, all at random. Whatever it is, the run ends, every flow's fates are as many as its
// records, and nothing is told that is no number.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Plan, run } from './plan.ts';

type Components = Record<string, { readonly type: string; readonly [property: string]: unknown }>;

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const design = fc.record({
  seed: fc.integer({ min: 1, max: 100_000 }),
  rate: pick('20/s', '90/s', '300/s'),
  keys: pick(1, 7, 500),
  source: pick('stream', 'packed stream', 'queue', 'FIFO queue', 'topic', 'FIFO topic'),
  shards: fc.integer({ min: 1, max: 3 }),
  splits: fc.boolean(),
  dead: pick('nobody', 'kept', 'read'),
  visibilityTimeout: pick('2 s', '7 s'),
  delay: pick('0 s', '1 s'),
  duplicates: pick('0%', '3%'),
  batchSize: pick(1, 3, 10),
  maximumBatchingWindow: pick('0 s', '1 s'),
  parallelizationFactor: pick(1, 4),
  pushed: fc.boolean(),
  functionResponseTypes: pick([], ['ReportBatchItemFailures']),
  bisectBatchOnFunctionError: fc.boolean(),
  maximumRetryAttempts: pick(undefined, 0, 2),
  share: pick('100%', '40%'),
  reserved: pick(undefined, 0, 1, 5),
  pollers: pick({}, { scalingConfig: { maximumConcurrency: 2 } }, { provisionedPollerConfig: {} }),
  work: pick({}, { perRecord: '2 ms' }, { perBatch: '80 ms' }, { perBatch: '900 ms', perRecord: '1 ms' }),
  errors: fc.record({ poisonRate: pick('0%', '0.5%', '5%'), errorRate: pick('0%', '2%', '30%') }),
  competes: fc.boolean(),
  targets: fc.uniqueArray(pick('server', 'jobs', 'line', 'log', 'news', 'table', 'other'), { maxLength: 3 }),
  call: fc.record({
    per: pick('record', 'batch', 'key'),
    parallel: pick(1, 4),
    whenFailed: pick('fail', 'ignore'),
  }),
  faults: fc.uniqueArray(
    fc.record({
      kind: pick('crash', 'slow', 'az-lost', 'pause'),
      component: pick('source', 'worker', 'reader', 'between', 'server'),
      at: pick('3 s', '8 s'),
      for: pick('2 s', '5 s'),
    }),
    { maxLength: 3, selector: ({ kind, component }) => `${kind} ${component}` },
  ),
});

type Drawn = typeof design extends fc.Arbitrary<infer T> ? T : never;

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'kinesis.producer': ['crash', 'slow', 'pause', 'az-lost'],
  'sqs.producer': ['crash', 'slow', 'pause', 'az-lost'],
  'kinesis.consumer': ['crash', 'slow', 'az-lost'],
  'sqs.consumer': ['crash', 'slow', 'az-lost'],
  'lambda.function': ['crash', 'slow'],
  'custom.server': ['crash', 'slow'],
  'kinesis.stream': ['slow'],
  'sqs.queue': ['slow'],
};

// Everything up to the function, and how it is mapped; null where a topic invokes it.
function upstream(drawn: Drawn): { readonly components: Components; readonly mapping: object | null } {
  const { source, errors, work: processing, share, functionResponseTypes, batchSize } = drawn;
  const every = { from: 'between', filterCriteria: { share }, functionResponseTypes };
  const { maximumBatchingWindow } = drawn;
  const mode = drawn.pushed ? { mode: 'enhanced-fan-out' } : {};
  if (source === 'stream' || source === 'packed stream') {
    const client = source === 'stream' ? {} : { client: { type: 'kpl' } };
    const resharding = [{ at: '5 s', operation: 'SplitShard', shardToSplit: 0 }];
    const { bisectBatchOnFunctionError, maximumRetryAttempts, parallelizationFactor } = drawn;
    const isTold = drawn.dead !== 'nobody';
    return {
      components: {
        source: { type: 'kinesis.producer', workload: 'events', to: 'between', hosts: 3, ...client },
        between: {
          type: 'kinesis.stream',
          shardCount: drawn.shards,
          ...(drawn.splits ? { resharding, reshardTime: '2 s' } : {}),
        },
        reader: {
          type: 'kinesis.consumer',
          from: 'between',
          ...errors,
          ...mode,
          processing,
          failedBatches: { maxAttempts: 2, delay: '100 ms' },
        },
        ...(isTold ? { notes: { type: 'sqs.queue' } } : {}),
      },
      mapping: {
        ...every,
        ...mode,
        batchSize: batchSize * 7,
        maximumBatchingWindow,
        bisectBatchOnFunctionError,
        maximumRetryAttempts,
        parallelizationFactor,
        ...(isTold ? { destinationConfig: { onFailure: 'notes' } } : {}),
      },
    };
  }
  const fifoQueue = source.startsWith('FIFO');
  const reader = {
    type: 'sqs.consumer',
    from: 'between',
    hosts: 3,
    consumers: 2,
    maxNumberOfMessages: batchSize,
    ...errors,
    processing,
  };
  const { visibilityTimeout, delay, duplicates, dead } = drawn;
  if (source === 'topic' || source === 'FIFO topic') {
    return {
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'topic' },
        topic: {
          type: 'sns.topic',
          fifoTopic: fifoQueue,
          subscriptions: [{ to: 'between', filterShare: share }, ...(fifoQueue ? [] : [{ to: 'worker' }])],
        },
        between: { type: 'sqs.queue', fifoQueue, visibilityTimeout },
        ...(fifoQueue ? {} : { reader }),
      },
      mapping: fifoQueue ? { ...every, batchSize, ...drawn.pollers } : null,
    };
  }
  return {
    components: {
      source: {
        type: 'sqs.producer',
        workload: 'events',
        to: 'between',
        hosts: 3,
        duplicateSends: duplicates,
      },
      between: {
        type: 'sqs.queue',
        fifoQueue,
        visibilityTimeout,
        delay,
        ...(fifoQueue ? {} : { duplicateRate: duplicates }),
        ...(dead === 'nobody' ? {} : { redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 2 } }),
      },
      ...(dead === 'nobody' ? {} : { dead: { type: 'sqs.queue', fifoQueue } }),
      ...(dead === 'read' ? { undertaker: { type: 'sqs.consumer', from: 'dead', poisonRate: '10%' } } : {}),
      ...(drawn.competes ? { reader } : {}),
    },
    mapping: { ...every, batchSize, ...drawn.pollers, ...(fifoQueue ? {} : { maximumBatchingWindow }) },
  };
}

const DOWNSTREAM: Readonly<Record<string, Components>> = {
  server: { server: { type: 'custom.server', servers: 2, serviceTime: '5 ms' } },
  jobs: { jobs: { type: 'sqs.queue' }, clerk: { type: 'sqs.consumer', from: 'jobs', poisonRate: '1%' } },
  line: { line: { type: 'sqs.queue', fifoQueue: true } },
  log: {
    log: { type: 'kinesis.stream' },
    archive: { type: 'lambda.function', eventSourceMappings: [{ from: 'log' }] },
  },
  news: {
    news: { type: 'sns.topic', subscriptions: [{ to: 'letterbox', filterShare: '50%' }] },
    letterbox: { type: 'sqs.queue' },
  },
  table: {
    table: { type: 'dynamodb.table', readCapacityUnits: 5, writeCapacityUnits: 50, burstCredit: 'empty' },
  },
  other: { other: { type: 'lambda.function', errorRate: '10%', duration: { perBatch: '30 ms' } } },
};

function planOf(drawn: Drawn): Plan {
  const { components, mapping } = upstream(drawn);
  const { reserved, targets, call } = drawn;
  const all: Components = {
    ...components,
    worker: {
      type: 'lambda.function',
      timeout: '1 s',
      duration: drawn.work,
      ...drawn.errors,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      maximumRetryAttempts: 1,
      eventSourceMappings: mapping === null ? [] : [mapping],
      calls: targets.map((to) => ({ to, ...call })),
    },
    ...Object.assign({}, ...targets.map((target) => DOWNSTREAM[target]!)),
  };
  return {
    workloads: {
      events: {
        arrivals: { process: 'poisson', rate: drawn.rate },
        size: '700 B',
        partitionKey: { distribution: 'uniform', keys: drawn.keys },
      },
    },
    components: all,
    seconds: 12,
    seed: String(drawn.seed),
    faults: drawn.faults
      .filter(({ kind, component }) => ANSWERS[all[component]?.type ?? '']?.includes(kind))
      .map((fault) => ({ ...fault, ...(fault.kind === 'slow' ? { factor: 3 } : {}) })),
  };
}

it('a design drawn at random comes to its end with balanced books', () => {
  fc.assert(
    fc.property(design, (drawn) => {
      const { flows, metrics } = run(planOf(drawn)).result;
      expect(flows.length).toBeGreaterThan(0);
      for (const { from, to, produced, fates } of flows) {
        const sum = Object.values(fates).reduce((all, one) => all + one, 0);
        expect(sum, `${from} → ${to}`).toBe(produced);
      }
      for (const metric of metrics) {
        for (const [name, value] of Object.entries(metric)) {
          if (typeof value === 'number')
            expect(value, `${metric.component}.${metric.metric} ${name}`).not.toBeNaN();
        }
      }
    }),
    { numRuns: 120 },
  );
}, 240_000);
