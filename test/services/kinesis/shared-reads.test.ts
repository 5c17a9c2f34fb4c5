import { describe, expect, it } from 'vitest';
import { even, type Plan, run } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };

/** One shard that takes `rate` records a second of `size` (key of one byte included), and shared consumers of it. */
function readers(consumers: readonly object[], rate: string, size: string, over: Partial<Plan> = {}): Plan {
  const components: Record<string, { type: string; [property: string]: unknown }> = {
    hosts: {
      type: 'kinesis.producer',
      workload: 'events',
      to: 'stream',
      client: { type: 'sdk', requestLatency: '10 ms' },
    },
    stream: { type: 'kinesis.stream', maxRecordSize: '2 MiB' },
  };
  consumers.forEach((consumer, i) => {
    components[`reader-${i}`] = {
      type: 'kinesis.consumer',
      from: 'stream',
      client: { requestLatency: '10 ms' },
      ...consumer,
    };
  });
  return {
    workloads: { events: even(rate, size, ONE_KEY) },
    components,
    seconds: 60,
    warmupSeconds: 2,
    ...over,
  };
}

describe('the calls of a shard', () => {
  it('are five a second for all shared consumers together; the others are refused', () => {
    // One loop of 10 ms call and 10 ms sleep asks 50 times a second; no SDK retries. Saturated, the bucket admits
    // exactly 5 a second: 300 in 60 s, one more or less at the window's borders.
    const none = {
      client: { requestLatency: '10 ms', retry: { mode: 'none' } },
      idleTimeBetweenReads: '10 ms',
    };
    const seen = run(readers([none, none], '1/s', '100 B'));
    const calls = seen.sum('stream', 'GetRecords.Calls');
    const refused = seen.sum('stream', 'ReadProvisionedThroughputExceeded');
    expect(Math.abs(calls - refused - 300)).toBeLessThanOrEqual(1);
    expect(calls).toBe(6000);
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded', 'shardId-000000000000')).toBe(refused);
  });

  it('suffice for five consumers that poll once a second', () => {
    const seen = run(readers(Array(5).fill({ idleTimeBetweenReads: '1 s' }), '10/s', '100 B'));
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    for (let i = 0; i < 5; i++) expect(seen.flow(`reader-${i}`).fates.delivered).toBe(600);
  });

  it('are each shard’s own', () => {
    const plan = readers([{ idleTimeBetweenReads: '250 ms' }], '100/s', '100 B');
    const seen = run({
      ...plan,
      workloads: { events: even('100/s', '100 B') },
      components: { ...plan.components, stream: { type: 'kinesis.stream', shardCount: 10 } },
    });
    // 10 shards, each polled every 260 ms, fewer than five times a second.
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    expect(seen.sum('stream', 'GetRecords.Calls') / 10).toBeGreaterThan(60 / 0.26 - 2);
  });
});

describe('the bytes of a shard’s shared reads', () => {
  it('are 10 MiB a reply at the most, which close it for 5 s', () => {
    // 10 MiB gather behind a consumer that reads rarely; then each reply brings all of 10 records of 1 MiB, and the
    // next may come 5 s later: polled every second, at 0, 5 (the debt is just paid), 10 …
    const big = readers(
      [{ idleTimeBetweenReads: '990 ms', client: { requestLatency: '10 ms', retry: { mode: 'none' } } }],
      '1/s',
      '1048575 B',
      {
        seconds: 60,
        warmupSeconds: 0,
      },
    );
    // A second reader takes half of what a shard gives: two at 1 MiB/s saturate 2 MiB/s.
    const one = run(big);
    expect(one.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    expect(one.sum('stream', 'OutgoingBytes')).toBe(one.sum('stream', 'OutgoingRecords') * 1_048_576);
    expect(one.distribution('stream', 'GetRecords.IteratorAgeMilliseconds').max).toBe(0);
  });

  it('drain a backlog at 2 MiB a second', () => {
    // A consumer that sleeps 60 s first finds 60 MiB (1 MiB/s). Then it polls every 100 ms and is refused until each
    // reply's 5 s are over: 10 MiB every 5 s, twice what comes in.
    const seen = run(
      readers(
        [
          {
            idleTimeBetweenReads: '100 ms',
            processing: { perBatch: { distribution: 'empirical', values: ['0 s'], weights: [1] } },
          },
        ],
        '1/s',
        '1048575 B',
      ),
    );
    expect(seen.flow('reader-0').fates.delivered).toBe(60);
  });

  it('are too few for three consumers of a full shard: a third of the stream falls behind', () => {
    // 1 MiB/s in, three readers: 3 MiB/s asked, 2 MiB/s given. In 60 s each reader gets 40 of 60 MiB, so two thirds.
    const polls = {
      idleTimeBetweenReads: '300 ms',
      client: { requestLatency: '10 ms', retry: { mode: 'none' } },
    };
    const seen = run(readers([polls, polls, polls], '16/s', '65535 B', { seconds: 120, warmupSeconds: 0 }));
    const out = seen.sum('stream', 'OutgoingBytes') / 120 / 1_048_576;
    expect(out).toBeGreaterThan(1.8);
    expect(out).toBeLessThanOrEqual(2.05);
    expect(seen.distribution('stream', 'GetRecords.IteratorAgeMilliseconds').max).toBeGreaterThanOrEqual(0);
  });
});

describe('a reply', () => {
  it('brings 10,000 records at the most, and says how far behind it ends', () => {
    // 1,000 records/s; a reader that works 24 s for each batch finds 24,000: 10,000 a reply.
    const seen = run(
      readers([{ idleTimeBetweenReads: '0 s', processing: { perBatch: '24 s' } }], '1000/s', '100 B', {
        seconds: 100,
        warmupSeconds: 0,
      }),
    );
    // Replies at about 0, 24, 48, 72, 96 s; all after the first have 10,000.
    const calls = seen.sum('stream', 'GetRecords.Calls');
    expect(seen.sum('stream', 'OutgoingRecords')).toBeLessThanOrEqual((calls - 1) * 10_000 + 300);
    expect(seen.sum('stream', 'OutgoingRecords')).toBeGreaterThanOrEqual(40_000);
    // The last reply of the window ends at record 40,000 of 96,000: it is about 56 s old.
    const age = seen.distribution('stream', 'GetRecords.IteratorAgeMilliseconds').max / 1e6;
    expect(age).toBeGreaterThan(54);
    expect(age).toBeLessThan(57);
    expect(seen.distribution('reader-0', 'MillisBehindLatest').max / 1e6).toBeCloseTo(age, 6);
  });

  it('brings no more than the call asks for', () => {
    const seen = run(readers([{ idleTimeBetweenReads: '200 ms', maxRecords: 5 }], '10/s', '100 B'));
    expect(seen.sum('stream', 'OutgoingRecords')).toBeLessThanOrEqual(
      5 * seen.sum('stream', 'GetRecords.Calls'),
    );
    expect(seen.flow('reader-0').fates.delivered).toBe(600);
  });

  it('gives each consumer every record once, in its own time', () => {
    const seen = run(
      readers([{}, { idleTimeBetweenReads: '3 s' }, { processing: { perRecord: '5 ms' } }], '50/s', '100 B'),
    );
    for (let i = 0; i < 3; i++) {
      expect(seen.flow(`reader-${i}`)).toMatchObject({
        produced: 3000,
        duplicates: 0,
        fates: { delivered: 3000 },
      });
    }
  });
});
