// What faults do to producers, streams and consumers, with figures that can be worked by hand: records at even distances,
// calls without latency, fixed processing times.

import { describe, expect, it } from 'vitest';
import { even, type Plan, run, shard } from '../plan.ts';

const none = '0 s';

function plan(
  faults: Plan['faults'],
  over: { producer?: object; stream?: object; consumer?: object; rate?: string } = {},
): Plan {
  return {
    workloads: { w: even(over.rate ?? '100/s', '100 B') },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'w',
        to: 's',
        client: { type: 'sdk', operation: 'PutRecord', requestLatency: none, retry: { mode: 'none' } },
        ...over.producer,
      },
      s: { type: 'kinesis.stream', shardCount: 1, pushLatency: none, ...over.stream },
      app: {
        type: 'kinesis.consumer',
        from: 's',
        mode: 'enhanced-fan-out',
        client: { subscribeLatency: none },
        ...over.consumer,
      },
    },
    seconds: 60,
    faults: faults ?? [],
  };
}

describe('a consumer that crashes', () => {
  // 100 records/s at 5 ms each keep one thread half busy; ten seconds down are 1,000 records behind.
  const crash = { at: '20 s', for: '10 s', component: 'app', kind: 'crash' } as const;
  const work = { processing: { perRecord: '5 ms' } };

  it('loses nothing: everything is read when it is back, and catching up takes as long as it was down', () => {
    const seen = run(plan([crash], { consumer: work }));
    const { fates, produced } = seen.flow('app');
    expect(produced).toBe(6000);
    expect(fates.delivered).toBe(6000);
    const [flow] = seen.result.faults![0]!.flows;
    // It works off 200/s while 100/s come: 1,000 are gone after 10 s, at 40 s, 20 s after the beginning.
    expect(flow!.caughtUpUs! / 1e6).toBeCloseTo(20, 0);
    expect(flow!.detectedUs).toBe(1e6);
    // Over ten seconds as much comes through as arrives: from 35 s on, when five seconds at 200/s have made up for five.
    expect(flow!.recoveredUs! / 1e6).toBeGreaterThan(14);
    expect(flow!.recoveredUs! / 1e6).toBeLessThan(16);
    expect(flow!.mostInFlight).toBeGreaterThan(990);
    expect(flow!.mostInFlight).toBeLessThan(1010);
  });

  it('does again what it had done since the last batch: those are duplicates, and counted apart', () => {
    // One batch of 200 records in work at 1 ms each from t = 20 s on, since 10 s of sleep gather 1,000: the batch that
    // begins at a poll. Every record before the crash is finished once; those of the open batch twice.
    const consumer = {
      mode: 'shared',
      idleTimeBetweenReads: '4 s',
      processing: { perRecord: '2 ms' },
      client: { requestLatency: none },
    };
    const seen = Array.from({ length: 20 }, (_, i) =>
      run({ ...plan([{ ...crash, at: `${20 + i / 4} s` }], { consumer }), seed: `s${i}` }),
    );
    const duplicates = seen.map((one) => one.flow('app').duplicates);
    for (const one of seen) expect(one.flow('app').fates.delivered).toBe(6000);
    // A batch holds 4.8 s of records: at most 500, of which some were done when it went down. In some runs it slept.
    expect(Math.max(...duplicates)).toBeGreaterThan(50);
    expect(Math.max(...duplicates)).toBeLessThanOrEqual(500);
    expect(Math.min(...duplicates)).toBe(0);
  });

  it('balances its books when it is down at the end of the run', () => {
    const { fates, duplicates } = run(
      plan([{ ...crash, at: '50 s', for: '10 min' }], { consumer: work }),
    ).flow('app');
    expect(fates.delivered).toBeLessThanOrEqual(5001);
    expect(fates.delivered + fates.inFlight).toBe(6000);
    expect(duplicates).toBe(0);
  });

  it('may crash again while it is down: it is back when the last fault is over', () => {
    const seen = run(
      plan([crash, { ...crash, at: '25 s', for: '10 s' }], {
        consumer: { processing: { perRecord: '1 us' } },
      }),
    );
    const { max } = seen.distribution('app', 'latency');
    expect(max / 1e6).toBeGreaterThan(14.9);
    expect(max / 1e6).toBeLessThan(15.2);
  });
});

describe('a zone that is lost', () => {
  const zone = { at: '20 s', for: '10 s', kind: 'az-lost' } as const;

  it('leaves the shards of a third of the hosts unread until it is back', () => {
    const seen = run(
      plan([{ ...zone, component: 'app' }], { consumer: { hosts: 3 }, stream: { shardCount: 3 } }),
    );
    const { fates } = seen.flow('app');
    expect(fates.delivered).toBe(6000);
    const [flow] = seen.result.faults![0]!.flows;
    // One shard of three: about a third of 1,000 records wait at its end.
    expect(flow!.mostInFlight).toBeGreaterThan(250);
    expect(flow!.mostInFlight).toBeLessThan(420);
  });

  it('costs a producer what a third of its hosts hold, and no more: the others take over', () => {
    const sdk = {
      type: 'sdk',
      operation: 'PutRecords',
      requestLatency: none,
      batch: { linger: '1 s' },
      retry: { mode: 'none' },
    };
    const seen = run(plan([{ ...zone, component: 'web' }], { producer: { hosts: 3, client: sdk } }));
    const { fates } = seen.flow('app');
    // A host gathers a third of 100/s for at most a second.
    expect(fates.dropped).toBeGreaterThan(0);
    expect(fates.dropped).toBeLessThan(50);
    expect(fates.delivered + fates.dropped).toBe(6000);
    expect(seen.sum('web', 'DroppedByFault')).toBe(fates.dropped);
    expect(seen.sum('web', 'DroppedRecords')).toBe(0);
  });

  it('takes all of a producer that has one host', () => {
    const { fates } = run(plan([{ ...zone, component: 'web' }])).flow('app');
    expect(fates.dropped).toBe(1000);
    expect(fates.delivered).toBe(5000);
  });
});

describe('a producer that is paused', () => {
  const pause = { at: '20 s', for: '5 s', component: 'web', kind: 'pause' } as const;

  it('drops what is handed over meanwhile: 5 s of 100 records/s', () => {
    const { fates } = run(plan([{ ...pause, whilePaused: 'drop' }])).flow('app');
    expect(fates).toMatchObject({ dropped: 500, delivered: 5500 });
  });

  it('or holds it, and sends it when the pause is over', () => {
    const seen = run(plan([pause]));
    expect(seen.flow('app').fates).toMatchObject({ dropped: 0, delivered: 6000 });
    expect(seen.distribution('app', 'latency').max).toBeCloseTo(5e6, -4);
  });

  it('but never more than its buffer holds', () => {
    // 100 B and a key of 12 B: 11,200 B hold 100 records, and 400 of 500 find no room.
    const { fates } = run(plan([pause], { producer: { maxBuffered: '11200 B' } })).flow('app');
    expect(fates).toMatchObject({ dropped: 400, delivered: 5600 });
  });
});

describe('a slow dependency', () => {
  it('takes so many times as long while it lasts', () => {
    const consumer = { processing: { perRecord: '1 ms' } };
    const slow = { at: '20 s', for: '10 s', component: 'app', kind: 'slow', factor: 5 } as const;
    const seen = run(plan([slow], { consumer }));
    // 1,000 records of 6,000 at 5 ms, the others at 1 ms: 10,000 ms in all.
    expect((seen.mean('app', 'latency') * 6000) / 1000).toBeCloseTo(10_000, -2);
  });

  it('makes a stream’s calls slow: a put waits so many times as long', () => {
    const client = { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms', retry: { mode: 'none' } };
    const slow = { at: '30 s', for: '30 s', component: 's', kind: 'slow', factor: 3 } as const;
    const seen = run(plan([slow], { producer: { client } }));
    expect(seen.mean('s', 'PutRecord.Latency')).toBeCloseTo(20_000, -2);
  });
});

describe('a flash crowd', () => {
  const keys = (weights: object) => ({ distribution: 'list', keys: weights });

  it('makes one shard hot for a while, with a key that the workload does not have', () => {
    // The MD5 of a begins with 0c, that of b with 92: the lower and the upper of two shards.
    const crowd = {
      kind: 'hot-key',
      at: '20 s',
      for: '10 s',
      workload: 'w',
      share: '100%',
      key: 'b',
    } as const;
    const given = plan([crowd], { stream: { shardCount: 2 } });
    const seen = run({ ...given, workloads: { w: even('100/s', '100 B', keys({ a: 1 })) } });
    expect(seen.sum('s', 'OfferedRecords', shard(0))).toBe(5000);
    expect(seen.sum('s', 'OfferedRecords', shard(1))).toBe(1000);
    // 100 B and a key of one byte.
    expect(seen.sum('s', 'OfferedBytes', shard(1))).toBe(1000 * 101);
    expect(seen.flow('app').fates.delivered).toBe(6000);
  });

  it('that comes faster overruns the shard that its key is in, and no other', () => {
    // Half of 800/s to each shard; then 3,200/s for 10 s, all to the upper one, which takes 1,000/s and its bucket.
    const crowd = {
      kind: 'hot-key',
      at: '20 s',
      for: '10 s',
      workload: 'w',
      share: '100%',
      key: 'b',
      rateFactor: 4,
    } as const;
    const given = plan([crowd], { stream: { shardCount: 2 } });
    const seen = run({ ...given, workloads: { w: even('800/s', '100 B', keys({ a: 1, b: 1 })) } });
    const { produced, fates } = seen.flow('app');
    expect(produced).toBe(50 * 800 + 10 * 3200);
    // 32,000 offered, 1,000 at once and 1,000/s stored: 21,000 are refused.
    expect(Math.abs(fates.throttledOut - 21_000)).toBeLessThanOrEqual(5);
    expect(seen.sum('s', 'WriteProvisionedThroughputExceeded', shard(0))).toBe(0);
  });
});

describe('a run', () => {
  it('without faults has no trace of them, and the same fingerprint when nothing is hit', () => {
    expect(run(plan([])).result.faults).toBeUndefined();
  });

  it('with a fault is the same each time', () => {
    const crash = { at: '20 s', for: '10 s', component: 'app', kind: 'crash' } as const;
    expect(run(plan([crash])).result.fingerprint).toBe(run(plan([crash])).result.fingerprint);
  });
});
