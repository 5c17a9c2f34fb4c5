// What must hold for every design: its books balance (a run stops otherwise), it is the same when run again, and what
// is unrelated leaves it alone.

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, run, type Seen } from '../plan.ts';

const client = fc.record({
  operation: fc.constantFrom('PutRecords', 'PutRecord'),
  maxRecords: fc.integer({ min: 1, max: 500 }),
  linger: fc.constantFrom('0 s', '20 ms', '300 ms'),
  attempts: fc.integer({ min: 1, max: 4 }),
  keepOrder: fc.boolean(),
  connections: fc.integer({ min: 1, max: 4 }),
  retry: fc.constantFrom('standard', 'standard-before-2026', 'none'),
});
const consumer = fc.record({
  mode: fc.constantFrom('shared', 'enhanced-fan-out'),
  maxRecords: fc.constantFrom(10, 10_000),
  idle: fc.constantFrom('100 ms', '1 s'),
  perRecord: fc.constantFrom('0 s', '1 ms', '50 ms', { distribution: 'exponential', mean: '5 ms' }),
  perBatch: fc.constantFrom('0 s', '10 ms'),
  late: fc.constantFrom(
    {},
    { joinsAt: '150 ms' },
    { joinsAt: '1 s', initialPositionInStream: 'LATEST' },
    { joinsAt: '0 s', initialPositionInStream: 'TRIM_HORIZON' },
    { joinsAt: '900 ms', initialPositionInStream: 'TRIM_HORIZON' },
  ),
});
const design = fc.record({
  rate: fc.integer({ min: 1, max: 1500 }),
  process: fc.constantFrom('poisson', 'constant'),
  size: fc.constantFrom('100 B', '40 KiB', { distribution: 'lognormal', median: '500 B', p99: '4 KiB' }),
  keys: fc.constantFrom(
    { distribution: 'uniform', keys: 50 },
    { distribution: 'hot', keys: 50, hotKeys: 1, hotShare: '70%' },
  ),
  shards: fc.integer({ min: 1, max: 3 }),
  hosts: fc.integer({ min: 1, max: 3 }),
  buffer: fc.constantFrom('unlimited', '20 KiB', '1 MiB'),
  client,
  consumers: fc.array(consumer, { maxLength: 2 }),
  seconds: fc.constantFrom(0.3, 2),
  warmupSeconds: fc.constantFrom(0, 1),
  seed: fc.nat(1000).map(String),
});
type Drawn = typeof design extends fc.Arbitrary<infer T> ? T : never;

function planOf(drawn: Drawn): Plan {
  const { operation, maxRecords, linger, attempts, keepOrder, connections, retry } = drawn.client;
  const consumers = drawn.consumers.map((one, i) => [
    `reader-${i}`,
    {
      type: 'kinesis.consumer',
      from: 'stream',
      mode: one.mode,
      maxRecords: one.maxRecords,
      idleTimeBetweenReads: one.idle,
      ...one.late,
      processing: { perRecord: one.perRecord, perBatch: one.perBatch },
    },
  ]);
  return {
    workloads: {
      events: {
        arrivals: { process: drawn.process, rate: `${drawn.rate}/s` },
        size: drawn.size,
        partitionKey: drawn.keys,
      },
    },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        hosts: drawn.hosts,
        maxBuffered: drawn.buffer,
        client: {
          type: 'sdk',
          operation,
          batch: { maxRecords, linger },
          failedRecords: { maxAttempts: attempts, keepOrder },
          maxConnections: connections,
          retry: { mode: retry },
        },
      },
      stream: { type: 'kinesis.stream', shardCount: drawn.shards },
      ...Object.fromEntries(consumers),
    },
    seconds: drawn.seconds,
    warmupSeconds: drawn.warmupSeconds,
    seed: drawn.seed,
  };
}

/** Whether all that two runs recorded agrees, to the last bit: much quicker than a matcher that says where not. */
function agree(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

function countOf(seen: Seen, to: string): number {
  const { fates } = seen.flow(to);
  return Object.values(fates).reduce((sum, count) => sum + count, 0);
}

describe('any design', () => {
  it('has books that balance, a latency for every record produced, and the same fingerprint when run again', () => {
    fc.assert(
      fc.property(design, (drawn) => {
        const plan = planOf(drawn);
        const seen = run(plan);
        const ends = drawn.consumers.length === 0 ? ['stream'] : drawn.consumers.map((_, i) => `reader-${i}`);
        expect(seen.result.flows.map(({ to }) => to)).toEqual(ends);
        for (const to of ends) {
          const { produced, fates, latencySharesUs } = seen.flow(to);
          expect(countOf(seen, to)).toBe(produced);
          expect(produced).toBe(seen.sum('hosts', 'ProducedRecords'));
          if (to === 'stream') continue;
          const { count, infinite, censoredCount, sum } = seen.distribution(to, 'latency');
          expect([count, censoredCount]).toEqual([fates.delivered, fates.inFlight]);
          expect(count + censoredCount + infinite).toBe(produced - fates.filtered);
          expect(seen.sum(to, 'produced')).toBe(produced - fates.filtered);
          expect(seen.sum(to, 'lost')).toBe(infinite);
          // Where the time of what was delivered went adds up to it.
          const shares = Object.values(latencySharesUs).reduce((total, us) => total + us, 0);
          expect(Math.abs(shares - sum)).toBeLessThanOrEqual(1e-9 * sum);
          for (const us of Object.values(latencySharesUs)) expect(us).toBeGreaterThanOrEqual(0);
        }
        // What shards count adds up to what the stream counts.
        for (const metric of [
          'OfferedRecords',
          'AttemptedRecords',
          'IncomingRecords',
          'WriteProvisionedThroughputExceeded',
        ]) {
          const parts = Array.from({ length: drawn.shards }, (_, i) =>
            seen.sum('stream', metric, `shardId-00000000000${i}`),
          );
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(seen.sum('stream', metric));
        }
        expect(
          seen.sum('stream', 'IncomingRecords') + seen.sum('stream', 'WriteProvisionedThroughputExceeded'),
        ).toBe(seen.sum('stream', 'AttemptedRecords'));
        const again = run(plan).result;
        expect(again.fingerprint).toBe(seen.result.fingerprint);
        expect(agree(again, seen.result)).toBe(true);
        expect(run(plan, 2).result.fingerprint).not.toBe(seen.result.fingerprint);
      }),
      { numRuns: 40 },
    );
  });

  it('does the same to one row of ten records as to ten rows of one, where nothing is cut in the middle of a row', () => {
    // Batches of whole rows, buckets that never run dry, work that takes no time by the record: then a row's records
    // share every moment of their lives. Where a limit falls inside a row, the two differ by design: see below.
    fc.assert(
      fc.property(design, fc.integer({ min: 1, max: 50 }), (drawn, batches) => {
        const whole: Drawn = {
          ...drawn,
          rate: 1 + (drawn.rate % 40),
          size: '100 B',
          shards: 3,
          buffer: 'unlimited',
          client: { ...drawn.client, operation: 'PutRecords', maxRecords: 10 * batches },
          consumers: drawn.consumers.map((one) => ({ ...one, maxRecords: 10_000, perRecord: '0 s' })),
        };
        const plan = planOf(whole);
        const merged = run(plan, 1, { copies: 10, merged: true });
        const single = run(plan, 1, { copies: 10, merged: false });
        expect(merged.result.flows).toEqual(single.result.flows);
        expect(agree(merged.result.usage, single.result.usage)).toBe(true);
        expect(agree(merged.result.metrics, single.result.metrics)).toBe(true);
        expect(agree(merged.result.facts, single.result.facts)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('stores and refuses as many of rows of ten as of ten rows, where the shard’s limit cuts rows in two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 105, max: 250 }), fc.nat(1000), (rate, seed) => {
        const plan: Plan = {
          workloads: {
            events: {
              arrivals: { process: 'poisson', rate: `${rate}/s` },
              size: '100 B',
              partitionKey: { distribution: 'uniform', keys: 50 },
            },
          },
          components: {
            hosts: {
              type: 'kinesis.producer',
              workload: 'events',
              to: 'stream',
              client: { type: 'sdk', batch: { maxRecords: 500 } },
            },
            stream: { type: 'kinesis.stream' },
          },
          seconds: 5,
          seed: String(seed),
        };
        const merged = run(plan, 1, { copies: 10, merged: true });
        const single = run(plan, 1, { copies: 10, merged: false });
        expect(merged.result.flows).toEqual(single.result.flows);
        expect(agree(merged.result.metrics, single.result.metrics)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a component that has nothing to do with the others', () => {
  it('leaves every draw of theirs as it was', () => {
    fc.assert(
      fc.property(design, fc.boolean(), (drawn, first) => {
        const plan = planOf(drawn);
        const other = {
          'other-source': { type: 'custom.source', workload: 'others', to: 'other-server' },
          'other-server': {
            type: 'custom.server',
            serviceTime: { distribution: 'exponential', mean: '3 ms' },
          },
        };
        const with_ = run({
          ...plan,
          workloads: { ...plan.workloads, others: { arrivals: { process: 'poisson', rate: '50/s' } } },
          components: first ? { ...other, ...plan.components } : { ...plan.components, ...other },
        });
        const alone = run(plan);
        const own = <T extends { readonly component: string }>(all: readonly T[]): T[] =>
          all.filter(({ component }) => !component.startsWith('other-'));
        // The other one may let the run's drain last longer, which shows in nothing that is measured, but for the age
        // of what was never finished.
        fc.pre(alone.result.flows.every(({ fates }) => fates.inFlight === 0));
        expect(agree(own(with_.result.metrics), own(alone.result.metrics))).toBe(true);
        expect(agree(own(with_.result.usage), own(alone.result.usage))).toBe(true);
        expect(with_.result.flows.filter(({ from }) => from === 'hosts').map(({ fates }) => fates)).toEqual(
          alone.result.flows.map(({ fates }) => fates),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('and a second reader, pushed to, leaves the traffic and the first reader’s pushes as they were', () => {
    const one: Plan = {
      workloads: { events: { arrivals: { process: 'poisson', rate: '200/s' }, size: '500 B' } },
      components: {
        hosts: { type: 'kinesis.producer', workload: 'events', to: 'stream' },
        stream: { type: 'kinesis.stream' },
        first: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
      },
      seconds: 20,
    };
    const two = { ...one, components: { ...one.components, second: { ...one.components.first! } } };
    expect(run(two).distribution('first', 'latency')).toEqual(run(one).distribution('first', 'latency'));
    expect(run(two).distribution('second', 'latency')).not.toEqual(run(one).distribution('first', 'latency'));
  });
});
