// A function that Lambda invokes with the records of a stream: how they are read and batched, what a batch that fails does
// to those behind it, and what becomes of records in the end.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const STILL = { coldStart: '0 s', invokeLatency: '0 s', eventQueueLatency: '0 s' };

/** A stream of one shard that a source puts into, and a function that it is read for; no call takes any time. */
function mapped(mapping: Properties, functionProperties: Properties = {}, more: Properties = {}) {
  const {
    stream = {},
    components = {},
    rate = '100/s',
    size = '1 KiB',
    keys = 1000,
    ...rest
  } = more as Record<string, never>;
  return run({
    workloads: { events: even(rate, size, { distribution: 'uniform', keys }) },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'log' },
      log: { type: 'kinesis.stream', shardCount: 1, ...(stream as Properties) },
      worker: {
        type: 'lambda.function',
        ...STILL,
        timeout: '1 min',
        eventSourceMappings: [{ from: 'log', requestLatency: '0 s', ...mapping }],
        ...functionProperties,
      },
      ...(components as Record<string, { readonly type: string }>),
    },
    seconds: 60,
    ...rest,
  });
}

describe('a shard', () => {
  it('is polled once a second at the tip: a record waits half a second on average', () => {
    const seen = mapped({ batchSize: 1000 });
    expect(seen.sum('log', 'GetRecords.Calls')).toBe(60);
    expect(seen.sum('worker', 'Invocations')).toBe(60);
    // Of records at even distances of 10 ms, each second’s 100 wait up to 10 ms, and 10 ms more each.
    expect(seen.mean('worker', 'latency') / 1e6).toBeGreaterThanOrEqual(0.495);
    expect(seen.mean('worker', 'latency') / 1e6).toBeLessThan(0.505);
  });

  it('has one batch in work at a time: the rate of the function is the batch by its duration', () => {
    // 10 records in 200 ms: 50/s of the 100/s that come.
    const seen = mapped({ batchSize: 10 }, { duration: { perBatch: '200 ms' } });
    expect(seen.sum('worker', 'Invocations')).toBeGreaterThan(293);
    expect(seen.sum('worker', 'Invocations')).toBeLessThanOrEqual(300);
    expect(seen.level('worker', 'ConcurrentExecutions')).toBeGreaterThan(0.97);
    // After a minute half of them wait: the last one invoked is 30 s old.
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeGreaterThan(28);
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeLessThan(31);
  });

  it('has as many batches in work as the parallelization factor says, each with other keys', () => {
    // Ten lanes of 50/s take what comes, if the keys are spread evenly.
    const seen = mapped({ batchSize: 10, parallelizationFactor: 10 }, { duration: { perBatch: '200 ms' } });
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeLessThan(3);
    expect(seen.flow('worker').fates.delivered).toBeGreaterThan(5800);
    // One key has one lane, whatever the factor.
    const hot = mapped(
      { batchSize: 10, parallelizationFactor: 10 },
      { duration: { perBatch: '200 ms' } },
      { keys: 1 },
    );
    expect(hot.sum('worker', 'Invocations')).toBeLessThanOrEqual(300);
  });

  it('is not read on while the lanes have enough to do', () => {
    const seen = mapped({ batchSize: 10 }, { duration: { perBatch: '50 s' } });
    // A poll of the first second’s records, and a second for the next batch: then no more until it is over.
    expect(seen.sum('log', 'GetRecords.Calls')).toBeLessThan(10);
  });

  it('waits for a full batch as long as its window, which opens with the first record', () => {
    // A window of 5 s closes with what five polls brought; the first one opens with the first poll.
    const closed = mapped({ batchSize: 10_000, maximumBatchingWindow: '5 s' });
    expect(closed.sum('worker', 'Invocations')).toBe(11);
    const full = mapped({ batchSize: 200, maximumBatchingWindow: '5 min' });
    const { sum, count, max } = full.distribution('worker', 'EventSize');
    expect(sum / count).toBe(max);
    expect(full.sum('worker', 'Invocations')).toBe(29);
  });

  it('gives batches of at most 6 MiB, in which data stand in base64', () => {
    const seen = mapped(
      { batchSize: 10_000 },
      {},
      { rate: '2/s', stream: { maxRecordSize: '2 MiB', shardCount: 4 } },
    );
    expect(seen.distribution('worker', 'EventSize').max).toBeLessThan(6 * 1_048_576);
  });

  it('is pushed to the function with enhanced fan-out, and the stream is billed for it', () => {
    const seen = mapped({ mode: 'enhanced-fan-out' }, {}, { stream: { pushLatency: '40 ms' } });
    expect(seen.mean('worker', 'latency') / 1e3).toBeGreaterThanOrEqual(40);
    expect(seen.mean('worker', 'latency') / 1e3).toBeLessThan(60);
    expect(seen.usage('log', 'consumer-shard-hour')).toBeCloseTo(60 / 3600, 6);
    expect(seen.usage('log', 'fan-out-gb')).toBeGreaterThan(59 * 100 * 1024);
  });

  it('is not read on while 6 MiB of it wait, however few records those are', () => {
    const seen = mapped(
      { batchSize: 10_000 },
      { duration: { perBatch: '20 s' } },
      { rate: '1/s', stream: { maxRecordSize: '2 MiB' }, size: '900 KiB' },
    );
    // In an event a record has 1,228,800 B in base64, 600 B and its key: six are 6 MiB. One is worked on, six are read meanwhile, a
    // second apart; when it is done after 20 s, five of those follow, and one read brings what 10 MiB of reply hold.
    expect(seen.sum('log', 'GetRecords.Calls')).toBeGreaterThanOrEqual(8);
    expect(seen.sum('log', 'GetRecords.Calls')).toBeLessThanOrEqual(10);
  });

  it.each(['1', '2', '3', '4', '5'])(
    'is shared by three functions that want more than its 2 MiB a second (seed %s)',
    (seed) => {
      const reader = {
        type: 'lambda.function',
        ...STILL,
        eventSourceMappings: [{ from: 'log', batchSize: 10_000 }],
      };
      const seen = run({
        workloads: { events: even('900/s', '1 KiB') },
        components: {
          source: { type: 'custom.source', workload: 'events', to: 'log' },
          log: { type: 'kinesis.stream', shardCount: 1 },
          one: reader,
          two: reader,
          three: reader,
        },
        seconds: 600,
        seed,
      });
      const read = ['one', 'two', 'three'].map((name) => seen.sum(name, 'PolledEventCount'));
      // 2 MiB/s are 2,024 records of 1,036 B, a third of them 675 for each; with 10 MiB a call and few turns, within a third.
      for (const records of read) {
        expect(records / 600).toBeGreaterThan(450);
        expect(records / 600).toBeLessThan(900);
      }
      expect(read.reduce((all, one) => all + one) / 600).toBeLessThan(((2 * 1_048_576) / 1036) * 1.02);
    },
  );

  it('that a resharding closed is worked through before its children are read', () => {
    const seen = mapped(
      {},
      {},
      {
        stream: {
          resharding: [{ at: '20 s', operation: 'SplitShard', shardToSplit: 0 }],
          reshardTime: '5 s',
        },
      },
    );
    const { produced, fates } = seen.flow('worker');
    expect(fates.delivered).toBe(produced);
    // Both children are read: one shard alone would be polled once a second.
    expect(seen.sum('log', 'GetRecords.Calls')).toBeGreaterThan(20 + 2 * 30);
    expect(seen.sum('log', 'GetRecords.Calls')).toBeLessThan(60 + 60);
  });
});

describe('shards that compete for less concurrency than they want', () => {
  it.each(['1', '2', '3'])('all get their turns (seed %s)', (seed) => {
    const seen = mapped(
      { batchSize: 1000 },
      { duration: { perBatch: '1 s' }, reservedConcurrentExecutions: 5, invokeLatency: '10 ms' },
      { stream: { shardCount: 10 }, seconds: 600, seed },
    );
    // Half of the tries find no room. Between two batches of a shard an environment is free for 10 ms: of five shards that try
    // once a second one comes by in 5 % of those, so that each environment changes hands every 20 s.
    expect(seen.sum('worker', 'Throttles') / seen.sum('worker', 'Requests')).toBeCloseTo(0.5, 1);
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeLessThan(240);
    const { sum, count } = seen.distribution('worker', 'IteratorAge');
    expect(sum / count / 1e6).toBeLessThan(30);
  });
});

describe('records that get too old', () => {
  it('take no place in a batch: a lane that is behind works as fast as it can on what is left', () => {
    const seen = mapped(
      { maximumRecordAge: '60 s' },
      { duration: { perBatch: '300 ms' } },
      { rate: '500/s', seconds: 300 },
    );
    // 100 every 300 ms: of 500 a second 333 are worked on, and once those that wait are a minute old a third is discarded.
    expect(seen.sum('worker', 'InvokedEventCount') / 300).toBeCloseTo(1000 / 3, -1);
    expect(seen.sum('worker', 'InvokedEventCount') / seen.sum('worker', 'Invocations')).toBeGreaterThan(99);
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeLessThanOrEqual(60);
    // The oldest gets older by a third of a second each second, and is a minute old after 180 s.
    expect(seen.sum('worker', 'DroppedEventCount') / (120 * (500 - 1000 / 3))).toBeCloseTo(1, 1);
  });
});

describe('a filter', () => {
  it('keeps back what the function is not invoked with, and that is no loss', () => {
    const seen = mapped({ filterCriteria: { share: '25%' } });
    const { produced, fates } = seen.flow('worker');
    expect(fates.filtered / produced).toBeCloseTo(0.75, 1);
    // What is read after the window is in the flow of records, and in no count of the window.
    expect(seen.sum('worker', 'FilteredOutEventCount')).toBeLessThanOrEqual(fates.filtered);
    expect(seen.sum('worker', 'FilteredOutEventCount')).toBeGreaterThan(0.98 * fates.filtered);
    expect(fates.delivered + fates.filtered + fates.inFlight).toBe(produced);
    expect(seen.sum('worker', 'lost')).toBe(0);
  });
});

describe('a batch that fails', () => {
  const POISON = { poisonRate: '0.1%' };

  it('holds its shard up without end: AWS retries until the records expire', () => {
    const seen = mapped({}, POISON);
    const { produced, fates } = seen.flow('worker');
    expect(fates.delivered + fates.inFlight).toBe(produced);
    expect(fates.inFlight).toBeGreaterThan(0.3 * produced);
    // One try a second once it is stuck.
    expect(seen.sum('worker', 'Errors')).toBeGreaterThan(10);
    expect(seen.sum('worker', 'FailedInvokeEventCount')).toBeGreaterThan(0);
  });

  it('is given up after its retries: every record of it is lost, the good ones too', () => {
    const seen = mapped({ maximumRetryAttempts: 2, batchSize: 50 }, POISON);
    const { fates } = seen.flow('worker');
    const batches = seen.sum('worker', 'Errors') / 3;
    expect(Number.isInteger(batches)).toBe(true);
    expect(fates.failed).toBe(seen.sum('worker', 'DroppedEventCount'));
    expect(fates.failed).toBe(50 * batches);
  });

  it('is halved until the record at fault stands alone: only that is lost, and no retry counts before', () => {
    const seen = mapped(
      { maximumRetryAttempts: 1, bisectBatchOnFunctionError: true, batchSize: 64, retryDelay: '1 ms' },
      POISON,
    );
    const plain = mapped({ maximumRetryAttempts: 1, batchSize: 1, retryDelay: '1 ms' }, POISON);
    // With a batch of one the poison records are those that are lost.
    expect(seen.flow('worker').fates.failed).toBe(plain.flow('worker').fates.failed);
    // 64 halves six times; alone it is tried twice. Two in one batch share some of the way.
    const lost = seen.flow('worker').fates.failed;
    expect(seen.sum('worker', 'Errors')).toBeLessThanOrEqual(8 * lost);
    expect(seen.sum('worker', 'Errors')).toBeGreaterThan(5 * lost);
  });

  it('begins again at the first record that the function reports: what was before it is done', () => {
    const seen = mapped(
      { maximumRetryAttempts: 1, functionResponseTypes: ['ReportBatchItemFailures'], batchSize: 50 },
      POISON,
    );
    const { fates, produced } = seen.flow('worker');
    // The records behind the one at fault are given up with it, those before it are not.
    const whole = mapped({ maximumRetryAttempts: 1, batchSize: 50 }, POISON).flow('worker').fates.failed;
    expect(fates.failed).toBeLessThan(whole);
    expect(fates.failed + fates.delivered + fates.inFlight).toBe(produced);
    // An invocation that reports is no error.
    expect(seen.sum('worker', 'Errors')).toBe(0);
    expect(seen.sum('worker', 'FailedInvokeEventCount')).toBeGreaterThan(0);
  });

  it('with reports and halving loses the record at fault alone', () => {
    const seen = mapped(
      {
        maximumRetryAttempts: 1,
        functionResponseTypes: ['ReportBatchItemFailures'],
        bisectBatchOnFunctionError: true,
        batchSize: 50,
        retryDelay: '1 ms',
      },
      POISON,
    );
    const plain = mapped({ maximumRetryAttempts: 1, batchSize: 1, retryDelay: '1 ms' }, POISON);
    expect(seen.flow('worker').fates.failed).toBe(plain.flow('worker').fates.failed);
  });

  it('is discarded once its records are too old', () => {
    const seen = mapped({ maximumRecordAge: '60 s' }, { errorRate: '100%' }, { seconds: 150 });
    const { fates, produced } = seen.flow('worker');
    expect(fates.delivered).toBe(0);
    // The run goes on for a minute after its window; what is left is the last batches’.
    expect(fates.expired + fates.inFlight).toBe(produced);
    expect(fates.inFlight).toBeLessThanOrEqual(100);
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeGreaterThan(58);
    expect(seen.distribution('worker', 'IteratorAge').max / 1e6).toBeLessThan(60);
  });

  it('that was given up is told to a destination, one message a batch', () => {
    const seen = mapped(
      { maximumRetryAttempts: 0, batchSize: 50, destinationConfig: { onFailure: 'notes' } },
      POISON,
      { components: { notes: { type: 'sqs.queue' } } },
    );
    expect(seen.flow('worker').fates.deadLettered).toBe(50 * seen.sum('worker', 'Errors'));
    expect(seen.sum('notes', 'NumberOfMessagesSent')).toBe(seen.sum('worker', 'Errors'));
    expect(seen.sum('worker', 'OnFailureDestinationDeliveredEventCount')).toBe(
      seen.sum('worker', 'DroppedEventCount'),
    );
  });

  it('because it was throttled uses up no retry', () => {
    const seen = mapped({ maximumRetryAttempts: 0 }, { reservedConcurrentExecutions: 0 });
    const { fates, produced } = seen.flow('worker');
    expect(fates.inFlight).toBe(produced);
    expect(seen.sum('worker', 'Throttles')).toBeGreaterThan(50);
    expect(seen.sum('worker', 'FailedInvokeEventCount')).toBe(0);
  });
});

describe('fates', () => {
  it('balance and are as many as were produced, however batches are made and fail', () => {
    fc.assert(
      fc.property(
        fc.record({
          batchSize: fc.integer({ min: 1, max: 300 }),
          parallelizationFactor: fc.integer({ min: 1, max: 10 }),
          bisectBatchOnFunctionError: fc.boolean(),
          maximumBatchingWindow: fc.constantFrom('0 s', '1 s', '3 s'),
          mode: fc.constantFrom('shared', 'enhanced-fan-out'),
          functionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures']),
          filterCriteria: fc.constantFrom({ share: '100%' }, { share: '60%' }),
          retryDelay: fc.constantFrom('10 ms', '1 s'),
        }),
        fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
        fc.constantFrom(undefined, '60 s'),
        fc.record({
          poisonRate: fc.constantFrom('0%', '1%'),
          errorRate: fc.constantFrom('0%', '20%'),
          duration: fc.constantFrom({}, { perRecord: '1 ms' }, { perBatch: '300 ms' }),
          calls: fc.constantFrom([], [{ to: 'server' }]),
        }),
        fc.boolean(),
        fc.integer({ min: 1, max: 1000 }),
        (mapping, maximumRetryAttempts, maximumRecordAge, properties, kpl, seed) => {
          const seen = run({
            workloads: { events: poisson('120/s', '700 B') },
            components: {
              source: {
                type: 'kinesis.producer',
                workload: 'events',
                to: 'log',
                ...(kpl ? { client: { type: 'kpl' } } : {}),
              },
              log: {
                type: 'kinesis.stream',
                shardCount: 2,
                resharding: [{ at: '7 s', operation: 'SplitShard', shardToSplit: 0 }],
                reshardTime: '3 s',
              },
              worker: {
                type: 'lambda.function',
                timeout: '2 s',
                eventSourceMappings: [{ from: 'log', ...mapping, maximumRetryAttempts, maximumRecordAge }],
                ...properties,
              },
              server: { type: 'custom.server', serviceTime: '1 ms', servers: 2 },
            },
            seconds: 25,
            seed: String(seed),
          });
          const { produced, fates } = seen.flow('worker');
          const sum = Object.values(fates).reduce((all, one) => all + one, 0);
          expect(sum).toBe(produced);
          expect(produced).toBeGreaterThan(2000);
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});

describe('a scenario is refused', () => {
  const written = (mappings: string, more = '') => `name: refused
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  source: { type: custom.source, workload: events, to: log }
  log: { type: kinesis.stream, shardCount: 1 }
  worker: { type: lambda.function, eventSourceMappings: [${mappings}] }
${more}`;

  it.each([
    ['two mappings of one source', '{ from: log }, { from: log }', /mapping of log already/],
    ['a batch above 10,000', '{ from: log, batchSize: 10001 }', /too large/],
    ['eleven batches of a shard at a time', '{ from: log, parallelizationFactor: 11 }', /too large/],
    ['a window above 5 min', '{ from: log, maximumBatchingWindow: 301 s }', /too large/],
    ['a record age under a minute', '{ from: log, maximumRecordAge: 59 s }', /too small/],
    [
      'what only queues have',
      '{ from: log, scalingConfig: { maximumConcurrency: 5 } }',
      /a stream does not have scalingConfig/,
    ],
    ['a source that is none', '{ from: source }', /stream or a queue/],
  ])('with %s', async (_what, mappings, message) => {
    await expect(load(written(mappings))).rejects.toThrow(message);
  });

  it('with a FIFO queue as the destination of a batch', async () => {
    const text = written(
      '{ from: log, destinationConfig: { onFailure: notes } }',
      '  notes: { type: sqs.queue, fifoQueue: true }\n',
    );
    await expect(load(text)).rejects.toThrow(/FIFO/);
  });

  it.each([
    ['a function', 'notes: { type: lambda.function }'],
    ['a stream', 'notes: { type: kinesis.stream }'],
    ['a table', 'notes: { type: dynamodb.table, billingMode: PAY_PER_REQUEST }'],
  ])('with %s as the destination of a batch: AWS tells queues and topics', async (_what, notes) => {
    const text = written('{ from: log, destinationConfig: { onFailure: notes } }', `  ${notes}\n`);
    await expect(load(text)).rejects.toThrow(/"notes" cannot be this destination: name a queue or a topic/);
  });
});
