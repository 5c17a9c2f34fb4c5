// Calls that are made inside the processing: when they are made, what waits for them, and what becomes of what they send
// when the batch that they were made in fails, is ended by its timeout, or is tried again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { even, poisson, run } from '../../plan.ts';

/** A function that is invoked by a source, once a record, and calls a server. */
function calling(
  server: Record<string, unknown>,
  calls: unknown,
  more: Record<string, unknown> = {},
  workload: unknown = even('10/s', '1 KiB'),
  seconds = 60,
) {
  return run({
    workloads: { events: workload },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'worker' },
      worker: {
        type: 'lambda.function',
        coldStart: '0 s',
        invokeLatency: '0 s',
        eventQueueLatency: '0 s',
        ...more,
        calls,
      },
      provider: { type: 'custom.server', servers: 'unlimited', serviceTime: '0 s', ...server },
    },
    seconds,
  });
}

describe('a call', () => {
  it('is made inside the invocation, which lasts as long as its own work and the answer take', () => {
    const seen = calling({ serviceTime: '200 ms' }, [{ to: 'provider' }], {
      duration: { perRecord: '50 ms' },
    });
    expect(seen.mean('worker', 'Duration')).toBe(250_000);
    expect(seen.flow('provider').fates.delivered).toBe(seen.flow('worker').fates.delivered);
    // Ten a second, each for a quarter of one.
    expect(seen.level('worker', 'ConcurrentExecutions')).toBeCloseTo(2.5, 1);
  });

  it('is waited for before the next, in order', () => {
    const seen = run({
      workloads: { events: even('10/s', '1 KiB') },
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'worker' },
        worker: {
          type: 'lambda.function',
          coldStart: '0 s',
          invokeLatency: '0 s',
          eventQueueLatency: '0 s',
          calls: [{ to: 'first', client: { requestLatency: '0 s' } }, { to: 'second' }],
        },
        first: { type: 'custom.server', servers: 'unlimited', serviceTime: '100 ms' },
        second: { type: 'custom.server', servers: 'unlimited', serviceTime: '30 ms' },
      },
      seconds: 10,
    });
    expect(seen.mean('worker', 'Duration')).toBe(130_000);
    expect(seen.mean('second', 'latency') - seen.mean('first', 'latency')).toBe(30_000);
  });

  it('is made for its share of the records', () => {
    const seen = calling({}, [{ to: 'provider', share: '25%' }], {}, even('100/s', '1 KiB'));
    const share = seen.flow('provider').produced / seen.flow('worker').produced;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });
});

describe('what a call sends', () => {
  it('is lost when its record is, and not before: produced once, however often it is tried', () => {
    // The server refuses everything: no queue, and one job that never ends.
    const seen = calling(
      { servers: 1, serviceTime: '10 h', queueLimit: 0 },
      [{ to: 'provider' }],
      { maximumRetryAttempts: 1, timeout: '5 s' },
      even('1/s', '1 KiB'),
      10,
    );
    const { produced, fates } = seen.flow('provider');
    expect(produced).toBe(seen.flow('worker').produced);
    // One is in service to the end. The others: refused at once, and again a minute later with their invocation.
    expect(fates.inFlight).toBe(1);
    expect(fates.rejected + fates.inFlight).toBe(produced);
  });

  it('goes again as a duplicate when it was stored and the invocation failed', () => {
    const seen = calling(
      {},
      [{ to: 'provider' }],
      { errorRate: '100%', maximumRetryAttempts: 2 },
      even('1/s', '1 KiB'),
      10,
    );
    const flow = seen.flow('provider');
    expect(flow.fates.delivered).toBe(flow.produced);
    expect(seen.flow('worker').fates.failed + seen.flow('worker').fates.inFlight).toBe(flow.produced);
    // The first retry comes a minute later, within the time that a run waits for its last records.
    expect(flow.duplicates).toBeGreaterThan(0);
  });

  it('is lost without failing its record where nobody minds', () => {
    const seen = calling(
      { servers: 1, serviceTime: '10 h', queueLimit: 0 },
      [{ to: 'provider', whenFailed: 'ignore' }],
      { maximumRetryAttempts: 0 },
      even('1/s', '1 KiB'),
      10,
    );
    const worker = seen.flow('worker');
    // The first waits for the server until its timeout of 3 s.
    expect(worker.fates.delivered).toBe(worker.produced - 1);
    expect(seen.flow('provider').fates.rejected).toBe(worker.produced - 1);
  });

  it('goes on to its sink when the invocation is ended by its timeout', () => {
    const seen = calling(
      { serviceTime: '5 s' },
      [{ to: 'provider' }],
      { timeout: '1 s', maximumRetryAttempts: 0 },
      even('1/s', '1 KiB'),
      10,
    );
    expect(seen.sum('worker', 'Timeouts')).toBeGreaterThan(5);
    expect(seen.flow('worker').fates.failed).toBe(seen.flow('worker').produced);
    expect(seen.flow('provider').fates.delivered).toBe(seen.flow('provider').produced);
  });
});

describe('the books', () => {
  const percent = fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`);
  const call = fc.record({
    to: fc.constantFrom('provider', 'stream', 'queue', 'topic'),
    per: fc.constantFrom('record', 'batch', 'key'),
    share: fc.constantFrom('100%', '50%'),
    parallel: fc.constantFrom(1, 3),
    whenFailed: fc.constantFrom('fail', 'ignore'),
    client: fc.record({
      requestLatency: fc.constantFrom('auto', '0 s', '400 ms'),
      failedRecords: fc.record({ maxAttempts: fc.constantFrom(1, 3) }),
    }),
  });

  it('balance under errors, retries, timeouts, refusals and duplicates, whatever is called', () => {
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 3 }),
        percent,
        fc.constantFrom('0%', '20%'),
        fc.constantFrom('50 ms', '900 ms', '1500 ms'),
        fc.constantFrom(0, 1, 2),
        fc.constantFrom(1, 3, 'unlimited'),
        fc.integer({ min: 1, max: 1e6 }),
        (calls, errorRate, poisonRate, serviceTime, maximumRetryAttempts, servers, seed) => {
          const seen = run({
            workloads: { events: poisson('20/s', '200 KiB') },
            components: {
              source: { type: 'custom.source', workload: 'events', to: 'worker' },
              worker: {
                type: 'lambda.function',
                timeout: '1 s',
                maximumRetryAttempts,
                errorRate,
                poisonRate,
                duration: { perRecord: '20 ms' },
                calls,
              },
              provider: {
                type: 'custom.server',
                servers,
                serviceTime: { distribution: 'exponential', mean: serviceTime },
                queueLimit: 5,
                to: 'next',
              },
              next: { type: 'custom.server', servers: 'unlimited', serviceTime: '10 ms' },
              stream: { type: 'kinesis.stream' },
              queue: { type: 'sqs.queue' },
              topic: { type: 'sns.topic', subscriptions: [{ to: 'copies' }] },
              copies: { type: 'sqs.queue' },
            },
            faults: [
              { kind: 'crash', component: 'provider', at: '8 s', for: '3 s' },
              { kind: 'crash', component: 'worker', at: '13 s', for: '1 s' },
            ],
            seconds: 20,
            seed: String(seed),
          });
          expect(seen.flow('worker').produced).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
