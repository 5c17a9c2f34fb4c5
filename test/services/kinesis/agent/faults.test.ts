// What faults do to a producer with the Kinesis Agent, by hand: 100 records a second at even distances for 60 s into buffers
// of a second, which its heartbeat closes up to a second later.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, run } from '../../plan.ts';
import { faultyProducer, lostOf } from '../faulty-producer.ts';

function plan(faults: NonNullable<Plan['faults']>, client: object = {}, producer: object = {}): Plan {
  return faultyProducer(
    { type: 'agent', requestLatency: '10 ms', maxBufferAge: '1 s', ...client },
    faults,
    producer,
  );
}

describe('an agent that is paused', () => {
  const pause = { kind: 'pause', at: '20 s', for: '5 s', component: 'web' } as const;

  it('holds what is written, and sends it when the pause is over', () => {
    const seen = run(plan([pause]));
    expect(lostOf(seen)).toBe(0);
    // The oldest was written up to 2.1 s before: a tenth to be read, a second of its buffer, a second to be looked at.
    expect(seen.distribution('app', 'latency').max).toBeGreaterThanOrEqual(5_000_000);
    expect(seen.distribution('app', 'latency').max).toBeLessThanOrEqual(7_200_000);
  });

  it('or drops what is written meanwhile, 5 s of 100 records/s, and keeps what it had', () => {
    const seen = run(plan([{ ...pause, whilePaused: 'drop' }]));
    expect(seen.flow('app').fates).toMatchObject({ dropped: 500, delivered: 5500 });
  });
});

describe('requests that are slow', () => {
  it('cost time alone, however slow they are', () => {
    const slow = { kind: 'slow', at: '20 s', for: '10 s', component: 'web', factor: 1000 } as const;
    const seen = run(plan([slow]));
    expect(lostOf(seen)).toBe(0);
    expect(seen.distribution('app', 'latency').max).toBeGreaterThan(10_000_000);
    expect(seen.flow('app').duplicates).toBe(0);
  });
});

describe('a zone that is lost', () => {
  it('takes what a third of the hosts hold; the others get their records', () => {
    const zone = { kind: 'az-lost', at: '20 s', for: '10 s', component: 'web' } as const;
    const seen = run(plan([zone], {}, { hosts: 3 }));
    const { dropped } = seen.flow('app').fates;
    // A third of 100/s for at most 2.1 s, and the request under way.
    expect(dropped).toBeGreaterThan(0);
    expect(dropped).toBeLessThanOrEqual(110);
    expect(lostOf(seen)).toBe(dropped);
  });
});

describe('whatever goes wrong, and however often', () => {
  const times = {
    at: fc.integer({ min: 0, max: 3_999 }).map((ms) => `${ms} ms`),
    for: fc.integer({ min: 1, max: 2_000 }).map((ms) => `${ms} ms`),
  };
  const fault = fc.oneof(
    fc.record({ ...times, kind: fc.constant('crash' as const), component: fc.constantFrom('web', 'app') }),
    fc.record({ ...times, kind: fc.constant('az-lost' as const) }),
    fc.record({
      ...times,
      kind: fc.constant('slow' as const),
      component: fc.constantFrom('web', 's', 'app'),
      factor: fc.constantFrom(2, 4),
    }),
    fc.record({
      ...times,
      kind: fc.constant('pause' as const),
      component: fc.constant('web'),
      whilePaused: fc.constantFrom('hold', 'drop'),
    }),
  );
  const design = fc.record({
    rate: fc.constantFrom('20/s', '200/s', '1200/s', '2500/s'),
    hosts: fc.integer({ min: 1, max: 4 }),
    shardCount: fc.integer({ min: 1, max: 3 }),
    maxBuffered: fc.constantFrom('unlimited', '20 KiB'),
    mode: fc.constantFrom('shared', 'enhanced-fan-out'),
    client: fc.record({
      maxBufferSizeRecords: fc.constantFrom(1, 20, 500),
      maxBufferSizeBytes: fc.constantFrom('1 B', '5 MiB'),
      publishQueueCapacity: fc.constantFrom(1, 100),
      maxSendingThreads: fc.constantFrom(1, 24),
      sendingThreadsMaxQueueSize: fc.constantFrom(1, 100),
      partitionKeyOption: fc.constantFrom('RANDOM', 'DETERMINISTIC'),
    }),
  });

  it('every record has one end, nothing is lost but with a host or for want of room, and the same run comes again', () => {
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 4 }), design, (faults, drawn) => {
        const { rate, hosts, shardCount, maxBuffered, mode, client } = drawn;
        const given: Plan = {
          workloads: { w: { arrivals: { process: 'poisson', rate }, size: '300 B' } },
          components: {
            web: {
              type: 'kinesis.producer',
              workload: 'w',
              to: 's',
              hosts,
              maxBuffered,
              client: { type: 'agent', maxBufferAge: '1 s', ...client },
            },
            s: { type: 'kinesis.stream', shardCount },
            app: { type: 'kinesis.consumer', from: 's', mode, hosts },
          },
          seconds: 4,
          faults,
        };
        // A run whose books do not balance throws.
        const seen = run(given);
        const { produced, fates } = seen.flow('app');
        expect(fates.delivered + fates.inFlight + fates.dropped).toBe(produced);
        expect(seen.sum('web', 'DroppedRecords') + seen.sum('web', 'DroppedByFault')).toBe(fates.dropped);
        expect(seen.sum('web', 'ProducedRecords')).toBe(produced);
        expect(run(given).result.fingerprint).toBe(seen.result.fingerprint);
      }),
      { numRuns: 30 },
    );
  });
});
