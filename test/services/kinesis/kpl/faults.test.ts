// What faults do to a producer with the Kinesis Producer Library, by hand: 100 records a second at even distances for 60 s,
// and requests that take as long as they are told. A record waits at most 120 ms before its request: 100 ms in the
// aggregator and 20 ms in the collector.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, run } from '../../plan.ts';
import { faultyProducer, lostOf } from '../faulty-producer.ts';

function plan(faults: NonNullable<Plan['faults']>, client: object = {}, producer: object = {}): Plan {
  return faultyProducer(
    { type: 'kpl', requestLatency: '10 ms', listShardsLatency: '0 s', ...client },
    faults,
    producer,
  );
}

describe('hosts that crash', () => {
  const crash = { kind: 'crash', at: '20 s', for: '10 s', component: 'web' } as const;

  it('lose what the library gathers, at most 120 ms of it, and drop what comes while they are down', () => {
    const seen = run(plan([crash]));
    const { fates } = seen.flow('app');
    expect(fates.dropped).toBeGreaterThanOrEqual(1000);
    expect(fates.dropped).toBeLessThanOrEqual(1000 + 13);
    expect(lostOf(seen)).toBe(fates.dropped);
    expect(seen.sum('web', 'DroppedByFault')).toBe(fates.dropped);
    expect(seen.sum('web', 'DroppedRecords')).toBe(0);
  });

  it('lose no record that the stream has taken, though nobody waits for the answer', () => {
    // Requests take a second: a hundred records are under way, and reach the stream all the same.
    const { fates } = run(plan([crash], { requestLatency: '1 s' })).flow('app');
    expect(fates.dropped).toBeGreaterThanOrEqual(1000);
    expect(fates.dropped).toBeLessThanOrEqual(1000 + 13);
  });

  it('hold nothing when they are back: the level of what is pending falls to none', () => {
    const seen = run(plan([crash]));
    const pending = seen.series('web', 'UserRecordsPending');
    const period = 60 / pending.length;
    for (const [i, value] of pending.entries()) {
      if (i * period >= 20.2 && (i + 1) * period < 30) expect(value).toBe(0);
    }
    // Before and after, it is what 100/s leave in 10 to 130 ms: about 7, never above 14.
    expect(seen.level('web', 'UserRecordsPending')).toBeGreaterThan(3);
    expect(seen.level('web', 'UserRecordsPending')).toBeLessThan(14);
  });

  it('and are down at the end of the run: the books balance', () => {
    const seen = run(plan([{ ...crash, at: '50 s', for: '10 min' }], { requestLatency: '1 s' }));
    expect(lostOf(seen)).toBe(seen.flow('app').fates.dropped);
    expect(seen.flow('app').fates.dropped).toBeLessThanOrEqual(1013);
  });
});

describe('a producer that is paused', () => {
  const pause = { kind: 'pause', at: '20 s', for: '5 s', component: 'web' } as const;

  it('holds what it gathers, and sends it when the pause is over', () => {
    const seen = run(plan([pause]));
    expect(lostOf(seen)).toBe(0);
    // Sent at 25 s, there 10 ms later; the oldest was handed over up to 120 ms before the pause.
    expect(seen.distribution('app', 'latency').max).toBeGreaterThanOrEqual(5_000_000);
    expect(seen.distribution('app', 'latency').max).toBeLessThanOrEqual(5_130_000);
  });

  it('or drops what is handed over meanwhile, 5 s of 100 records/s, and keeps what it had', () => {
    const seen = run(plan([{ ...pause, whilePaused: 'drop' }]));
    expect(seen.flow('app').fates).toMatchObject({ dropped: 500, delivered: 5500 });
  });

  it('holds no more than maxBuffered', () => {
    // 100 B and a key of 12 B: 11,200 B hold 100 records, those of the last 120 ms among them: 400 of 500 find no room.
    const seen = run(plan([pause], {}, { maxBuffered: '11200 B' }));
    const { dropped } = seen.flow('app').fates;
    expect(dropped).toBeGreaterThanOrEqual(400);
    expect(dropped).toBeLessThanOrEqual(413);
    expect(lostOf(seen)).toBe(dropped);
    expect(seen.sum('web', 'DroppedRecords')).toBe(dropped);
  });
});

describe('requests that are slow', () => {
  const slow = { kind: 'slow', at: '30 s', for: '30 s', component: 'web', factor: 3 } as const;

  it('take three times as long for half of the time: 20 ms on average', () => {
    const seen = run(plan([slow]));
    expect(seen.mean('web', 'RequestTime') / 20_000).toBeCloseTo(1, 1);
    expect(lostOf(seen)).toBe(0);
  });

  it('are given up after six seconds though they are stored: duplicates, but no loss', () => {
    // Ten seconds each for those sent between 20 and 30 s. A record opens a container every 110 ms, and ten more join it
    // within its 100 ms; 24 connections send 24 of those, and 24 more when the first are given up after 6 s.
    const seen = run(plan([{ ...slow, at: '20 s', for: '10 s', factor: 1000 }]));
    expect(lostOf(seen)).toBe(0);
    expect(Math.abs(seen.flow('app').duplicates - 48 * 11)).toBeLessThanOrEqual(11);
    expect(seen.sum('web', 'UserRecordExpired')).toBe(0);
  });
});

describe('a zone that is lost', () => {
  const zone = { kind: 'az-lost', at: '20 s', for: '10 s', component: 'web' } as const;

  it('takes what a third of the hosts gather; the others get their records', () => {
    const seen = run(plan([zone], {}, { hosts: 3 }));
    const { dropped } = seen.flow('app').fates;
    // A third of 100/s for 120 ms: four records, and twelve if all of them went to that host.
    expect(dropped).toBeLessThanOrEqual(13);
    expect(lostOf(seen)).toBe(dropped);
  });

  it('takes all of one host', () => {
    const { dropped } = run(plan([zone])).flow('app').fates;
    expect(dropped).toBeGreaterThanOrEqual(1000);
    expect(dropped).toBeLessThanOrEqual(1013);
  });
});

describe('whatever goes wrong, and however often', () => {
  const times = {
    at: fc.integer({ min: 0, max: 3_999 }).map((ms) => `${ms} ms`),
    for: fc.integer({ min: 1, max: 2_000 }).map((ms) => `${ms} ms`),
  };
  const web = fc.constant('web');
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
      component: web,
      whilePaused: fc.constantFrom('hold', 'drop'),
    }),
  );
  const design = fc.record({
    rate: fc.constantFrom('20/s', '200/s', '1200/s'),
    hosts: fc.integer({ min: 1, max: 4 }),
    shardCount: fc.integer({ min: 1, max: 3 }),
    maxBuffered: fc.constantFrom('unlimited', '20 KiB'),
    mode: fc.constantFrom('shared', 'enhanced-fan-out'),
    client: fc.record({
      aggregationEnabled: fc.boolean(),
      recordTtl: fc.constantFrom('1 s', '30 s'),
      failIfThrottled: fc.boolean(),
      maxConnections: fc.constantFrom(1, 24),
      requestTimeout: fc.constantFrom('100 ms', '6 s'),
      listShardsLatency: fc.constantFrom('0 s', '100 ms'),
    }),
  });

  it('every record has one end, losses are counted where they happen, and what is stored is delivered', () => {
    fc.assert(
      fc.property(fc.array(fault, { minLength: 1, maxLength: 4 }), design, (faults, drawn) => {
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
              client: { type: 'kpl', ...client },
            },
            s: { type: 'kinesis.stream', shardCount },
            app: { type: 'kinesis.consumer', from: 's', mode, hosts },
          },
          seconds: 4,
          faults,
        };
        const seen = run(given); // throws when the books do not balance
        const { produced, fates } = seen.flow('app');
        expect(Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(produced);
        expect(seen.sum('web', 'DroppedByFault') + seen.sum('web', 'DroppedRecords')).toBe(fates.dropped);
        // The run goes on for a minute: whatever could be put has been, and all that was stored is read.
        expect(fates.inFlight).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});
