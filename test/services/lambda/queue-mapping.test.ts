// A function that Lambda invokes with the messages of a queue: how fast it takes on a backlog, what becomes of batches that
// fail or are throttled, and what is left of each message in the end.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A queue that a source sends to, one message at a time, and a function that it is polled for; no call takes any time. */
function mapped(mapping: Properties, functionProperties: Properties = {}, more: Properties = {}) {
  const { queue = {}, components = {}, rate = '100/s', ...rest } = more as Record<string, never>;
  return run({
    workloads: { events: even(rate, '1 KiB') },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'queue' },
      queue: { type: 'sqs.queue', ...(queue as Properties) },
      worker: {
        type: 'lambda.function',
        coldStart: '0 s',
        invokeLatency: '0 s',
        eventQueueLatency: '0 s',
        timeout: '20 s',
        eventSourceMappings: [{ from: 'queue', requestLatency: '0 s', ...mapping }],
        ...functionProperties,
      },
      ...(components as Record<string, { readonly type: string }>),
    },
    seconds: 60,
    ...rest,
  });
}

const concurrency = (seen: ReturnType<typeof run>) => {
  const found = seen.result.metrics.find((one) => one.metric === 'MappingConcurrency');
  return Array.from((found as unknown as { series: { max: Float64Array } }).series.max);
};

describe('pollers', () => {
  it('begin with five batches, and add five a second while messages wait', () => {
    const seen = mapped({ batchSize: 1 }, { duration: { perBatch: '19 s' } }, { rate: '1000/s' });
    const most = concurrency(seen);
    // In second n (from 0) five have been added n times.
    for (const second of [0, 1, 10, 30, 50]) expect(most[second]).toBe(5 + 5 * second);
  });

  it('go on to 1,250 and no further', () => {
    const seen = mapped(
      { batchSize: 1 },
      { duration: { perBatch: '19 s' } },
      {
        rate: '300/s',
        seconds: 300,
        account: { lambda: { concurrentExecutions: 5000 } },
      },
    );
    const most = concurrency(seen);
    expect(Math.max(...most)).toBe(1250);
    // (1,250 − 5) / 5 a second.
    expect(most.indexOf(1250)).toBeGreaterThanOrEqual(248);
  });

  it('stop at the mapping’s own maximum: no more is received than can run', () => {
    const seen = mapped(
      { batchSize: 1, scalingConfig: { maximumConcurrency: 7 } },
      { duration: { perBatch: '1 s' } },
    );
    expect(Math.max(...concurrency(seen))).toBe(7);
    expect(seen.sum('worker', 'Throttles')).toBe(0);
    expect(seen.sum('worker', 'Invocations')).toBeGreaterThan(7 * 57);
    expect(seen.sum('worker', 'Invocations')).toBeLessThanOrEqual(7 * 60);
  });

  it('add nothing while one of them waits for messages', () => {
    const seen = mapped({ batchSize: 1 }, { duration: { perBatch: '20 ms' } });
    expect(Math.max(...concurrency(seen))).toBeLessThanOrEqual(5);
    // Two at work on average: 100/s of 20 ms.
    expect(seen.level('worker', 'MappingConcurrency')).toBeCloseTo(2, 1);
  });

  it('poll three times a minute each where there is nothing, and each receive is billed', () => {
    const seen = mapped({}, {}, { rate: '0.001/s' });
    expect(seen.sum('queue', 'NumberOfEmptyReceives')).toBe(10);
    // The one message that comes ends the poll that waits for it.
    expect(seen.sum('queue', 'Receives')).toBe(11);
  });

  it('in provisioned mode have ten batches each, and 1,000 a minute are added', () => {
    const seen = mapped(
      { batchSize: 1, provisionedPollerConfig: { minimumPollers: 5, maximumPollers: 20 } },
      { duration: { perBatch: '19 s' } },
      { rate: '1000/s' },
    );
    const most = concurrency(seen);
    expect(most[0]).toBe(50);
    expect(most[3]).toBe(100);
    expect(Math.max(...most)).toBe(200);
    expect(Math.max(...seen.series('worker', 'ProvisionedPollers'))).toBe(20);
  });
});

describe('a batch', () => {
  it('is what one poll brought: a long poll ends with the first message', () => {
    const seen = mapped({}, {}, { rate: '10/s' });
    expect(seen.sum('worker', 'Invocations')).toBe(600);
    expect(seen.mean('worker', 'latency')).toBe(0);
    expect(seen.sum('worker', 'DeletedEventCount')).toBe(600);
  });

  it('is gathered over many polls within its window', () => {
    const seen = mapped({
      batchSize: 100,
      maximumBatchingWindow: '10 s',
      scalingConfig: { maximumConcurrency: 2 },
    });
    // Two pollers share 100 messages a second: both have 100 after two seconds.
    expect(seen.sum('worker', 'Invocations')).toBeGreaterThanOrEqual(56);
    expect(seen.sum('worker', 'Invocations')).toBeLessThanOrEqual(60);
    const { sum, count } = seen.distribution('worker', 'EventSize');
    expect(sum / count).toBeCloseTo(100 * (1024 + 800), -3);
  });

  it('has 6 MiB at most: what does not fit is in the next', () => {
    const seen = run({
      workloads: { events: even('10/s', '1000000 B') },
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'queue' },
        queue: { type: 'sqs.queue' },
        worker: {
          type: 'lambda.function',
          coldStart: '0 s',
          eventSourceMappings: [{ from: 'queue', batchSize: 100, maximumBatchingWindow: '5 s' }],
        },
      },
      seconds: 60,
    });
    // Six of 1,000,800 B, always: what is over begins the next window, and is not worked on by itself.
    const { max, sum, count } = seen.distribution('worker', 'EventSize');
    expect(max).toBe(6 * 1_000_800);
    expect(sum / count).toBe(6 * 1_000_800);
    expect(seen.flow('worker').fates.delivered).toBe(seen.flow('worker').produced);
  });

  it('that waits for its window stays hidden: for the window, the timeout and 30 s where those outlast the visibility timeout', () => {
    const received = (visibilityTimeout: string) => {
      const seen = mapped(
        { maximumBatchingWindow: '1 min' },
        { errorRate: '100%' },
        { queue: { visibilityTimeout }, rate: '0.003/s', seconds: 300 },
      );
      return seen.sum('queue', 'NumberOfMessagesReceived');
    };
    // One message, which fails whenever its minute is over, and comes again 60 + 20 + 30 s after each receive: at 0, 110 and 220 s.
    expect(received('30 s')).toBe(3);
    expect(received('79 s')).toBe(3);
    // From 60 + 20 s on the queue's own is long enough: 0, 80, 160 and 240 s.
    expect(received('80 s')).toBe(4);
  });

  it('leaves out what the filters keep back: that is deleted, and no loss', () => {
    const seen = mapped({ filterCriteria: { share: '25%' } });
    const { produced, fates } = seen.flow('worker');
    expect(fates.filtered / produced).toBeCloseTo(0.75, 1);
    expect(fates.delivered + fates.filtered).toBe(produced);
    expect(seen.sum('worker', 'DeletedEventCount')).toBe(produced);
    expect(seen.sum('worker', 'lost')).toBe(0);
  });
});

describe('a batch that fails', () => {
  const DEAD = { dead: { type: 'sqs.queue' } };
  const redrivePolicy = { deadLetterTarget: 'dead', maxReceiveCount: 3 };

  it('stays hidden until its visibility timeout is over, and comes again', () => {
    const seen = mapped(
      { batchSize: 1 },
      { errorRate: '30%' },
      { queue: { visibilityTimeout: '20 s' }, rate: '20/s' },
    );
    const { produced, fates } = seen.flow('worker');
    expect(fates.delivered + fates.inFlight).toBe(produced);
    // Seven in ten at once; the others 20 s later, or 40.
    const { max } = seen.distribution('worker', 'latency');
    expect(max / 1e6).toBeGreaterThan(39);
    expect(seen.sum('worker', 'Errors') / seen.sum('worker', 'Invocations')).toBeCloseTo(0.3, 1);
  });

  it('takes good messages with it to the dead-letter queue', () => {
    const seen = mapped(
      {},
      { poisonRate: '1%' },
      {
        components: DEAD,
        queue: { visibilityTimeout: '20 s', redrivePolicy },
        rate: '1000/s',
        seconds: 100,
      },
    );
    const reported = mapped(
      { functionResponseTypes: ['ReportBatchItemFailures'] },
      { poisonRate: '1%' },
      {
        components: DEAD,
        queue: { visibilityTimeout: '20 s', redrivePolicy },
        rate: '1000/s',
        seconds: 100,
      },
    );
    const lost = reported.flow('worker').fates.deadLettered;
    // With reports, the poison alone.
    expect(lost / reported.flow('worker').produced).toBeLessThan(0.012);
    expect(seen.flow('worker').fates.deadLettered).toBeGreaterThanOrEqual(lost);
    expect(reported.sum('worker', 'Errors')).toBe(0);
  });

  it('lets the mapping take its concurrency back, as much as invocations fail', () => {
    const run = (errorRate: string) =>
      Math.max(
        ...concurrency(
          mapped({ batchSize: 1 }, { errorRate, duration: { perBatch: '500 ms' } }, { rate: '1000/s' }),
        ),
      );
    expect(run('0%')).toBeGreaterThan(290);
    // a ↦ 0.95 a + 2.5 stands still at 50.
    expect(run('50%')).toBeGreaterThan(30);
    expect(run('50%')).toBeLessThan(80);
    expect(run('100%')).toBe(5);
  });

  it('because it is throttled is held until its messages are visible again, which costs each a receive', () => {
    const seen = mapped(
      { batchSize: 1 },
      { reservedConcurrentExecutions: 0 },
      {
        queue: { visibilityTimeout: '20 s', redrivePolicy },
        components: DEAD,
        rate: '0.1/s',
        seconds: 120,
      },
    );
    // Nothing runs; after three receives of 20 s the messages are dead-lettered.
    expect(seen.sum('worker', 'Invocations')).toBe(0);
    expect(seen.sum('worker', 'Throttles')).toBeGreaterThan(100);
    expect(seen.flow('worker').fates.deadLettered).toBeGreaterThan(4);
    expect(seen.sum('worker', 'FailedInvokeEventCount')).toBe(0);
  });

  it('of a FIFO queue holds its group up, and no other', () => {
    const seen = mapped(
      {},
      { poisonRate: '0.5%' },
      { queue: { fifoQueue: true, contentBasedDeduplication: true } },
    );
    const { produced, fates } = seen.flow('worker');
    expect(fates.delivered + fates.inFlight).toBe(produced);
    expect(fates.delivered).toBeGreaterThan(0.5 * produced);
    expect(fates.inFlight).toBeGreaterThan(0);
  });
});

describe('fates', () => {
  it('balance however the function fails, and whatever queue and mapping are like', () => {
    fc.assert(
      fc.property(
        fc.record({
          visibilityTimeout: fc.constantFrom('2 s', '8 s'),
          fifo: fc.boolean(),
          dead: fc.boolean(),
        }),
        fc.constantFrom(
          { batchSize: 1 },
          { batchSize: 10 },
          { functionResponseTypes: ['ReportBatchItemFailures'] },
          { scalingConfig: { maximumConcurrency: 2 } },
          { provisionedPollerConfig: {} },
          { filterCriteria: { share: '50%' } },
        ),
        fc.boolean(),
        fc.record({
          poisonRate: fc.constantFrom('0%', '2%'),
          errorRate: fc.constantFrom('0%', '20%'),
          duration: fc.constantFrom({}, { perRecord: '30 ms' }, { perBatch: '3 s' }),
          reservedConcurrentExecutions: fc.constantFrom(undefined, 1, 3),
          calls: fc.constantFrom([], [{ to: 'server' }], [{ to: 'server', per: 'batch' }]),
        }),
        fc.constantFrom('0%', '3%'),
        fc.integer({ min: 1, max: 1000 }),
        ({ fifo, dead, ...queue }, mapping, windowed, properties, duplicateSends, seed) => {
          const window = windowed && !fifo ? { maximumBatchingWindow: '1 s' } : {};
          const seen = run({
            workloads: { events: poisson('80/s', '700 B') },
            components: {
              source: { type: 'sqs.producer', workload: 'events', to: 'queue', duplicateSends },
              queue: {
                type: 'sqs.queue',
                fifoQueue: fifo,
                ...queue,
                ...(dead ? { redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 2 } } : {}),
              },
              ...(dead ? { dead: { type: 'sqs.queue', fifoQueue: fifo } } : {}),
              worker: {
                type: 'lambda.function',
                timeout: '2 s',
                eventSourceMappings: [{ from: 'queue', ...mapping, ...window }],
                ...properties,
              },
              server: { type: 'custom.server', serviceTime: '1 ms', servers: 2 },
            },
            seconds: 20,
            seed: String(seed),
          });
          const { produced, fates } = seen.flow('worker');
          expect(Object.values(fates).reduce((all, one) => all + one, 0)).toBe(produced);
          expect(produced).toBeGreaterThan(1200);
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);
});

describe('a scenario is refused', () => {
  const written = (mapping: string, queue: string, properties = 'timeout: 3 s') => `name: refused
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  source: { type: sqs.producer, workload: events, to: queue }
  queue: { type: sqs.queue, ${queue} }
  worker: { type: lambda.function, ${properties}, eventSourceMappings: [{ from: queue, ${mapping} }] }
`;

  it.each([
    [
      'a visibility timeout under the function’s timeout',
      'batchSize: 1',
      'visibilityTimeout: 2 s',
      /visibility timeout of "queue" \(2 s\) is less than the function’s timeout \(3 s\)/,
    ],
    ['a window on a FIFO queue', 'maximumBatchingWindow: 1 s', 'fifoQueue: true', /FIFO/],
    ['a window of 1.5 s', 'maximumBatchingWindow: 1500 ms', 'delay: 0 s', /not in whole seconds/],
    [
      'a visibility timeout of half a second',
      'batchSize: 1',
      'visibilityTimeout: 500 ms',
      /not in whole seconds/,
    ],
    ['eleven messages of a FIFO queue', 'batchSize: 11', 'fifoQueue: true', /10 messages at most/],
    ['eleven messages without a window', 'batchSize: 11', 'delay: 0 s', /maximumBatchingWindow of 1 s/],
    ['a batch above 10,000', 'batchSize: 10001, maximumBatchingWindow: 1 s', 'delay: 0 s', /too large/],
    [
      'what only streams have',
      'parallelizationFactor: 2',
      'delay: 0 s',
      /a queue does not have parallelizationFactor/,
    ],
    [
      'pollers and a maximum concurrency',
      'provisionedPollerConfig: {}, scalingConfig: { maximumConcurrency: 5 }',
      'delay: 0 s',
      /no maximum concurrency/,
    ],
    ['a maximum concurrency of one', 'scalingConfig: { maximumConcurrency: 1 }', 'delay: 0 s', /too small/],
  ])('with %s', async (_what, mapping, queue, message) => {
    await expect(load(written(mapping, queue))).rejects.toThrow(message);
  });
});
